package tallyflame.cli.options;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import tallyflame.runner.fork.Progress;
import tallyflame.runner.launch.ProgressListener;
import tallyflame.runs.Pass;

/** One line on the terminal that is drawn over: pass, bar, alerts per second, remaining time. Thread-safe. */
public final class ProgressBar implements ProgressListener {
    /** Takes back what was drawn last. */
    public static final String CLEAR_LINE = "\r\033[K";

    private static final int CELLS = 24;

    private final PrintWriter terminal;
    private String title = "";

    private ProgressBar(PrintWriter terminal) {
        this.terminal = terminal;
    }

    /** A bar where a person looks on, else one that says nothing. */
    public static ProgressListener on(PrintWriter terminal) {
        return isTerminal() ? always(terminal) : ProgressListener.SILENT;
    }

    /** A bar in any case. */
    public static ProgressListener always(PrintWriter terminal) {
        return new ProgressBar(terminal);
    }

    /** Whether a person looks on. */
    @SuppressWarnings("SystemConsoleNull") // null up to JDK 21; what replaces it later is looked for below
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console without a terminal, too.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public synchronized void started(String module, Pass pass, int fork, int forks) {
        title = module + " " + pass.label() + (forks > 1 ? " " + fork + "/" + forks : "");
        draw(title + "  starting");
    }

    @Override
    public synchronized void progress(Progress progress) {
        int full = (int) Math.round(progress.done() * CELLS);
        String remaining = Double.isNaN(progress.remainingSeconds())
                ? ""
                : String.format(Locale.ROOT, ", %.0f s left", Math.ceil(progress.remainingSeconds()));
        draw(String.format(
                Locale.ROOT,
                "%s  %-8s [%s%s] %,.0f alerts/s%s",
                title,
                progress.phase(),
                "#".repeat(full),
                ".".repeat(CELLS - full),
                progress.alertsPerSecond(),
                remaining));
    }

    @Override
    public synchronized void ended(Pass pass, int fork) {
        draw("");
    }

    private void draw(String line) {
        terminal.print(CLEAR_LINE + line);
        terminal.flush();
    }
}
