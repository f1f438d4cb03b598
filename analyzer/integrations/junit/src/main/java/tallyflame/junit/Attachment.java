package tallyflame.junit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tallyflame.agent.AgentJar;
import tallyflame.annotations.Mark;
import tallyflame.counts.Glob;
import tallyflame.counts.file.CountFile;

/**
 * Has the agent count what tests ask for. A JVM may not attach to itself unless told so, so that the JDK's jcmd does it from a
 * process of its own.
 */
final class Attachment {
    private static final System.Logger LOG = System.getLogger("tallyflame.junit");
    private static final long ANSWER_SECONDS = 60;
    private static final int WARNS_SINCE = 21;

    /** Patterns that are counted by now. */
    private static final Set<String> COUNTED = new HashSet<>();

    private Attachment() {}

    /**
     * Has classes counted from now on.
     *
     * @throws IllegalStateException if that is not possible; the message says how it would be
     */
    static synchronized void count(List<String> globs) {
        List<String> more = new ArrayList<>(globs);
        more.removeAll(COUNTED);
        if (more.isEmpty()) return;
        if (Mark.isPossible()) {
            List<String> missing = missing(more);
            if (!missing.isEmpty()) Mark.count(missing.toArray(new String[0]));
        } else {
            attach(more);
        }
        COUNTED.addAll(more);
    }

    /** Those that whoever started the agent did not ask for. */
    private static List<String> missing(List<String> globs) {
        try {
            CountFile file =
                    CountFile.read(Mark.begin().end().countFile(type -> false), "the counts of this JVM's agent");
            List<Glob> asked =
                    file.asked().orElse(List.of()).stream().map(Glob::parse).toList();
            return globs.stream().filter(glob -> !isAmong(glob, asked)).toList();
        } catch (IOException e) {
            throw new IllegalStateException("the agent in this JVM is of another version: " + e.getMessage(), e);
        }
    }

    private static boolean isAmong(String glob, List<Glob> asked) {
        return asked.stream().anyMatch(one -> one.text().equals(glob))
                || (glob.indexOf('*') < 0 && Glob.anyIncludes(asked) && Glob.select(asked, glob));
    }

    private static void attach(List<String> globs) {
        String count = String.join(";", globs);
        Path jar = AgentJar.path();
        String how = "; start the tests' JVM with -javaagent:" + jar + "=count=" + count + ",out=target/tests.tfc";
        try {
            Path answer = Files.createTempFile("tallyflame", ".answer");
            String said = jcmd(
                    "JVMTI.agent_load",
                    jar.toString(),
                    '"' + "count=" + count + ",interval=3600000,out=" + countFile() + ",answer=" + answer + '"');
            String text = Files.readString(answer);
            Files.delete(answer);
            if (!text.startsWith("ok ")) {
                throw new IllegalStateException(
                        "the agent cannot be attached: " + (text.isEmpty() ? said : text) + how);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the agent cannot be attached: " + e.getMessage() + how, e);
        }
        if (Runtime.version().feature() >= WARNS_SINCE && !isAllowed()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "the JDK has warned of an agent that was attached, Tallyflame's; -XX:+EnableDynamicAgentLoading, or"
                            + " -javaagent:" + jar + "=count=" + count + ",out=target/tests.tfc, in the tests' JVM"
                            + " options (Surefire: argLine) avoids that");
        }
    }

    private static boolean isAllowed() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:+EnableDynamicAgentLoading");
    }

    /** Where builds have what they make; the file holds the counts of all tests of this JVM. */
    private static Path countFile() throws IOException {
        for (String folder : List.of("target", "build")) {
            if (Files.isDirectory(Path.of(folder))) {
                Path own = Files.createDirectories(Path.of(folder, "tallyflame"));
                return own.resolve("tests-%p.tfc").toAbsolutePath();
            }
        }
        return Files.createTempDirectory("tallyflame-tests").resolve("tests.tfc");
    }

    private static String jcmd(String... command) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.exists(tool)) throw new IOException("there is no " + tool + " (a JRE, not a JDK)");
        List<String> line = new ArrayList<>(
                List.of(tool.toString(), String.valueOf(ProcessHandle.current().pid())));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        try {
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer.lines()
                .filter(text -> !text.isBlank() && !text.matches("\\d+:"))
                .limit(1)
                .collect(Collectors.joining());
    }
}
