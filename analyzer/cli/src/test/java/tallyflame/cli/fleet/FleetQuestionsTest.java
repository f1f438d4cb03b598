package tallyflame.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** Questions to the store of a fleet that was made up, so that the answers are known. */
class FleetQuestionsTest {
    @TempDir
    private static Path folder;

    private static Path store;

    @BeforeAll
    static void make() throws Exception {
        store = folder.resolve("store");
        SyntheticStore.add(store, 8, List.of("1", "1b", "2"), List.of("2026-11-01", "2026-11-02"));
    }

    @Test
    void regressionsAreFoundAndNothingBetweenEqualVersions() throws Exception {
        JsonNode found = ask("regressions", "--base", "version=1", "--new", "version=2");
        assertThat(names(found)).containsExactly(SyntheticStore.SLOWER);
        assertThat(found.get("regressions").asInt()).isEqualTo(1);
        JsonNode slower = found.get("functions").get(0);
        assertThat(slower.get("low").asDouble())
                .isPositive()
                .isLessThan(slower.get("difference").asDouble());
        // 1 of 8.93 by geometric shares of 0.8, 0.512 of these here; twice that later.
        assertThat(slower.get("base").asDouble()).isCloseTo(0.115, within(0.02));
        assertThat(slower.get("new").asDouble()).isCloseTo(0.206, within(0.03));
        assertThat(names(ask("regressions", "--base", "version=1", "--new", "version=1b")))
                .isEmpty();
        JsonNode both = ask("diff", "--base", "version=1", "--new", "version=2");
        assertThat(names(both)).hasSize(11).startsWith(SyntheticStore.SLOWER);
        // Half of the hosts against the others: they differ, and that is noise.
        assertThat(names(ask("regressions", "--base", "zone=0", "--new", "zone=1")))
                .isEmpty();
    }

