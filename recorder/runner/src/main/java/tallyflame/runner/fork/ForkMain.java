package tallyflame.runner.fork;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tallyflame.modules.UnknownModuleException;
import tallyflame.runs.RunJson;

/**
 * Entry point of a forked JVM; its argument is the pass directory, which holds {@link ForkPlan#FILE}. Standard output is for
 * the runner: progress, and one line on what went wrong. The module's own output goes to standard error. Ends itself when
 * its standard input ends, which is when the parent has died.
 */
public final class ForkMain {
    static final int INPUT = 3;
    static final int ENVIRONMENT = 4;
    static final int DEFECT = 70;
    /** As if ended by SIGTERM. */
    private static final int PARENT_DIED = 143;

    private ForkMain() {}

    /** Runs the plan and ends the JVM. */
    public static void main(String[] arguments) {
        PrintStream protocol = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        watchParent();
        int code = run(Path.of(arguments[0]), protocol);
        protocol.flush();
        System.exit(code);
    }

    private static int run(Path directory, PrintStream protocol) {
        try {
            ForkPlan plan = RunJson.read(directory.resolve(ForkPlan.FILE), ForkPlan.class);
            new ForkRun(plan, directory, protocol::println).run();
            return 0;
        } catch (IOException | UncheckedIOException | UnknownModuleException e) {
            protocol.println(Progress.problemLine(String.valueOf(e.getMessage())));
            return INPUT;
        } catch (OutOfMemoryError e) {
            protocol.println(
                    Progress.problemLine("the heap of " + Runtime.getRuntime().maxMemory() / (1 << 20)
                            + " MB is too small (" + e.getMessage() + "); give more, such as --jvm-option -Xmx4g"));
            return ENVIRONMENT;
        } catch (Throwable e) {
            e.printStackTrace();
            protocol.println(Progress.problemLine(e.toString()));
            return DEFECT;
        }
    }

    private static void watchParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever sent: only the end counts.
                        }
                    } catch (IOException e) {
                        // The pipe is broken: the parent has died, too.
                    }
                    System.exit(PARENT_DIED);
                },
                "tallyflame-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
