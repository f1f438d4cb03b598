package tallyflame.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.counts.LineHits;
import tallyflame.counts.file.CountFile;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;

/** JMH itself, with the profiler. */
class TallyflameProfilerIT {
    private static final String PROFILER = "tallyflame.jmh.TallyflameProfiler";

    @TempDir
    Path folder;

    private Benchmarks benchmarks;

    @BeforeEach
    void compile() throws Exception {
        benchmarks = new Benchmarks(folder);
        benchmarks.compile();
    }

    private String prof(String options) {
        return PROFILER + ":" + options + ";out=" + folder.resolve("out");
    }

    /** In every mode and with several threads: no turn of setting up, of warm-up or of tearing down is in them. */
    @ParameterizedTest
    @CsvSource({"thrpt, 1", "avgt, 3", "sample, 1", "ss, 2"})
    void hitsOfAnOperationAreWholeNumbers(String mode, String threads) throws Exception {
        String output = benchmarks.run(
                "-bm", mode, "-t", threads, "-f", "2", "-prof", prof("pass=count;count=bench.**;lines=Sorting.java:9"));
        assertThat(output).endsWith("exit 0");
        assertThat(table(output, "hits(Sorting.java:9)")).containsExactly("10 54.000", "20 209.000");
        assertThat(table(output, "entered(Sorting$Sorter.sort)")).containsExactly("10 1.000", "20 1.000");
        assertThat(table(output, "objects(Sorting.java:34)")).containsExactly("10 1.000", "20 1.000");
        assertThat(table(output, "bytes(Sorting.java:34)")).containsExactly("10 56.000", "20 96.000");
        Path run = folder.resolve("out").resolve("bench.Sorting.sort-" + mode + "-size=20");
        assertThat(run.resolve("run.json")).content().contains("\"status\" : \"complete\"");
        for (int fork = 1; fork <= 2; fork++) {
            Path pass = run.resolve("passes").resolve("count-" + fork);
            CountFile counts = CountFile.read(pass.resolve("counts.tfc"));
            long operations = Long.parseLong(Files.readString(pass.resolve("operations")));
            assertThat(operations).isPositive();
            assertThat(hits(counts, 10)).isEqualTo(190 * operations);
            assertThat(counts.residual()).isZero();
        }
    }

    /** Size and score of the rows of a secondary result. */
    private static List<String> table(String output, String result) {
        return output.lines()
                .filter(line -> line.startsWith("Sorting.sort:" + result + " "))
                .map(line -> line.trim().split("\\s+", -1))
                .map(words -> words[1] + " " + (words[4].startsWith("≈") ? words[5] : words[4]))
                .toList();
    }

    private static long hits(CountFile counts, int line) {
        return counts.classes().stream()
                .filter(type -> type.name().equals("bench.Sorting$Sorter"))
                .flatMap(type -> type.methods().stream())
                .flatMap(method -> method.lines().stream())
                .filter(one -> one.line() == line)
                .mapToLong(LineHits::hits)
                .sum();
    }

    @Test
    void samplesOfMeasuredIterationsAreARun() throws Exception {
        String output = benchmarks.run("-f", "1", "-p", "size=20", "-prof", prof("pass=sample"));
        assertThat(output).endsWith("exit 0").doesNotContain("no profile");
        Path run = folder.resolve("out").resolve("bench.Sorting.sort-thrpt-size=20");
        assertThat(run.resolve("passes/sample-1/async.jfr")).isNotEmptyFile();
        assertThat(run.resolve("run.json")).content().contains("\"status\" : \"complete\"");
    }

    /** What is set up and torn down for each operation calls the function that the benchmark calls once. */
    @Test
    void hitsOfAnOperationAreWithoutWhatIsSetUpForIt() throws Exception {
        String output = benchmarks.runOf(
                "Prepared.work", "-bm", "all", "-t", "2", "-f", "1", "-prof", prof("pass=count;count=bench.**"));
        assertThat(output).endsWith("exit 0").doesNotContain("no profile");
        for (String function : List.of("Prepared.work", "Prepared.burn")) {
            assertThat(output.lines()
                            .filter(line -> line.startsWith("Prepared.work:entered(" + function + ") "))
                            .map(line -> line.replace("≈", "").trim().split("\\s+", -1)[3]))
                    .hasSize(4)
                    .containsOnly("1.000");
        }
    }

