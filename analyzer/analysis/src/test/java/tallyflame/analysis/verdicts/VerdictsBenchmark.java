package tallyflame.analysis.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tallyflame.analysis.diff.version.Version;

/** The table of {@code scripts/bench-verdicts}, from the runs that it has made: {@code -Dbench.verdicts=FOLDER}. */
@EnabledIfSystemProperty(named = "bench.verdicts", matches = ".+")
class VerdictsBenchmark {
    private static final int[] SIDES = {1, 2, 3, 5};
    /** How often runs are dealt to sides anew. */
    private static final int DEALS = 100;

    private final Path folder = Path.of(System.getProperty("bench.verdicts", "."));

    @Test
    void tabulate() throws IOException {
        System.out.println(
                "| runs | a side | comparisons | throughput | function | line | verdict | slower | more work "
                        + "| undecided |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        int rows = 0;
        for (String load : List.of("calm", "busy", "changing")) {
            List<Version> runs = new ArrayList<>();
            for (Path run : runs(load)) {
                runs.add(Alarms.version(List.of(run)));
            }
            for (int side : SIDES) {
                if (runs.size() >= 2 * side) {
                    Alarms alarms = Alarms.ofSame(runs, side, DEALS, 1, VerdictsBenchmark::together);
                    System.out.println(alarms.row("the same, " + load, side));
                    rows++;
                }
            }
        }
        for (String planted : List.of("cost-50", "cost-10")) {
            for (int side : SIDES) {
                if (runs(planted).size() >= side && runs("cost-0").size() >= side) {
                    System.out.println(
                            Alarms.ofTwo(runs("cost-0"), runs(planted), side).row(planted, side));
                    rows++;
                }
            }
        }
        if (!runs("turns-3").isEmpty()) {
            System.out.println(Alarms.ofTwo(runs("turns-0"), runs("turns-3"), 1).row("turns-3, by counts", 1));
            rows++;
        }
        assertThat(rows).as("rows from the runs in " + folder).isPositive();
    }

    /** Runs of the same code as one side, none of them counted or made in pairs. */
    private static Version together(List<Version> runs) {
        Version first = runs.get(0);
        return new Version(
                all(runs, Version::inputs),
                all(runs, Version::rates),
                List.of(),
                all(runs, Version::forks),
                first.counted(),
                first.unsteady(),
                first.sources(),
                all(runs, Version::runs),
                all(runs, Version::missing));
    }

    private static <T> List<T> all(List<Version> runs, Function<Version, List<T>> part) {
        return runs.stream().flatMap(run -> part.apply(run).stream()).toList();
    }

    /** The runs of one kind; none if it was not made yet. */
    private List<Path> runs(String kind) throws IOException {
        Path parent = folder.resolve(kind);
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(parent)) {
            return runs.filter(run -> Files.exists(run.resolve("run.json")))
                    .sorted()
                    .toList();
        }
    }
}
