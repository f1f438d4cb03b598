package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tallyflame.runner.instruments.Java;
import tallyflame.runs.EnvironmentException;

/**
 * A running JVM to which commands are sent by the JDK's {@code jcmd}.
 *
 * @param handle the process
 */
record TargetProcess(ProcessHandle handle) {
    private static final long ANSWER_SECONDS = 60;
    /** What JVMs answer that were started with -XX:-EnableDynamicAgentLoading. */
    private static final Pattern NO_AGENTS =
            Pattern.compile("Dynamic agent loading is not enabled|Unknown diagnostic command");

    private static final Pattern VERSION = Pattern.compile("(?m)^JDK (\\d+)");
    private static final String FROM_START = ", or record it from its start: tallyflame record -- java …";

    /**
     * Looks whether a process can be recorded, so that the reason is said at once and not after a time-out.
     *
     * @throws EnvironmentException if there is no such process, it is someone else's, or it is not a JVM
     */
    static TargetProcess of(long pid) throws EnvironmentException {
        ProcessHandle handle = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> new EnvironmentException("no process " + pid + "; jcmd lists the running JVMs"));
        Optional<String> owner = handle.info().user();
        String self = System.getProperty("user.name");
        if (owner.isPresent() && !owner.get().equals(self) && !self.equals("root")) {
            throw new EnvironmentException("process " + pid + " belongs to " + owner.get() + ", not to " + self
                    + "; record it as that user, or as root");
        }
        if (!mayBeJvm(pid)) {
            throw new EnvironmentException("process " + pid + " is not a HotSpot JVM ("
                    + handle.info().command().orElse("unknown command") + "); jcmd lists the running JVMs");
        }
        return new TargetProcess(handle);
    }

    /** Whether a process is known to be a HotSpot JVM. */
    static boolean isJvm(long pid) {
        return Files.isReadable(Path.of("/proc/" + pid + "/maps")) && mayBeJvm(pid);
    }

    private static boolean mayBeJvm(long pid) {
        Path maps = Path.of("/proc/" + pid + "/maps");
        if (!Files.isReadable(maps)) {
            return true; // another system, or no right to look: attaching will tell
        }
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.anyMatch(line -> line.contains("libjvm"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return true;
        }
    }

    /**
     * Sends a diagnostic command.
     *
     * @return the JVM's answer
     * @throws EnvironmentException if it cannot be reached or refuses
     */
    String send(String... command) throws EnvironmentException, InterruptedException {
        Path jcmd = Java.tool("jcmd");
        List<String> line = Stream.concat(Stream.of(jcmd.toString(), String.valueOf(handle.pid())), Stream.of(command))
                .toList();
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new EnvironmentException("process " + handle.pid() + " cannot be attached to: " + reason(answer)
                        + "; was it started with -XX:+DisableAttachMechanism? Start it without" + FROM_START);
            }
            return answer;
        } catch (IOException e) {
            throw new EnvironmentException("cannot start " + jcmd + " (" + e.getMessage() + "); install a full JDK", e);
        }
    }

    /** The first line that is not the process id. */
    static String reason(String answer) {
        return answer.lines()
                .filter(line -> !line.isBlank() && !line.matches("\\d+:"))
                .findFirst()
                .orElse("no answer");
    }

    /** Feature version of the JVM, such as 17; 0 if it does not say. */
    int feature() throws EnvironmentException, InterruptedException {
        Matcher version = VERSION.matcher(send("VM.version"));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** Gives options to async-profiler's library, loading it first if need be. */
    void agent(Path library, String options) throws EnvironmentException, InterruptedException {
        String answer = load(library, options);
        if (!answer.contains("return code: 0")) {
            throw new EnvironmentException("async-profiler refuses in process " + handle.pid() + ": " + reason(answer)
                    + "; see tallyflame doctor");
        }
    }

    /**
     * Gives options to an agent, a native library or a jar, loading it first if need be.
     *
     * @return the JVM's answer
     * @throws EnvironmentException if the JVM cannot be reached or lets no agents in
     */
    String load(Path library, String options) throws EnvironmentException, InterruptedException {
        // Quoted, because jcmd would split at commas and equals signs.
        String answer = send("JVMTI.agent_load", library.toString(), '"' + options + '"');
        if (NO_AGENTS.matcher(answer).find()) {
            throw new EnvironmentException("process " + handle.pid()
                    + " lets no agent in; start it with -XX:+EnableDynamicAgentLoading" + FROM_START);
        }
        return answer;
    }
}
