package tallyflame.runner.launch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tallyflame.runner.fork.ForkMain;
import tallyflame.runner.fork.Progress;
import tallyflame.runner.instruments.Java;
import tallyflame.runs.EnvironmentException;

/** Runs one forked JVM to its end and listens to it. Used once. */
final class ForkProcess {
    private static final int LINES_KEPT = 20;

    private final Deque<String> lastLines = new ArrayDeque<>();
    private final ProgressListener listener;
    private String problem;

    ForkProcess(ProgressListener listener) {
        this.listener = listener;
    }

    /**
     * Starts the JVM and waits for it.
     *
     * @param options instruments and further options of the JVM
     * @param classPath of the user, behind this program's own
     * @param passDirectory holds the plan of the fork
     */
    ForkOutcome run(Children children, List<String> options, List<Path> classPath, Path passDirectory)
            throws EnvironmentException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Java.launcher().toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath(classPath));
        command.add(ForkMain.class.getName());
        command.add(passDirectory.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // an instrument of someone else's would be measured, too
        builder.environment().remove("JDK_JAVA_OPTIONS");
        long began = System.nanoTime();
        Process process = children.start(builder);
        Thread errors = pump(process.getErrorStream(), this::keep, "tallyflame-fork-err");
        Thread answers = pump(process.getInputStream(), this::listen, "tallyflame-fork-out");
        int exitCode = process.waitFor();
        errors.join();
        answers.join();
        return new ForkOutcome(exitCode, problem, List.copyOf(lastLines), (System.nanoTime() - began) / 1e9);
    }

    private static String classPath(List<Path> users) {
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        for (Path entry : users) {
            path.append(File.pathSeparatorChar).append(entry.toAbsolutePath());
        }
        return path.toString();
    }

    private static Thread pump(InputStream stream, Consumer<String> lines, String name) {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                            lines.accept(line);
                        }
                    } catch (IOException e) {
                        // The process is gone, and with it the pipe; how it ended is told by its exit code.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void listen(String line) {
        Optional<Progress> progress = Progress.parse(line);
        Optional<String> said = Progress.parseProblem(line);
        if (progress.isPresent()) {
            listener.progress(progress.get());
        } else if (said.isPresent()) {
            problem = said.get();
        } else {
            keep(line);
        }
    }

    private synchronized void keep(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > LINES_KEPT) {
            lastLines.removeFirst();
        }
    }
}
