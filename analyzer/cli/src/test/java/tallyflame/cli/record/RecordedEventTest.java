package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.cli.CommandLineRun;

/** What a program was recorded for is what the terminal, the tables and the report show of it. */
class RecordedEventTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private static Path folder;

    private static Path program;

    @BeforeAll
    static void write() throws IOException {
        program = Files.writeString(
                folder.resolve("Work.java"),
                """
                class Work {
                    static double sum;
                    static Object[] kept = new Object[64];
                    static synchronized void work() {
                        for (int i = 1; i < 1_000_000; i++) {
                            sum += Math.sqrt(i) / i;
                        }
                        kept[(int) (Math.abs(sum) % 64)] = new byte[200_000];
                    }
                    static void never() {}
                    public static void main(String[] threads) throws Exception {
                        long until = System.nanoTime() + 700_000_000L;
                        Thread[] all = new Thread[Integer.parseInt(threads[0])];
                        for (int i = 0; i < all.length; i++) {
                            all[i] = new Thread(() -> {
                                while (System.nanoTime() < until) {
                                    work();
                                }
                            });
                            all[i].start();
                        }
                        for (Thread one : all) {
                            one.join();
                        }
                    }
                }
                """);
    }

    private static CommandLineRun record(String event, Path run, int threads) {
        return CommandLineRun.of(
                "record",
                "--event",
                event,
                "--out",
                run.toString(),
                "--",
                JAVA,
                program.toString(),
                String.valueOf(threads));
    }

    private static JsonNode functions(Path run, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("functions", run.toString(), "--json"));
        line.addAll(List.of(more));
        CommandLineRun functions = CommandLineRun.of(line.toArray(new String[0]));
        assertThat(functions.exitCode()).as(functions.err()).isZero();
        return new ObjectMapper().readTree(functions.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "alloc", "wall", "page-faults"})
    void isShownEverywhere(String event) throws IOException {
        Path run = folder.resolve(event);
        CommandLineRun recorded = record(event, run, 3);
        assumeThat(recorded.err()).as("this machine can sample " + event).doesNotContain("cannot be sampled here");
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        assertThat(recorded.out()).contains("sampled by  " + event, " samples of " + event);
        assertThat(functions(run).get("event").asText()).isEqualTo(event);
        assertThat(CommandLineRun.of("flame", run.toString()).out()).startsWith(event);
        assertThat(run.resolve("report.html"))
                .content()
                .containsPattern("report-functions\">Functions</h2>\\s*<div[^>]*><p>" + event + ": ");
    }

    @Test
    void aWaitForALockCountsOnce() throws IOException {
        Path run = folder.resolve("waits");
        assertThat(record("lock", run, 3).exitCode()).isZero();
        long waited = RecordingFile.readAllEvents(run.resolve("passes/sample-1/async.jfr")).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.JavaMonitorEnter"))
                .map(RecordedEvent::getDuration)
                .mapToLong(Duration::toNanos)
                .sum();
        assertThat(functions(run).get("total").asLong()).isPositive().isEqualTo(waited);
    }

    @Test
    void whatHasNoSamplesIsNotReplacedByWhatHas() throws IOException {
        Path run = folder.resolve("alone");
        CommandLineRun recorded = record("Work.never", run, 1);
        assertThat(recorded.exitCode()).as(recorded.err()).isZero();
        assertThat(recorded.out())
                .contains("no samples of Work.never, which it was recorded for; there are some of alloc")
                .doesNotContain("samples of alloc", "flame graph");
        assertThat(run.resolve("report.html"))
                .content()
                .contains("no samples of Work.never, which it was recorded for");
        CommandLineRun functions = CommandLineRun.of("functions", run.toString());
        assertThat(functions.exitCode()).isEqualTo(3);
        assertThat(functions.err())
                .contains("holds no samples of Work.never, which it was recorded for; try another --event")
                .hasLineCount(1);
        assertThat(functions(run, "--event", "alloc").get("event").asText()).isEqualTo("alloc");
    }
}
