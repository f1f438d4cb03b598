package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.analysis.compare.Exam;
import tallyflame.analysis.compare.QuantityExam;
import tallyflame.cli.CommandLineRun;
import tallyflame.cli.ModuleProject;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;

@Tag("any-jdk")
class CompareCommandTest {
    private static final String ALLOCATES_AND_SLEEPS = ModuleProject.SOURCE
            .replace("static double flux", "private static double[] kept;\n\n    static double flux")
            .replace(
                    "seen++;",
                    """
                    seen++;
                    kept = new double[1000];
                    try {
                        Thread.sleep(2);
                    } catch (InterruptedException e) {
                        return;
                    }
                    """);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare | say what to compare on",
                "compare hostless --rounds 2 | at least 3",
                "compare hostless --self-test | programs of its own",
                "compare no-such-module | no-such-module",
                "compare a b -o x.html | single module",
                "compare --alerts x -- java Main | for modules"
            })
    void wrongUseIsOneLine(String line, String message) throws Exception {
        AlertGenerator.write(folder.resolve("alerts"), 10, 1);
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        if (line.contains("no-such")) {
            words.addAll(List.of("--alerts", folder.resolve("alerts").toString()));
        }
        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }

    /** Real JVMs; nothing is asserted of what their clocks and samplers say, which a busy machine decides. */
    @Test
    void comparesAllInstrumentsOnAModule() throws Exception {
        AlertGenerator.write(folder.resolve("alerts"), 60, 1);
        Path out = folder.resolve("run");
        ModuleProject project = new ModuleProject(folder.resolve("project"), ALLOCATES_AND_SLEEPS).build();
        CommandLineRun run = CommandLineRun.of(
                "compare",
                "night",
                "--classpath",
                project.classes.toString(),
                "--alerts",
                folder.resolve("alerts").toString(),
                "--rounds",
                "3",
                "--warmup",
                "50ms",
                "--measure",
                "200ms",
                "--out",
                out.toString(),
                "--json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode document = new ObjectMapper().readTree(run.out());
        assertThat(document.at("/schema").asInt()).isEqualTo(1);
        assertThat(document.at("/rounds").asInt()).isEqualTo(3);
        assertThat(document.at("/verdict")).hasSize(3);
        assertThat(document.at("/overhead").findValuesAsText("pass")).contains("sample", "jfr", "count", "trace");
        document.at("/overhead").forEach(pass -> {
            assertThat(pass.at("/ratio").asDouble()).isPositive();
            assertThat(pass.at("/low").asDouble())
                    .isLessThanOrEqualTo(pass.at("/high").asDouble());
        });
        document.at("/agreement")
                .forEach(pair -> assertThat(pair.at("/overlap").asDouble()).isBetween(0.0, 1 + 1e-9));
        assertThat(document.at("/totals").findValuesAsText("quantity")).contains("CPU time", "allocation");
        document.at("/totals")
                .forEach(total -> assertThat(total.at("/exactPerAlert").asDouble())
                        .as(total.toString())
                        .isPositive());
        assertThat(document.at("/functionTotals")).singleElement().satisfies(own -> {
            assertThat(own.at("/function").asText()).isEqualTo("org.acme.Night.process");
            assertThat(own.at("/exactPerAlert").asDouble()).isBetween(8_000.0, 8_100.0);
            assertThat(own.at("/bias/low").asDouble()).isNotNegative();
        });
        assertThat(document.at("/totals"))
                .filteredOn(total -> total.at("/quantity").asText().equals("waiting"))
                .hasSize(Files.exists(Path.of("/proc/thread-self/schedstat")) ? 1 : 0)
                .allSatisfy(total -> assertThat(total.at("/sampledPerAlert").asDouble())
                        .as("2 ms an alert, each of them recorded")
                        .isGreaterThan(1.9e6));
        RunDirectory directory = RunDirectory.open(out);
        assertThat(directory.missing()).isEmpty();
        assertThat(directory.results(Pass.TRACE)).hasSize(3);
        assertThat(Files.readString(out.resolve("compare.html"))).contains("<svg", "default-src 'none'");

        tracedTablesOf(out.toString());
    }

    private static void tracedTablesOf(String run) throws Exception {
        JsonNode functions = new ObjectMapper()
                .readTree(CommandLineRun.of("functions", run, "--pass", "trace", "--json")
                        .out());
        assertThat(functions.at("/event").asText()).isEqualTo("trace");
        assertThat(functions.at("/functions").findValuesAsText("name"))
                .anyMatch(name -> name.equals("org.acme.Night.process"));
        long total = 0;
        for (JsonNode function : functions.at("/functions")) {
            total += function.at("/self").asLong();
        }
        assertThat(functions.at("/total").asLong()).isEqualTo(total);
        JsonNode lines = new ObjectMapper()
                .readTree(CommandLineRun.of("lines", run, "--pass", "trace", "--json", "--method", "process")
                        .out());
        assertThat(lines.at("/methods").findValuesAsText("method")).containsOnly("process");
        assertThat(lines.at("/methods/0/lines").size()).isPositive();
        assertThat(CommandLineRun.of("functions", run, "--pass", "trace").out())
                .contains("without probes", "ns a line entered");
        assertThat(CommandLineRun.of("lines", run, "--pass", "trace", "--top", "1")
                        .out())
                .contains("Line Contents");
        assertThat(CommandLineRun.of("functions", run, "--pass", "trace", "--thread", "x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("functions", run, "--pass", "count").exitCode())
                .isEqualTo(2);
    }

    @Test
    void examinesTheInstrumentsOnAProgramWithKnownTimes() throws Exception {
        SelfTestSession session = new SelfTestSession(List.of("several-threads"), 1, Duration.ofMillis(300), folder);
        List<Exam.Score> scores = session.scores();
        assertThat(scores).extracting(Exam.Score::instrument).contains("sample", "jfr", "trace");
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.phases()).hasSize(3);
            assertThat(score.covered()).isBetween(0, score.intervals());
        });
        Exam.Score sample = scores.get(0);
        assertThat(sample.phases().stream().mapToDouble(Exam.Phase::truth).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(sample.intervals()).isEqualTo(6);
    }

    @Test
    void examinesAllocationLocksAndTheWallClock() throws Exception {
        List<QuantityExam.Score> scores =
                new SelfTestSession(List.of(), 1, Duration.ofMillis(300), folder).quantities();
        assertThat(scores)
                .extracting(score -> score.quantity() + " " + score.instrument())
                .containsExactly(
                        "ALLOCATION async-profiler",
                        "ALLOCATION JDK",
                        "LOCKS async-profiler",
                        "LOCKS JDK",
                        "WALL_CLOCK async-profiler");
        assertThat(scores).allSatisfy(score -> {
            assertThat(score.truth()).as(score.toString()).isPositive();
            assertThat(score.bias().value()).as(score.toString()).isNotNegative();
            assertThat(score.phases().stream().mapToDouble(Exam.Phase::truth).sum())
                    .isCloseTo(1, within(1e-9));
            assertThat(score.verdict()).contains(score.quantity().label(), "shares within");
        });
        // What is exactly known needs no tolerance: arithmetic allocates nothing, and the free phase waits for nothing.
        assertThat(scores.get(0).phases())
                .filteredOn(phase -> phase.function().endsWith("arithmetic"))
                .allSatisfy(phase -> assertThat(phase.truth()).isLessThan(0.001));
        assertThat(scores.get(2).phases())
                .filteredOn(phase -> phase.function().endsWith("free"))
                .allSatisfy(phase -> assertThat(phase.truth()).isZero());
        assertThat(scores.get(0).samples()).isPositive();
    }
}
