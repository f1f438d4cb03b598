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
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** Spans of a program that was recorded by async-profiler and the JDK at once, into one file. */
class SpansCommandTest {
    @TempDir
    private static Path folder;

    private static Path recording;
    /** For each tag how long its span took at least and at most, in nanoseconds. */
    private static final Map<String, long[]> TRUTH = new HashMap<>();

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("a.jfr");
        for (String line : BothProfilers.record(recording, "1ms", SpannedProgram.class)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && line.matches("[0-9 ]+")) {
                TRUTH.put(words[0], new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])});
            }
        }
        assertThat(TRUTH).hasSize(SpannedProgram.ORDERS);
    }

    private static CommandLineRun ask(String verb, Object... arguments) {
        List<String> words = new ArrayList<>(List.of(verb, recording.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static JsonNode json(String verb, Object... arguments) throws Exception {
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        CommandLineRun run = ask(verb, all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static List<List<String>> sql(String statement, Object... options) throws Exception {
        List<Object> words = new ArrayList<>(List.of(statement));
        words.addAll(Arrays.asList(options));
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode row : json("query", words.toArray()).get("rows")) {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText()));
            rows.add(cells);
        }
        return rows;
    }

    @Test
    void theTableOfSpansHasThemAllAndTheirSamples() throws Exception {
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode name : json("spans").get("names")) {
            expected.add(List.of(
                    name.get("name").asText(),
                    name.get("count").asText(),
                    name.get("samples").asText(),
                    name.get("max").asText()));
        }
        assertThat(sql("SELECT name, count(*), sum(samples), max(duration) FROM spans GROUP BY name"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(sql("SELECT count(*) FROM spans s JOIN spans p ON s.parent = p.id"
                        + " WHERE s.name = 'parse' AND p.name = 'checkout'"))
                .containsExactly(List.of(String.valueOf(SpannedProgram.ORDERS)));
    }

    @Test
    void theReportHasThem() throws Exception {
        Path page = folder.resolve("report.html");
        assertThat(ask("report", "--output", page).exitCode()).isZero();
        assertThat(Files.readString(page))
                .contains("<h2 id=\"report-spans\">Spans</h2>")
                .contains("The slowest of checkout")
                .containsPattern("<td[^>]*>" + SpannedProgram.SLOW + "</td>");
    }

    /** A sample is of the innermost span; a span's samples are its own and those of the spans in it. */
    @Test
    void samplesKnowTheirSpan() throws Exception {
        assertThat(sql("WITH own AS (SELECT span, sum(samples) n FROM samples WHERE event = 'cpu' GROUP BY span),"
                        + " inner_ones AS (SELECT parent, sum(n) n FROM spans JOIN own ON span = id GROUP BY parent)"
                        + " SELECT c.tag, c.samples, o.n AS own, i.n AS inner_samples FROM spans c LEFT JOIN own o ON o.span = c.id"
                        + " LEFT JOIN inner_ones i ON i.parent = c.id"
                        + " WHERE c.name = 'checkout' AND c.samples <> coalesce(o.n, 0) + coalesce(i.n, 0)"))
                .isEmpty();
        List<List<String>> slow = sql("SELECT p.tag FROM samples s JOIN spans p ON s.span = p.id"
                + " WHERE p.name = 'checkout' AND s.event = 'cpu' GROUP BY p.tag ORDER BY sum(s.samples) DESC LIMIT 1");
        assertThat(slow).containsExactly(List.of(String.valueOf(SpannedProgram.SLOW)));
    }

    @Test
    void aQueryCanBeNarrowedToSpans() throws Exception {
        String functions = json("functions", "--event", "cpu", "--span", "checkout", "--slowest", "10%")
                .get("samples")
                .asText();
        assertThat(sql(
                        "SELECT sum(samples), (SELECT count(*) FROM spans) FROM samples WHERE event = 'cpu'",
                        "--span",
                        "checkout",
                        "--slowest",
                        "10%"))
                .containsExactly(List.of(functions, String.valueOf(SpannedProgram.ORDERS / 10)));
        assertThat(ask("query", "SELECT 1 FROM samples", "--span", "nobody").err())
                .contains("holds no spans nobody");
    }

    private static JsonNode find(JsonNode rows, String key, String value) {
        for (JsonNode row : rows) {
            if (row.path(key).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no " + value + " in " + rows);
    }

    @Test
    void durationsAreThoseThatTheProgramMeasured() throws Exception {
        JsonNode spans = json("spans", "--span", "checkout", "--top", 0);
        assertThat(spans.path("names").get(0).path("count").asInt()).isEqualTo(SpannedProgram.ORDERS);
        assertThat(spans.path("slowest")).hasSize(SpannedProgram.ORDERS);
        for (JsonNode span : spans.path("slowest")) {
            long[] truth = TRUTH.get(span.path("tag").asText());
            // Ticks of the recording's clock are no whole nanoseconds.
            assertThat(span.path("duration").asLong()).isBetween(truth[0] - 1_000, truth[1] + 1_000);
        }
        long longest =
                TRUTH.values().stream().mapToLong(truth -> truth[1]).max().orElseThrow();
        assertThat(spans.path("names").get(0).path("max").asLong()).isLessThanOrEqualTo(longest + 1_000);
    }

    @Test
    void whatASpanSpentIsTold() throws Exception {
        JsonNode spans = json("spans", "--top", 0);
        JsonNode asleep = find(spans.path("slowest"), "tag", String.valueOf(SpannedProgram.ASLEEP));
        assertThat(asleep.path("sleep").asLong())
                .isBetween(
                        SpannedProgram.SLEEP_MILLIS * 900_000,
                        asleep.path("duration").asLong());
        JsonNode slow = find(spans.path("slowest"), "tag", String.valueOf(SpannedProgram.SLOW));
        assertThat(slow.path("sleep").asLong()).isZero();
        // The main thread has another name by the time at which the profiler asks for names.
        assertThat(slow.path("samples").asLong()).isGreaterThan(100);
        assertThat(slow.path("cpu").asLong()).isEqualTo(slow.path("samples").asLong() * 1_000_000);
    }

    @Test
    void onlyWhatRunsInTheSlowestIsShown() throws Exception {
        JsonNode all = json("functions", "--whole", "--event", "cpu");
        assertThat(all.path("total").asLong())
                .as("async-profiler took a sample each millisecond; the JDK's own period beside it is another")
                .isEqualTo(all.path("samples").asLong() * 1_000_000);
        JsonNode slowest = json("functions", "--span", "checkout", "--slowest", "2%", "--event", "cpu", "--top", 0);
        JsonNode slow = find(slowest.path("functions"), "name", SpannedProgram.class.getName() + ".slow");
        assertThat(slow.path("total").asLong())
                .isGreaterThan(slowest.path("total").asLong() * 8 / 10);
        JsonNode delegated = json("functions", "--span", "handed over", "--event", "cpu", "--top", 0);
        JsonNode part = find(delegated.path("functions"), "name", SpannedProgram.class.getName() + ".delegated");
        assertThat(part.path("total").asLong())
                .isGreaterThan(delegated.path("total").asLong() * 8 / 10);
        assertThat(slowest.path("ledger").path("outsideSpans").asLong()
                        + slowest.path("samples").asLong())
                .isEqualTo(all.path("samples").asLong());
    }

    @Test
    void flameAndLinesNarrowAlike() throws Exception {
        long functions = json("functions", "--span", "checkout", "--slowest", "2%", "--event", "cpu")
                .path("total")
                .asLong();
        assertThat(json("flame", "--span", "checkout", "--slowest", "2%", "--event", "cpu")
                        .path("total")
                        .asLong())
                .isEqualTo(functions);
        CommandLineRun lines = ask("lines", "--span", "checkout", "--slowest", "2%", "--hot", 5);
        assertThat(lines.exitCode()).as(lines.err()).isZero();
        assertThat(lines.err()).contains("spans: 2 of 60 checkout").contains("so few say little");
    }

    @Test
    void whatDidNotEndIsNoted() {
        assertThat(ask("spans").out())
                .contains("1 parts of spans that did not end while they were recorded: left out")
                .doesNotContain("unfinished");
    }

    @Test
    void eventsWithADurationAreSpansByTheNameOfTheirType() throws Exception {
        JsonNode sleeps = json("spans", "--span", "jdk.ThreadSleep");
        assertThat(find(sleeps.path("names"), "name", "jdk.ThreadSleep")
                        .path("max")
                        .asLong())
                .isGreaterThan(SpannedProgram.SLEEP_MILLIS * 900_000);
    }

    @Test
    void aNameThatMatchesNothingIsAnsweredWithThoseThatThereAre() {
        CommandLineRun run = ask("functions", "--span", "checkin");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("holds no spans checkin; it holds spans checkout, parse, ")
                .contains("jdk.ThreadSleep")
                .hasLineCount(1);
    }

    @Test
    void slowerThanAllIsAnsweredWithTheSlowest() {
        CommandLineRun run = ask("spans", "--slower-than", "1h");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains("no span is slower than 3,600 s; the slowest of ")
                .contains(" spans took ");
    }

    @Test
    void choicesThatMakeNoSenseAreUsageErrors() {
        assertThat(ask("spans", "--span", "(").err()).contains("--span needs a regular expression, not '('");
        assertThat(ask("spans", "--slowest", "0").err()).contains("--slowest must be above 0");
        assertThat(ask("spans", "--between", "p60,p40").err()).contains("rising order");
        assertThat(ask("spans", "--between", "half").err()).contains("two percentiles such as p40,p60");
        assertThat(ask("spans", "--between", "p4,p6", "--slowest", "1%").err()).contains("ask for one");
        assertThat(ask("functions", "--pass", "trace", "--span", "checkout").err())
                .contains("a trace has none");
    }

    /** The profiler knows the thread that carries a virtual one, so none of its samples is known to be of the span. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void spansOnVirtualThreadsHaveNoCpuTime() throws Exception {
        JsonNode spans = json("spans", "--span", "virtual|handed over");
        assertThat(find(spans.path("names"), "name", "virtual").path("cpu").isNull())
                .isTrue();
        assertThat(find(spans.path("names"), "name", "handed over").path("cpu").asLong())
                .isPositive();
        assertThat(spans.path("notes").toString()).contains("spans are on virtual threads");
    }
}