    @Test
    void whatCannotBeToldIsSaid() {
        CommandLineRun few =
                run("diff", "--base", "version=1", "--new", "version=2", "--where", "host IN ('host1', 'host2')");
        assertThat(few.exitCode()).as(few.err()).isZero();
        assertThat(few.out())
                .contains("undecided: 2 and 2 hosts say too little")
                .doesNotContain(" more ");
        CommandLineRun both = run("diff", "--base", "version=1", "--new", "zone=1");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).hasLineCount(1).contains("are of both sides, version=1 and zone=1");
        CommandLineRun none = run("regressions", "--base", "version=1", "--new", "version=7");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).hasLineCount(1).contains("are of the side new of version=1 and version=7");
    }

    @Test
    void trendIsByDayAndVersion() throws Exception {
        JsonNode trend = ask("trend", "--function", SyntheticStore.SLOWER);
        List<String> rows = new ArrayList<>();
        for (JsonNode row : trend.get("rows")) {
            rows.add(row.get("day").asText() + " " + row.get("version").asText());
            boolean slower = row.get("version").asText().equals("2");
            assertThat(row.get("share").asDouble()).isBetween(slower ? 0.17 : 0.09, slower ? 0.25 : 0.14);
            assertThat(row.get("low").asDouble()).isLessThan(row.get("share").asDouble());
            assertThat(row.get("hosts").asInt()).isEqualTo(8);
        }
        assertThat(rows)
                .containsExactly(
                        "2026-11-01 1",
                        "2026-11-01 1b",
                        "2026-11-01 2",
                        "2026-11-02 1",
                        "2026-11-02 1b",
                        "2026-11-02 2");
        CommandLineRun unknown = run("trend", "--function", "com.acme.Nothing");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).hasLineCount(1).contains("no stack of cpu has the function 'com.acme.Nothing'");
    }

    @Test
    void flameGraphsHaveAllWeight() throws Exception {
        Path collapsed = folder.resolve("fleet.collapsed");
        CommandLineRun run = run("flame", "--where", "version = '2'", "-o", collapsed.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> lines = Files.readAllLines(collapsed);
        assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("com.acme.Main.main"));
        long weight = lines.stream()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(weight)
                .isEqualTo(rows("SELECT sum(weight)::BIGINT AS w FROM labelled WHERE version = '2'")
                        .get(0)
                        .get("w")
                        .asLong());
        assertThat(run("flame").out()).contains("com.acme.Main.main").contains(SyntheticStore.SLOWER);
        Path page = folder.resolve("fleet.html");
        assertThat(run("flame", "-o", page.toString()).exitCode()).isZero();
        assertThat(page).isNotEmptyFile();
    }

    @Test
    void linesAreThoseOfTheTopFrames() throws Exception {
        JsonNode lines = ask("lines").get("lines");
        assertThat(lines).hasSize(10);
        assertThat(lines.get(0).get("function").asText()).isEqualTo("com.acme.F0.run");
        assertThat(lines.get(0).get("line").asInt()).isEqualTo(10);
        assertThat(lines.get(0).get("low").asDouble())
                .isLessThan(lines.get(0).get("share").asDouble());
        long sum = 0;
        for (JsonNode line : lines) {
            sum += line.get("self").asLong();
        }
        assertThat(sum).isEqualTo(ask("functions").get("total").asLong());
    }

    @Test
    void heatmapHasHostsByTime() throws Exception {
        JsonNode map = ask("heatmap", "--where", "day = '2026-11-01'");
        assertThat(map.get("minutes").asInt()).isEqualTo(1);
        assertThat(map.get("cells")).hasSize(8 * 3);
        assertThat(map.get("cells").get(0).get("time").asText()).isEqualTo("2026-11-01T10:00:00Z");
        JsonNode two = ask("heatmap", "--function", SyntheticStore.SLOWER);
        long part = 0;
        for (JsonNode cell : two.get("cells")) {
            part += cell.get("part").asLong();
        }
        assertThat(part)
                .isEqualTo(
                        rows("SELECT sum(weight)::BIGINT AS w FROM labelled JOIN stacks USING (stack) JOIN frames USING"
                                        + " (frame) WHERE function = '" + SyntheticStore.SLOWER + "'")
                                .get(0)
                                .get("w")
                                .asLong());
        assertThat(run("heatmap", "--where", "version = '2'", "--top", "2").out())
                .contains("8 hosts, 2 shown")
                .containsPattern("host\\d [░▒▓█]{1} +[░▒▓█]");
        assertThat(run("heatmap", "--function", "nothing").err())
                .hasLineCount(1)
                .contains("has the function 'nothing'");
    }

    /** Ten durations alike, of 8, 16, … 80 ms. */
    @Test
    void spansHavePercentiles() throws Exception {
        JsonNode row = ask("spans", "--where", "version = '1' and day = '2026-11-01'")
                .get("names")
                .get(0);
        assertThat(row.get("name").asText()).isEqualTo("request");
        assertThat(row.get("spans").asLong()).isEqualTo(8 * 3 * 10 * 10);
        assertThat(row.get("p50").asLong()).isEqualTo(39_999_999);
        assertThat(row.get("p90").asLong()).isEqualTo(71_999_999);
        assertThat(row.get("max").asLong()).isEqualTo(79_999_999);
        assertThat(run("spans", "--event", "cpu").exitCode()).isEqualTo(2);
    }

    /** The document has each question as a statement. */
    @Test
    void statementsOfTheDocumentAnswerAsTheVerbs() throws Exception {
        List<String> statements = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../docs/fleet.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(statements).hasSizeGreaterThanOrEqualTo(6);
        List<JsonNode> answers = new ArrayList<>();
        for (String statement : statements) {
            answers.add(rows(statement));
            assertThat(answers.get(answers.size() - 1)).as(statement).isNotEmpty();
        }
        assertThat(figures(answers.get(0), "function", "self"))
                .isEqualTo(figures(ask("functions", "--top", "0").get("functions"), "name", "self"));
        assertThat(figures(answers.get(1), "function", "self"))
                .isEqualTo(figures(ask("lines", "--top", "0").get("lines"), "function", "self"));
        assertThat(figures(answers.get(4), "day", "share"))
                .isEqualTo(figures(
                        ask("trend", "--function", SyntheticStore.SLOWER).get("rows"), "day", "share"));
        assertThat(figures(answers.get(5), "function", "difference"))
                .isEqualTo(figures(
                        ask("diff", "--base", "version=1", "--new", "version=2", "--top", "10")
                                .get("functions"),
                        "name",
                        "difference"));
    }

    /** Names with a figure of twelve digits, sorted. */
    private static List<String> figures(JsonNode rows, String name, String figure) {
        List<String> figures = new ArrayList<>();
        rows.forEach(row -> figures.add(row.get(name).asText() + " "
                + String.format(Locale.ROOT, "%.12f", row.get(figure).asDouble())));
        figures.sort(null);
        return figures;
    }

    private static JsonNode rows(String sql) throws IOException {
        CommandLineRun run = CommandLineRun.of("query", store.toString(), sql, "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out()).get("rows");
    }

    private static CommandLineRun run(String verb, String... options) {
        List<String> words = new ArrayList<>(List.of("fleet", verb, store.toString()));
        words.addAll(Arrays.asList(options));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static JsonNode ask(String verb, String... options) throws IOException {
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "--format";
        all[options.length + 1] = "json";
        CommandLineRun run = run(verb, all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static List<String> names(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.get("functions").forEach(row -> names.add(row.get("name").asText()));
        return names;
    }
}
