package tallyflame.agent.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tallyflame.agent.AgentJar;
import tallyflame.counts.file.CountFile;

/** Starts real JVMs, of the version that runs the tests, with the agent's jar. */
public final class AgentJvm {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final long LIMIT_SECONDS = 300;

    private final Path folder;
    private final List<String> options = new ArrayList<>();

    /** @param folder for the count file and the output of the JVM */
    public AgentJvm(Path folder) {
        this.folder = folder;
    }

    /** A JVM option. */
    public AgentJvm option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** The {@code -javaagent} option that counts what the globs name. */
    public AgentJvm count(String globs) {
        return agent("count=" + globs);
    }

    /** The {@code -javaagent} option with some of the agent's options. */
    public AgentJvm agent(String agentOptions) {
        return option("-javaagent:" + AgentJar.path() + "=" + agentOptions + ",out=" + countFile());
    }

    /** The {@code -javaagent} option that traces what the globs name. */
    public AgentJvm trace(String globs) {
        return option("-javaagent:" + AgentJar.path() + "=trace=" + globs + ",out=" + traceFile());
    }

    public AgentJvm classpath(Object... entries) {
        List<String> parts = new ArrayList<>();
        for (Object entry : entries) {
            parts.add(entry.toString());
        }
        return option("-cp", String.join(System.getProperty("path.separator"), parts));
    }

    public Path countFile() {
        return folder.resolve("counts.tfc");
    }

    public Path traceFile() {
        return folder.resolve("trace.tfc");
    }

    /** Runs to the end, which must be a good one; what the JVM printed on standard output. */
    public String run(String... mainAndArguments) throws IOException, InterruptedException {
        Path output = folder.resolve("stdout");
        Path errors = folder.resolve("stderr");
        Process process = builder(mainAndArguments)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after " + LIMIT_SECONDS + " s: " + String.join(" ", mainAndArguments));
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit " + process.exitValue() + ": " + Files.readString(errors));
        }
        return Files.readString(output);
    }

    /** What the JVM of {@link #run} printed on standard error. */
    public String errors() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    /** The JVM, not yet started. */
    public ProcessBuilder builder(String... mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(options);
        command.addAll(List.of(mainAndArguments));
        return new ProcessBuilder(command);
    }

    public CountFile counts() throws IOException {
        return CountFile.read(countFile());
    }

    /** The folder or jar from which this JVM has a class. */
    public static Path origin(Class<?> type) {
        return Path.of(java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
