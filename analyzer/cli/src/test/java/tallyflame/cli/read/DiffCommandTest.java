package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** Regressions planted into a real program, found by the exact counts of real JVMs. */
class DiffCommandTest {
    @TempDir
    private static Path shared;

    private static PlantedVersion base;

    @TempDir
    private Path folder;

    @BeforeAll
    static void countTheBase() throws Exception {
        base = PlantedVersion.of(shared.resolve("base"));
    }

    private static CommandLineRun diff(PlantedVersion version, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "diff",
                base.counts.toString(),
                version.counts.toString(),
                "--base-source",
                base.sources.toString(),
                "--new-source",
                version.sources.toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private static JsonNode document(PlantedVersion version) throws IOException {
        CommandLineRun run = diff(version, "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private static String kindOf(JsonNode document, String function) {
        for (JsonNode change : document.get("functions")) {
            if (change.get("name").asText().equals("org.acme.Job." + function)) {
                return change.get("kind").asText();
            }
        }
        return "absent";
    }

    @Test
    void aLoopMadeQuadraticStandsOnTop() throws Exception {
        PlantedVersion version = PlantedVersion.of(
                folder,
                "            values[i] = i % 10;\n",
                "            for (int j = 0; j <= i; j++) {\n                values[i] = j % 10;\n            }\n");
        JsonNode document = document(version);
        JsonNode line = document.at("/lines/0");

        assertThat(document.get("verdict").asText()).isEqualTo("more work");
        assertThat(line.get("line").asInt()).isEqualTo(version.line("int j = 0"));
        assertThat(line.get("method").asText()).isEqualTo("process");
        assertThat(line.get("kind").asText()).isEqualTo("new");
        assertThat(line.get("hitsBefore").asDouble()).isZero();
        assertThat(line.get("hitsAfter").asDouble()).isEqualTo(4 * (5050 + 100));
        assertThat(kindOf(document, "process")).isEqualTo("more-work");
        assertThat(kindOf(document, "look")).isEqualTo("same");
        // Below the change all lines have other numbers; they are the same lines all the same.
        for (JsonNode other : document.get("lines")) {
            assertThat(other.get("line").asInt()).isBetween(version.line("int j = 0"), version.line("j % 10"));
        }
    }

    @Test
    void aRemovedCacheIsFoundWhereItWasAsked() throws Exception {
        PlantedVersion version = PlantedVersion.of(
                folder,
                """
                        Long known = CACHE.get(key);
                        if (known == null) {
                            known = expensive(key);
                            CACHE.put(key, known);
                        }
                        return known;
                """,
                "        return expensive(key);\n");
        JsonNode document = document(version);
        JsonNode line = document.at("/lines/0");

        assertThat(line.get("line").asInt()).isEqualTo(version.line("return expensive(key)"));
        assertThat(line.get("lineBefore").asInt()).isEqualTo(base.line("known = expensive(key)"));
        assertThat(line.get("kind").asText()).isEqualTo("more-calls");
        assertThat(line.get("hitsBefore").asDouble()).isEqualTo(10);
        assertThat(line.get("hitsAfter").asDouble()).isEqualTo(400);
        assertThat(kindOf(document, "expensive")).isEqualTo("more-calls");
    }

    @Test
    void aCallPerItemInsteadOfPerBatchIsFoundAtTheCall() throws Exception {
        PlantedVersion version = PlantedVersion.of(
                folder,
                "            sum += look(values[i]);\n        }\n        sum += send(values);\n",
                "            sum += look(values[i]);\n            sum += send(values[i]);\n        }\n");
        JsonNode document = document(version);
        JsonNode line = document.at("/lines/0");

        assertThat(line.get("line").asInt()).isEqualTo(version.line("sum += send(values[i])"));
        assertThat(line.get("hitsAfter").asDouble()).isEqualTo(400);
        assertThat(kindOf(document, "send")).isEqualTo("more-calls");
    }

    @Test
    void aRenameIsNoRegression() throws Exception {
        PlantedVersion version = PlantedVersion.of(
                folder,
                "expensive(",
                "costly(",
                "process(",
                "handle(",
                "    static long look",
                "\n    static long look");
        JsonNode document = document(version);

        assertThat(document.get("verdict").asText()).isEqualTo("the same counts");
        assertThat(document.get("moreWork").asBoolean()).isFalse();
        assertThat(document.get("lines")).isEmpty();
        assertThat(kindOf(document, "costly")).isEqualTo("renamed");
        assertThat(kindOf(document, "handle")).isEqualTo("renamed");
        assertThat(kindOf(document, "expensive")).isEqualTo("absent");
    }

    @Test
    void aMethodIsTheSameUnderAnotherNameInAnotherClass() throws Exception {
        PlantedVersion version = PlantedVersion.of(
                folder,
                "known = expensive(key)",
                "known = Tools.costly(key)",
                "    static long expensive(int key) {",
                "    static class Tools {\n    static long costly(int key) {",
                "    static long send",
                "    }\n\n    static long send");
        JsonNode document = document(version);

        assertThat(document.get("verdict").asText()).isEqualTo("the same counts");
        assertThat(document.get("lines")).as(document.toPrettyString()).isEmpty();
        assertThat(document.get("functions"))
                .filteredOn(change -> change.get("kind").asText().equals("renamed"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.get("name").asText()).isEqualTo("org.acme.Job$Tools.costly");
                    assertThat(change.get("renamedFrom").asText()).isEqualTo("org.acme.Job.expensive");
                });
    }

    @Test
    void anEditedLineThatIsHitAsOftenIsChanged() throws Exception {
        PlantedVersion version = PlantedVersion.of(folder, "x = 31 * x + round;", "x = (long) Math.pow(key, 2);");
        JsonNode document = document(version);

        assertThat(document.get("verdict").asText()).isEqualTo("the same counts");
        assertThat(document.get("lines")).hasSize(1);
        JsonNode line = document.at("/lines/0");
        assertThat(line.get("kind").asText()).isEqualTo("changed");
        assertThat(line.get("text").asText()).isEqualTo("x = (long) Math.pow(key, 2);");
        assertThat(line.get("textBefore").asText()).isEqualTo("x = 31 * x + round;");
        assertThat(line.get("hitsBefore").asDouble()).isEqualTo(500);
        assertThat(line.get("hitsAfter").asDouble()).isEqualTo(500);
    }

    @Test
    void aChangedLineThatWasSampledInSingleForksHasNoInterval() throws Exception {
        CountedProject before = new CountedProject(folder.resolve("before"));
        CountedProject after = new CountedProject(folder.resolve("after"));
        Files.writeString(after.source, CountedProject.SOURCE.replace("Math.sqrt(i + x)", "Math.cbrt(i + x)"));
        after.compile(after.source, "-g:lines,source");
        Path summary = folder.resolve("summary.md");
        CommandLineRun run = CommandLineRun.of(
                "diff",
                "--base",
                before.count(1).toString(),
                before.sample(2000).toString(),
                "--new",
                after.count(1).toString(),
                after.sample(2000).toString(),
                "--base-source",
                before.root.toString(),
                "--new-source",
                after.root.toString(),
                "-o",
                summary.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(summary).lines().filter(line -> line.startsWith("| changed | `Work.java:")))
                .first()
                .asString()
                .contains(" → ", " %, no interval");
    }

    @Test
    void kindsAreDecidedByWorkAndNotByCall() throws Exception {
        // Twice the calls, each with 60 instead of 100 items: less in each call, more in all.
        PlantedVersion version = PlantedVersion.of(folder, "batch < 4", "batch < 8", "process(100)", "process(60)");
        JsonNode document = document(version);

        for (JsonNode line : document.get("lines")) {
            boolean more =
                    line.get("hitsAfter").asDouble() > line.get("hitsBefore").asDouble();
            assertThat(line.get("kind").asText()).as(line.toString()).isEqualTo(more ? "more-calls" : "fewer-calls");
        }
        assertThat(document.at("/lines/0/line").asInt()).isEqualTo(version.line("batch < 8"));
        assertThat(kindOf(document, "process")).isEqualTo("more-calls");
        assertThat(kindOf(document, "look")).isEqualTo("more-calls");
    }

    @Test
    void theSameCountsAreTheSame() throws Exception {
        JsonNode document = document(base);
        assertThat(document.get("verdict").asText()).isEqualTo("the same counts");
        assertThat(document.at("/work/before").asDouble()).isPositive();
        assertThat(document.get("lines")).isEmpty();
    }

    @Test
    void tableAndSummaryNameThePlantedLineFirst() throws Exception {
        PlantedVersion version = PlantedVersion.of(
                folder,
                "i < items; i++) {\n            sum",
                "i < items * items; i++) {\n            sum",
                "values[i])",
                "values[i % items])");
        Path summary = folder.resolve("summary.md");
        CommandLineRun run = diff(version, "-o", summary.toString());
        String place = "Job.java:" + version.line("items * items");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("MORE WORK", "(exact)", "lines, what got worse first", place, "404 → 40,004")
                .contains("org.acme.Job.look", "wrote " + summary);
        assertThat(Files.readString(summary).lines().filter(line -> line.contains("| `Job.java")))
                .first()
                .asString()
                .startsWith("| more-calls | `" + place + "` | hits an execution 404 → 40,004 |")
                .contains("`for (int i = 0; i &lt; items".replace("&lt;", "<"));
    }

    @Test
    void wrongUseIsOneLine() {
        assertThat(CommandLineRun.of("diff", "a.jfr").err())
                .contains("name two runs")
                .hasLineCount(1);
        CommandLineRun page = diff(base, "-o", "x.html");
        assertThat(page.exitCode()).isEqualTo(2);
        assertThat(page.err()).contains("needs samples of both sides").hasLineCount(1);
        assertThat(CommandLineRun.of("diff", "--calibrate", base.counts.toString())
                        .err())
                .contains("three or more")
                .hasLineCount(1);
    }
}
