package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.cli.CommandLineRun;

/** {@code run hostless --results} over the real alerts against the reference's own numbers. */
class HostlessGoldRunTest {
    @TempDir
    private Path folder;

    /** The folder {@code shared} beside the checkout, or where the environment says. */
    private static Path shared() {
        String named = System.getenv("TALLYFLAME_SHARED");
        if (named != null) {
            return Path.of(named);
        }
        Path checkout = Path.of("").toAbsolutePath().getParent().getParent();
        return checkout.resolveSibling("shared");
    }

    @Test
    void theResultsAreTheReferences() throws IOException {
        Path alerts = shared().resolve("alerts");
        Path gold = shared().resolve("gold/hostless_gold.csv");
        assumeThat(gold).as("real alerts and their gold outputs").exists();
        Path csv = folder.resolve("results.csv");
        CommandLineRun run = CommandLineRun.of(
                "run",
                "hostless",
                "--alerts",
                alerts.toString(),
                "--out",
                folder.resolve("run").toString(),
                "--passes",
                "baseline",
                "--warmup",
                "100ms",
                "--measure",
                "100ms",
                "--results",
                csv.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();

        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("objectId,candid,kstest_science,kstest_template");
        Map<String, String[]> results = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            results.put(line.split(",", -1)[1], line.split(",", -1));
        }
        List<String> expected = Files.readAllLines(gold);
        List<String> header = Arrays.asList(expected.get(0).split(",", -1));
        assertThat(lines).hasSize(expected.size());
        for (String line : expected.subList(1, expected.size())) {
            String[] row = line.split(",", -1);
            String[] result = results.get(row[header.indexOf("candid")]);
            for (String output : List.of("kstest_science", "kstest_template")) {
                double reference = Double.parseDouble(row[header.indexOf(output + "_seed1337")]);
                assertThat(Double.parseDouble(result[output.equals("kstest_science") ? 2 : 3]))
                        .as(output + " of candid " + result[1])
                        .isEqualTo(reference);
            }
        }
    }
}
