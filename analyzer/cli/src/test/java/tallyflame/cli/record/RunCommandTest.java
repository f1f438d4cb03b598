package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.modules.generate.AlertGenerator;

/** The main job by the command line, in real forks over generated alerts. */
class RunCommandTest {
    private static final int COUNT = 60;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generate() throws IOException {
        AlertGenerator.write(shared.resolve("alerts"), COUNT, 1);
    }

    private CommandLineRun run(String... more) {
        String[] fixed = {
            "run",
            "hostless",
            "--alerts",
            shared.resolve("alerts").toString(),
            "--warmup",
            "200ms",
            "--measure",
            "500ms",
            "--out",
            folder.resolve("run").toString()
        };
        String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return CommandLineRun.of(all);
    }

    @Test
    void endsWithASummaryAndAFlameGraph() throws IOException {
        CommandLineRun run = run();
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("hostless, " + COUNT + " alerts of ", "throughput", "alerts/s/core", "effective", "latency")
                .contains("sampled by", "tallyflame.modules.hostless.", "files: " + folder.resolve("run"))
                .contains("flame graph: " + folder.resolve("run").resolve("flame.html"));
        assertThat(folder.resolve("run").resolve("flame.html")).isNotEmptyFile();
        assertThat(CommandLineRun.of("functions", folder.resolve("run").toString(), "--from", "1ms")
                        .out())
                .as("energy is that of the whole window")
                .doesNotContain("J/1000 alerts");
        assertThat(folder.resolve("run/passes/count-1/counts.tfc")).isNotEmptyFile();
        assertThat(CommandLineRun.of("fleet", "add", folder.resolve("fleet").toString(), folder + "/run")
                        .exitCode())
                .isZero();
        assertThat(samples("fleet", "functions", folder.resolve("fleet").toString()))
                .as("one recording marks the measured window of both")
                .isEqualTo(samples("functions", folder.resolve("run").toString()));
    }

