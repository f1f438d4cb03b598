package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.cli.CommandLineRun;
import tallyflame.modules.generate.AlertGenerator;

/** {@code run hostless --results} against the reference's own numbers: generated alerts, and real ones where they lie. */
class HostlessGoldRunTest {
    private static final long SEED_OF_GOLD = 1;

    @TempDir
    private Path folder;

    /** The gold files there are: that of generated alerts, and that of real ones, which are not part of the project. */
    static Stream<Path> goldFiles() {
        return Stream.of(
                        checkout().resolve("recorder/modules/src/test/resources/gold/hostless_gold.csv"),
                        shared().resolve("gold/hostless_gold.csv"))
                .filter(file -> file.startsWith(checkout()) || Files.exists(file));
    }

    /** The alerts of a gold file; generated ones are written into a folder. */
    static Path alertsOf(Path gold, Path folder) throws IOException {
        if (!gold.startsWith(checkout())) {
            return shared().resolve("alerts");
        }
        AlertGenerator.write(folder, Files.readAllLines(gold).size() - 1, SEED_OF_GOLD);
        return folder;
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("recorder"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The folder {@code shared} beside the checkout, or where the environment says. */
    private static Path shared() {
        String named = System.getenv("TALLYFLAME_SHARED");
        return named == null ? checkout().resolveSibling("shared") : Path.of(named);
    }

    @ParameterizedTest
    @MethodSource("goldFiles")
    void theResultsAreTheReferences(Path gold) throws IOException {
        Path alerts = alertsOf(gold, folder.resolve("alerts"));
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
