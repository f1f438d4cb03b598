package tallyflame.cli.alerts;

import java.io.Closeable;
import java.io.PrintWriter;
import java.util.Locale;
import tallyflame.cli.options.ProgressBar;
import tallyflame.transfer.consume.TransferListener;
import tallyflame.transfer.folder.Manifest;

/** Shows on a terminal how a transfer goes on: rate, and what remains over all partitions. Thread-safe. */
final class TransferBar implements TransferListener, Closeable {
    private static final int CELLS = 24;

    private final PrintWriter err;
    private final boolean verbose;
    private final boolean draws = ProgressBar.isTerminal();

    TransferBar(PrintWriter err, boolean verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    @Override
    public synchronized void progress(long done, long total, double perSecond) {
        if (draws) {
            int full = total == 0 ? CELLS : (int) (done * CELLS / total);
            err.print(ProgressBar.CLEAR_LINE
                    + String.format(
                            Locale.ROOT,
                            "[%s%s] %,.0f alerts/s, %,d to go",
                            "#".repeat(full),
                            ".".repeat(CELLS - full),
                            perSecond,
                            total - done));
            err.flush();
        }
    }

    @Override
    public synchronized void finished(Manifest batch) {
        if (verbose) {
            print(batch.range() + " of partition " + batch.partition() + ": " + batch.rows() + " alerts in "
                    + batch.files().size() + " files, " + batch.rejected().size() + " rejected, "
                    + batch.missingOffsets() + " not in the topic");
        }
    }

    @Override
    public synchronized void note(String line) {
        print("tallyflame: " + line);
    }

    private void print(String line) {
        err.println((draws ? ProgressBar.CLEAR_LINE : "") + line);
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (draws) {
            err.print(ProgressBar.CLEAR_LINE);
            err.flush();
        }
    }
}
