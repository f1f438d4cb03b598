package tallyflame.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.runs.EnvironmentException;

/** {@code run --spark} with a real Spark. */
class RunOnSparkIT {
    private static final int ALERTS = 60;

    @TempDir
    private Path folder;

    @BeforeEach
    void findSpark() {
        try {
            SparkHome.submit(System.getenv(), System.getProperty("user.home"));
        } catch (EnvironmentException e) {
            System.err.println("SKIPPED: " + e.getMessage());
            assumeTrue(false, e.getMessage());
        }
    }

    @Test
    void theCostOnSparkAndWithoutItIsMeasuredAndThePartsAddUp() throws Exception {
        Path alerts = folder.resolve("alerts");
        AlertGenerator.write(alerts, ALERTS, 3);
        Path results = folder.resolve("hostless.csv");
        Path out = folder.resolve("out");

        CommandLineRun run = CommandLineRun.of(
                "run",
                "hostless",
                "--spark",
                "local[2]",
                "--alerts",
                alerts.toString(),
                "--batch",
                "16",
                "--loops",
                "1",
                "--warmup-loops",
                "0",
                "--results",
                results.toString(),
                "--out",
                out.toString(),
                "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode module = new ObjectMapper().readTree(run.out()).get("modules").get(0);
        assertThat(module.get("module").asText()).isEqualTo("hostless");
        assertThat(module.get("alerts").asInt()).isEqualTo(ALERTS);
        assertThat(module.get("cores").asInt()).isEqualTo(2);
        double sum = 0;
        for (JsonNode part : module.get("parts")) {
            sum += part.get("micros").get("value").asDouble();
        }
        double perCore = module.get("alertsPerSecond").get("value").asDouble();
        assertThat(sum).as("all the time of the cores").isCloseTo(1e6 / perCore, within(sum / 1e6));
        assertThat(Files.readAllLines(results)).hasSize(ALERTS + 1);
        assertThat(out.resolve("throughput.svg")).content().contains("hostless on Spark", "hostless without Spark");
        assertThat(run.err()).contains("hostless: " + ALERTS + " alerts");
    }

    @Test
    void alertsThatCannotBeReadAreOneLine() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        CommandLineRun run = CommandLineRun.of(
                "run", "hostless", "--spark", "local[1]", "--alerts", empty.toString(), "--out", folder + "/out");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("tallyflame: " + empty + ": holds no Parquet file");
    }
}