    /** All levels of setting up and tearing down call the same function, as much of it each time as the benchmark itself. */
    @Test
    void samplesAreThoseOfTheMethodInTheTimedLoop() throws Exception {
        String output = benchmarks.runOf("Prepared.work", "-bm", "all", "-f", "1", "-prof", prof("pass=sample"));
        assertThat(output).endsWith("exit 0").doesNotContain("no profile");
        for (String mode : List.of("thrpt", "avgt", "sample", "ss")) {
            Evidence run = Evidence.open(folder.resolve("out").resolve("bench.Prepared.work-" + mode));
            ReadOptions options = ReadOptions.defaults().withPrimaryEvent();
            Profile measured = run.samples(options).get(0);
            Ledger ledger = measured.ledger();
            assertThat(ledger.balanced()).isTrue();
            assertThat(ledger.kept()).isPositive();
            assertThat(ledger.outsideFunctions()).isGreaterThan(ledger.kept());
            assertThat(LedgerText.lines(ledger))
                    .anyMatch(line -> line.contains(" outside the functions shown"))
                    .anyMatch(line -> line.contains("--whole shows the rest"));
            assertThat(functions(measured))
                    .contains("bench.Prepared.work", "bench.Prepared.burn")
                    .noneMatch(name -> name.contains("jmh") || name.startsWith("bench.Prepared$Data"));
            Profile whole = run.samples(options.withMeasuredWindowOnly(false)).get(0);
            assertThat(whole.ledger().kept()).isEqualTo(ledger.total());
            assertThat(functions(whole)).contains("bench.Prepared$Data.prepare", "bench.Prepared$Data.tidy");
            Profile burnt = run.samples(
                            options.withShownFrom(List.of((function, caller) -> function.endsWith(".burn"))))
                    .get(0);
            assertThat(burnt.ledger().kept()).isPositive().isLessThanOrEqualTo(ledger.kept());
        }
    }

    private static Set<String> functions(Profile profile) {
        return FunctionTable.of(profile, 1).functions().stream()
                .map(FunctionTotals.Function::name)
                .collect(Collectors.toSet());
    }

    @Test
    void severalPassesOrAWrongOptionAreRefusedBeforeAnythingRuns() throws Exception {
        assertThat(benchmarks.run("-prof", prof("pass=sample,count;count=bench.**")))
                .contains("one run of JMH is one pass")
                .doesNotContain("# Run progress");
        assertThat(benchmarks.run("-prof", prof("pass=count;cuont=bench.**")))
                .contains("no option cuont=bench.**; use pass=sample|count;count=GLOB")
                .doesNotContain("# Run progress");
    }

    @Test
    void aForkThatDiesLeavesItsRunOpenAndTheOthersWhole() throws Exception {
        String output = benchmarks.runOf(
                "Fragile", "-f", "1", "-jvmArgsAppend", "-Ddie", "-prof", prof("pass=count;count=bench.**"));
        assertThat(output).contains("Fragile.lives").endsWith("exit 0");
        assertThat(folder.resolve("out/bench.Prepared.Fragile.dies-thrpt/run.json"))
                .content()
                .doesNotContain("\"status\" : \"complete\"");
        assertThat(folder.resolve("out/bench.Prepared.Fragile.lives-thrpt/run.json"))
                .content()
                .contains("\"status\" : \"complete\"");
    }

    @Test
    void aProfileThatFailsLeavesTheScore() throws Exception {
        Files.writeString(folder.resolve("out"), "a file where the folder would be");
        String output = benchmarks.run("-f", "1", "-p", "size=20", "-prof", prof("pass=count;count=bench.**"));
        assertThat(output).contains("no profile: ").endsWith("exit 0");
        assertThat(output.lines().anyMatch(line -> line.startsWith("Sorting.sort ") && line.contains("ops/s")))
                .isTrue();
    }
}