    private static long samples(String... verb) throws IOException {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of("--event", "cpu", "--json"));
        CommandLineRun answer = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        return new ObjectMapper().readTree(answer.out()).get("samples").asLong();
    }

    @Test
    void answersInJsonAndNothingElse() throws IOException {
        CommandLineRun run = run(
                "--json",
                "--passes",
                "baseline",
                "--results",
                folder.resolve("r.csv").toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        JsonNode answer = new ObjectMapper().readTree(run.out());
        assertThat(answer.get("schema").asInt()).isEqualTo(1);
        JsonNode entry = answer.get("runs").get(0);
        assertThat(entry.get("module").asText()).isEqualTo("hostless");
        assertThat(entry.get("directory").asText())
                .isEqualTo(folder.resolve("run").toString());
        assertThat(entry.get("alerts").asLong()).isEqualTo(COUNT);
        assertThat(entry.get("failed").asLong()).isZero();
        JsonNode rate = entry.get("throughput");
        assertThat(rate.get("alertsPerSecond").asDouble())
                .isBetween(rate.get("low").asDouble(), rate.get("high").asDouble());
        assertThat(rate.get("effectiveShare").asDouble()).isBetween(0.0, 1.0);
        assertThat(entry.get("latencyMicros").get("p99").asDouble())
                .isBetween(
                        entry.get("latencyMicros").get("p50").asDouble(),
                        entry.get("latencyMicros").get("max").asDouble());
        assertThat(entry.get("passes").get(0).get("pass").asText()).isEqualTo("baseline");
        assertThat(Files.readAllLines(folder.resolve("r.csv"))).hasSize(COUNT + 1);
    }

    @Test
    void aDyingForkIsExitCodeFour() {
        CommandLineRun run = run("--passes", "baseline", "--jvm-option", "-XX:NoSuchOption=1");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out())
                .contains("PROBLEM", "pass baseline, fork 1: the JVM ended with exit code 1", "NoSuchOption");
        assertThat(run.err()).contains("did not finish", folder.resolve("run").toString());
    }

    @Test
    void aModuleOfTheUsersOwnRuns() throws IOException {
        Path classes = UserModule.compile(
                folder, "Twice", "for (Alert alert : batch) alert.set(\"out\", 2 * alert.number(\"candidate.fid\"));");
        Path results = folder.resolve("twice.csv");
        CommandLineRun run = CommandLineRun.of(
                "run",
                "twice",
                "--classpath",
                classes.toString(),
                "--alerts",
                shared.resolve("alerts").toString(),
                "--warmup",
                "100ms",
                "--measure",
                "100ms",
                "--passes",
                "baseline,count",
                "--results",
                results.toString(),
                "--out",
                folder.resolve("run").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(results))
                .hasSize(COUNT + 1)
                .element(1)
                .asString()
                .matches(".*,(2|4|6)\\.0");
        assertThat(folder.resolve("run/passes/count-1/counts.tfc")).isNotEmptyFile();
    }

    @Test
    void severalModulesEndWithAChart() throws Exception {
        CommandLineRun run = CommandLineRun.of(
                "run",
                "hostless",
                "asteroids",
                "--alerts",
                shared.resolve("alerts").toString(),
                "--warmup",
                "100ms",
                "--measure",
                "100ms",
                "--passes",
                "baseline",
                "--budget",
                "impossible=1000000000/1/1",
                "--out",
                folder.resolve("both").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("alerts/s/core, from 0, logarithmic", "hostless is below impossible (needs 1,000,000,000) in")
                .contains("asteroids is below impossible", "all runs: ");
        assertThat(folder.resolve("both/throughput.svg")).isNotEmptyFile();
        assertThat(folder.resolve("both/throughput.json")).content().contains("\"impossible\"", "\"asteroids\"");
        String parquet = folder.resolve("both/throughput.parquet").toString();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT string_agg(run, ' ' ORDER BY run), min(alerts_per_second), "
                                + "min(latency_p99_us), min(joules_per_1000_alerts) FROM '" + parquet + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).contains("asteroids");
            assertThat(rows.getDouble(2)).isPositive();
            assertThat(rows.getDouble(3)).isPositive();
            assertThat(rows.getDouble(4)).isPositive();
        }
        CommandLineRun query = CommandLineRun.of(
                "query",
                folder.resolve("both/asteroids").toString(),
                "SELECT module, alerts, energy_method, status FROM runs",
                "--format",
                "csv");
        assertThat(query.out()).contains("asteroids," + COUNT + ",estimate,complete");
        assertThat(folder.resolve("both/asteroids/run.json")).isNotEmptyFile();
    }

    @Test
    void aRangeOfThreadsShowsHowAModuleScales() {
        CommandLineRun run = run("--threads", "1..2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("efficiency", "100.0 %");
        assertThat(folder.resolve("run/threads-2/run.json")).isNotEmptyFile();
        assertThat(run("--threads", "2..1").exitCode()).isEqualTo(2);
    }

    @Test
    void energyIsMarkedAsWhatItIs() {
        CommandLineRun run = run("--passes", "baseline", "--country", "FR", "--pue", "1.25");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("J per 1000 alerts, (an estimate|measured)")
                .contains("France 2020");
        assertThat(run("--country", "XX").err()).contains("not in the table").hasLineCount(1);
        assertThat(run("--pue", "0.5").exitCode()).isEqualTo(2);
    }

    @Test
    void badWordsAreUsageErrorsInOneLine() {
        assertThat(CommandLineRun.of("run", "hostles")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("no module is called 'hostles'", "hostless")
                    .hasLineCount(1);
        });
        assertThat(run("--passes", "baseline,smaple").exitCode()).isEqualTo(2);
        assertThat(run("--passes", "baseline,smaple").err())
                .contains("no pass 'smaple'")
                .hasLineCount(1);
        assertThat(run("--threads", "0").exitCode()).isEqualTo(2);
        assertThat(run("--warmup", "soon").err()).contains("needs a time").hasLineCount(1);
        assertThat(CommandLineRun.of("run").exitCode()).isEqualTo(2);
    }

    @Test
    void alertsThatCannotBeReadAreExitCodeThree() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.parquet"));
        CommandLineRun run = CommandLineRun.of("run", "hostless", "--alerts", empty.toString(), "--out", folder + "/x");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .as("nothing is calibrated, nor announced")
                .contains("empty.parquet")
                .hasLineCount(1);
        assertThat(CommandLineRun.of("run", "hostless", "--alerts", folder + "/nowhere")
                        .exitCode())
                .isEqualTo(3);
    }
}
