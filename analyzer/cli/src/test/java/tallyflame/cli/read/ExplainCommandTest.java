package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.runner.instruments.AgentFile;

/** Slow spans of a program that plants what makes them slow, so much of it that no load of the machine can hide it. */
class ExplainCommandTest {
    @TempDir
    private static Path folder;

    private static Path recording;

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("a.jfr");
        BothProfilers.record(recording, "1ms", PlantedSpans.class, "1", "1000", "20000", "250", "1", "sleep", "none");
    }

    /** Counts of the same program, whose inputs are those of a seed. */
    private static Path counts(String seed, String spans) throws Exception {
        Path counts = folder.resolve("counts-" + seed + ".tfc");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-javaagent:" + AgentFile.path() + "=count=" + PlantedSpans.class.getName() + ",out=" + counts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PlantedSpans.class.getName(),
                        seed,
                        spans,
                        // So long that each is counted by itself, however busy the machine.
                        "2400000",
                        "1",
                        "1",
                        "sleep")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile())
                .start();
        assertThat(program.waitFor()).isZero();
        return counts;
    }

    @Test
    void countsOfOtherInputsAreLeftOut() throws Exception {
        CommandLineRun run = ask(counts("2", "100").toString(), "--span", "sleep", "--slowest", "2%");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsOnlyOnce("counts are left out: none of these spans was counted by its tag, so the inputs were")
                .doesNotContain("PERTURBED")
                .doesNotContain("a hit");
    }

    @Test
    void countsOfAnotherExecutionAreSaidToBe() throws Exception {
        CommandLineRun run = ask(counts("1", "1000").toString(), "--span", "sleep", "--slowest", "2%");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsOnlyOnce("hits are of ANOTHER execution than times, joined by tag")
                .doesNotContain("PERTURBED");
    }

    private static CommandLineRun ask(String... arguments) {
        List<String> words = new ArrayList<>(List.of("explain", recording.toString()));
        words.addAll(List.of(arguments));
        return CommandLineRun.of(words.toArray(String[]::new));
    }

    private static JsonNode json(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--json");
        CommandLineRun run = ask(words.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void sleepIsNamedAndMeasured() throws Exception {
        JsonNode found = json("--span", "sleep", "--slowest", "2%");
        assertThat(found.path("causes").toString()).isEqualTo("[\"sleep\"]");
        assertThat(found.path("parts").get(0).path("excess").asDouble()).isBetween(250e6 * 0.85, 250e6 * 1.15);
        assertThat(found.path("slowest"))
                .hasSize(10)
                .allMatch(span -> span.path("cause").asText().equals("sleep"));
        assertThat(found.path("slowest").get(0).path("tag").asText()).startsWith("sleep");
        double sum = 0;
        for (JsonNode part : found.path("parts")) {
            sum += part.path("excess").asDouble();
        }
        assertThat(sum)
                .isBetween(
                        found.path("excess").path("value").asDouble() - 1,
                        found.path("excess").path("value").asDouble() + 1);
        assertThat(ask("--span", "sleep", "--slowest", "2%").out())
                .startsWith("The 20 slowest of 1,000 sleep, from ")
                .contains("of that is spent asleep: 2");
    }

    @Test
    void whereNothingIsPlantedNothingStandsOut() throws Exception {
        JsonNode found = json("--span", "none", "--slowest", "2%");
        assertThat(found.path("causes")).as(found.toString()).isEmpty();
        assertThat(ask("--span", "none", "--slowest", "2%").out()).contains("Nothing stands out");
    }

    @Test
    void whatCannotBeExplainedIsSaidInOneLine() {
        assertThat(ask("--span", "slep").err())
                .contains("holds no spans slep; it holds spans sleep, none")
                .hasLineCount(1);
        assertThat(ask("--span", "sleep").err())
                .contains("10 slow spans of 1,000 sleep are too few to explain; it takes 20: --slowest 2.0%")
                .hasLineCount(1);
        assertThat(ask("--span", "sleep|none").err())
                .contains("--span matches none, sleep")
                .hasLineCount(1);
        assertThat(ask("--span", "jdk.ThreadStart").err())
                .contains("events jdk.ThreadStart have no duration")
                .hasLineCount(1);
        assertThat(ask("--span", "jdk.GCPhasePause").err()).hasLineCount(1);
        assertThat(ask("--span", "(").err()).contains("needs a regular expression");
        assertThat(ask("--span", "sleep", "--slowest", "1%", "--slower-than", "1s")
                        .err())
                .contains("ask for one");
        assertThat(ask().err()).contains("--span");
    }
}
