package tallyflame.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLog;

/** Writes {@code cluster.jsonl} as the application goes on. Thread-safe; after a failure nothing more is written. */
final class ClusterWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWriter.class);

    private final Path file;
    private FSDataOutputStream out;

    private ClusterWriter(Path file, FSDataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    static ClusterWriter open(RunFolder run) throws IOException {
        Path file = new Path(run.root(), ClusterLog.FILE);
        return new ClusterWriter(file, run.files().create(file, true));
    }

    synchronized void write(ClusterLine line) {
        attempt(() -> out.write((ClusterLog.text(line) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Has what was written kept, whatever becomes of the driver; on a file system that keeps files only whole, not before the end. */
    synchronized void flush() {
        attempt(() -> out.hflush());
    }

    synchronized void close() {
        attempt(() -> out.close());
        out = null;
    }

    private void attempt(RunFolder.Attempt attempt) {
        if (out == null) {
            return;
        }
        try {
            RunFolder.attempt(attempt);
        } catch (IOException e) {
            LOG.warn("Tallyflame: {} cannot be written any more, the application goes on: {}", file, e.toString());
            out = null;
        }
    }
}
