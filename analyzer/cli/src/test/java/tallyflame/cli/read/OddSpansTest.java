package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.recordings.JdkLayout;

/** Spans as they should not be, and those of async-profiler itself, in a recording of both profilers: each told in a clear line. */
class OddSpansTest {
    @TempDir
    private static Path folder;

    private static Path recording;

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("a.jfr");
        List<String> printed = BothProfilers.record(recording, "1ms", OddSpans.class);
        assertThat(printed.get(printed.size() - 1))
                .as("the profiler records spans")
                .endsWith("2");
    }

    private static CommandLineRun ask(String... arguments) {
        return askOf(recording, arguments);
    }

    private static CommandLineRun askOf(Path file, String... arguments) {
        List<String> words = new ArrayList<>(List.of("spans", file.toString()));
        words.addAll(Arrays.asList(arguments));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static Map<String, JsonNode> rows(String table, String key, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        words.addAll(List.of("--json", "--top", "0"));
        CommandLineRun run = ask(words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, JsonNode> rows = new HashMap<>();
        new ObjectMapper()
                .readTree(run.out())
                .path(table)
                .forEach(row -> rows.put(row.path(key).asText(), row));
        return rows;
    }

    @Test
    void spansOfTheProfilerAreNamedByTheirTags() throws Exception {
        Map<String, JsonNode> names = rows("names", "name");
        assertThat(names)
                .containsOnlyKeys("crossing", "across", "checkout", "all checkouts", "nothing", "profiler.Span");
        JsonNode checkouts = names.get("checkout");
        assertThat(checkouts.path("count").asInt()).isEqualTo(OddSpans.CHECKOUTS);
        assertThat(checkouts.path("p50").asLong()).isGreaterThanOrEqualTo(990_000);
        assertThat(names.get("all checkouts").path("max").asLong())
                .isGreaterThanOrEqualTo(OddSpans.CHECKOUTS * 990_000L);
        JsonNode thread = rows("slowest", "name").get("all checkouts").path("thread");
        assertThat(thread.asText()).isNotEmpty();
    }

    @Test
    void whatHasNoLengthIsCounted() throws Exception {
        assertThat(rows("names", "name").get("nothing").path("max").asLong()).isZero();
        assertThat(ask("--span", "nothing").out()).contains("1 of no length: the clock did not advance");
        assertThat(ask("--span", "checkout").out()).doesNotContain("of no length");
    }

    @Test
    void thoseThatCrossAreCounted() {
        assertThat(ask("--span", "crossing").out())
                .contains("1 begin within another span of their thread and end after it");
        assertThat(ask("--span", "checkout|all checkouts").out()).doesNotContain("begin within another");
    }

    /** The waits in it are in both chunks. */
    @Test
    void aSpanGoesOnOverTheEndOfAChunk() throws Exception {
        JsonNode across = rows("slowest", "tag", "--span", "across").get("chunks");
        assertThat(across.path("duration").asLong()).isGreaterThanOrEqualTo(2 * OddSpans.SLEEP_MILLIS * 1_000_000);
        assertThat(across.path("sleep").asLong())
                .isBetween(
                        2 * OddSpans.SLEEP_MILLIS * 900_000,
                        across.path("duration").asLong());
    }

    @Test
    void eventsWithoutAThreadAreNoSpans() {
        CommandLineRun run = ask("--span", "jdk.OldGarbageCollection");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains(
                        "events jdk.OldGarbageCollection have no thread, so they are no spans; `events` lists those that last")
                .hasLineCount(1);
    }

    @Test
    void whereTagsSayWhichOneItWasTheyAreNoNames() throws Exception {
        Map<String, JsonNode> slowest = rows("slowest", "tag", "--span", "profiler.Span");
        assertThat(slowest).containsOnlyKeys("", "checkout", "all checkouts", "nothing");
    }

    /** The type has a thread; an event need not have one. */
    @Test
    void eventsOfAnUnknownThreadAreCounted() throws Exception {
        long start = 1_000;
        Path calls = Files.write(
                folder.resolve("calls.jfr"),
                JdkLayout.recordingOfCalls(
                        new long[] {start, 500, 1, 1, 1},
                        new long[] {start, 700, 99, 1, 1},
                        new long[] {start, 900, 0, 1, 1}));
        CommandLineRun run = askOf(calls, "--span", "jdk.MethodTrace");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("spans: 1 of 1 jdk.MethodTrace, 500 ns to 500 ns")
                .contains("2 of no thread that the recording names: left out");
        Path none =
                Files.write(folder.resolve("none.jfr"), JdkLayout.recordingOfCalls(new long[] {start, 700, 99, 1, 1}));
        assertThat(askOf(none, "--span", "jdk.MethodTrace").err())
                .contains("events jdk.MethodTrace have no thread")
                .hasLineCount(1);
    }
}
