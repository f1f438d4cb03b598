package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** What escape analysis removes by line, of a program that asks the JVM what each of its lines allocates. */
@EnabledOnOs(OS.LINUX)
class EscapeByLineTest {
    /** From here on the samples of the JVM are not biased by size. */
    private static final boolean TOLD = Runtime.version().feature() >= 25;

    private static final int REMOVED_AT = 5;
    private static final int KEPT_AT = 9;
    private static final String PROGRAM =
            """
            public class Escapes {
                static Pair kept;
                record Pair(long a, long b) {}
                static long removed(int i) {
                    Pair pair = new Pair(i, 1);
                    return pair.a() + pair.b();
                }
                static long kept(int i) {
                    kept = new Pair(i, 1);
                    return i;
                }
                static long bytes() {
                    return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                            .getCurrentThreadAllocatedBytes();
                }
                public static void main(String[] arguments) throws Exception {
                    String analysed = java.lang.management.ManagementFactory
                            .getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
                            .getVMOption("DoEscapeAnalysis").getValue();
                    int sign = analysed.equals("true") ? -1 : 1;
                    long sum = bytes();
                    long before = bytes();
                    for (int i = 0; i < 8_000_000; i++) {
                        sum += removed(i);
                    }
                    long between = bytes();
                    for (int i = 0; i < 8_000_000; i++) {
                        sum += kept(i);
                    }
                    long after = bytes();
                    java.nio.file.Files.writeString(
                            java.nio.file.Path.of(arguments[0]),
                            sign * (between - before) + " " + sign * (after - between) + " " + (sum == 0) + "\\n",
                            java.nio.file.StandardOpenOption.CREATE,
                            java.nio.file.StandardOpenOption.APPEND);
                }
            }
            """;

    @TempDir
    private Path folder;

    /** Records; the JVMs wait for their compiler, so that what it removes does not depend on the load. */
    private Path record(Path truth) throws Exception {
        Path source = Files.writeString(folder.resolve("Escapes.java"), PROGRAM);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-g", "-d", folder.toString(), source.toString()))
                .isZero();
        Path run = folder.resolve("run");
        List<String> line = new ArrayList<>(List.of("record", "--event", "alloc"));
        line.addAll(List.of("--passes", "sample,sample-no-escape", "--forks", TOLD ? "3" : "1"));
        line.addAll(List.of("--out", run.toString(), "--"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xbatch", "-cp", folder.toString(), "Escapes", truth.toString()));
        CommandLineRun recorded = CommandLineRun.of(line.toArray(new String[0]));
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        return run;
    }

    @Test
    void onlyTheLineWhoseObjectsNeverEscapeLosesThem() throws Exception {
        Path truth = folder.resolve("truth");
        Path run = record(truth);
        JsonNode document = new ObjectMapper().readTree(CommandLineRun.answer("lines", run, "--json"));
        String remark = document.at("/ledger/escapeAnalysis").asText();
        if (!TOLD) {
            assertThat(remark).isEqualTo("not told, since samples of allocations are biased by size before JDK 25");
            assertThat(line(document, KEPT_AT).get("removed").isNull()).isTrue();
            return;
        }
        double[] removed = new double[2];
        for (String execution : Files.readAllLines(truth)) {
            for (int line = 0; line < 2; line++) {
                double bytes = Double.parseDouble(execution.split(" ", -1)[line]);
                // Less what ordinary executions allocate, of which there are as many.
                removed[line] += bytes / 3;
            }
        }
        JsonNode told = line(document, REMOVED_AT);
        assertThat(told).as(remark).isNotNull();
        assertThat(told.get("removed").asDouble())
                .as("of %s; %s", told, Files.readString(truth))
                .isCloseTo(removed[0], within(removed[0] / 4));
        assertThat(Math.abs(removed[1]))
                .as("the JVM's own account of the other")
                .isLessThan(removed[0] / 100);
        assertThat(Math.abs(line(document, KEPT_AT).get("removed").asDouble(0)))
                .as("%s", line(document, KEPT_AT))
                .isLessThan(removed[0] / 4);
        assertThat(Files.readString(run.resolve("report.html"))).contains(">Removed</th>");
        assertThat(CommandLineRun.answer(
                        "query", run, "SELECT method FROM lines WHERE removed_low > 1000000 AND line = " + REMOVED_AT))
                .contains("removed");
    }

    @Test
    void thePassNeedsWhatItIsComparedWith() {
        String[] command = {"--out", folder.resolve("x").toString(), "--", "true"};
        assertThat(refused("--passes sample,sample-no-escape", command)).contains("by --event alloc");
        assertThat(refused("--event alloc --passes sample-no-escape", command)).contains("with the pass sample by");
        assertThat(refused("--event alloc --passes sample,sample-no-escape --count A", command))
                .contains("--count needs the pass count");
        assertThat(refused("--forks 0", command)).contains("--forks must be at least 1");
    }

    private static String refused(String options, String... command) {
        List<String> line = new ArrayList<>(List.of("record"));
        line.addAll(List.of(options.split(" ")));
        line.addAll(List.of(command));
        CommandLineRun refused = CommandLineRun.of(line.toArray(new String[0]));
        assertThat(refused.exitCode()).isEqualTo(2);
        return refused.err();
    }

    private static JsonNode line(JsonNode document, int number) {
        for (JsonNode method : document.get("methods")) {
            for (JsonNode line : method.get("lines")) {
                if (line.get("line").asInt() == number
                        && !method.get("method").asText().equals("main")) {
                    return line;
                }
            }
        }
        return null;
    }
}
