package tallyflame.analysis.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.diff.version.Version;

/** The table of {@code scripts/bench-verdicts}, from the runs that it has made: {@code -Dbench.verdicts=FOLDER}. */
@EnabledIfSystemProperty(named = "bench.verdicts", matches = ".+")
class VerdictsBenchmark {
    private static final int[] SIDES = {1, 2, 3, 5};
    /** How often runs are dealt to sides anew. */
    private static final int DEALS = 100;
    /** How often runs are dealt anew to those that propose budgets and those that are checked. */
    private static final int DEALS_OF_CHECKS = 20;

    @TempDir
    private Path scratch;

    private final Path folder = Path.of(System.getProperty("bench.verdicts", "."));

    @Test
    void tabulate() throws IOException {
        System.out.println("| runs | a side | comparisons | leaves out 1 | throughput | function | line | verdict "
                + "| slower | perhaps | more work | undecided |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        int rows = 0;
        for (String load : List.of("calm", "busy", "changing")) {
            List<Version> runs = versions(load);
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

    @Test
    void tabulateChecksOfWhatWasProposed() throws IOException {
        System.out.println(
                "| budgets of | checked | propose | checked at once | checks | budgets | failed | undecided |"
                        + "\n|---|---|--:|--:|--:|--:|--:|--:|");
        int rows = 0;
        Map<String, List<Version>> hostless = new LinkedHashMap<>();
        for (String load : List.of("calm", "busy", "changing")) {
            hostless.put(load, versions(load));
        }
        for (String proposing : hostless.keySet()) {
            for (String checked : hostless.keySet()) {
                rows += gates(proposing, hostless.get(proposing), checked, hostless.get(checked));
            }
        }
        List<Version> same = counted("cost-0", "turns-0");
        rows += gates("planted", same, "planted", same);
        rows += gates("planted", same, "cost + 50 %", counted("cost-50", "turns-0"));
        rows += gates("planted", same, "cost + 10 %", counted("cost-10", "turns-0"));
        rows += gates("planted", same, "3 % more turns", counted("cost-0", "turns-3"));
        assertThat(rows).as("rows from the runs in " + folder).isPositive();
    }

    /** Rows of checks of the runs of one kind, by budgets of those of another or of others of the same kind. */
    private int gates(String name, List<Version> proposing, String other, List<Version> checked) throws IOException {
        int rows = 0;
        for (int[] sides : new int[][] {{1, 1}, {3, 1}, {3, 3}, {5, 5}}) {
            Gates.Deal how = new Gates.Deal(sides[0], sides[1], DEALS_OF_CHECKS, 1);
            if (Math.min(proposing.size(), checked.size()) >= how.proposing() + how.checked()) {
                Gates gates = name.equals(other)
                        ? Gates.ofSame(proposing, how, VerdictsBenchmark::together, scratch)
                        : Gates.ofTwo(proposing, checked, how, VerdictsBenchmark::together, scratch);
                System.out.println(gates.row(name + " | " + other, how));
                rows++;
            }
        }
        return rows;
    }

    private List<Version> versions(String kind) throws IOException {
        List<Version> versions = new ArrayList<>();
        for (Path run : runs(kind)) {
            versions.add(Alarms.version(List.of(run)));
        }
        return versions;
    }

    /** Runs of the planted module that were timed, each with the counts of another of the same settings but for the turns. */
    private List<Version> counted(String timed, String counted) throws IOException {
        List<Version> times = versions(timed);
        List<Version> counts = versions(counted);
        List<Version> both = new ArrayList<>();
        for (int run = 0; run < Math.min(times.size(), counts.size()); run++) {
            Version of = times.get(run);
            both.add(new Version(
                    of.inputs(),
                    of.rates(),
                    List.of(),
                    of.forks(),
                    counts.get(run).counted(),
                    counts.get(run).unsteady(),
                    StoredRuns.noSources(),
                    of.runs(),
                    of.missing()));
        }
        return both;
    }

    /** Runs of the same code as one side, not made in pairs, with the counts of the first. */
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
