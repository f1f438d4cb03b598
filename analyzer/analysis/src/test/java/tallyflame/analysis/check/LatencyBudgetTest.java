package tallyflame.analysis.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Sources;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.runs.RunDocument;

/** Limits of latency in microseconds, of runs whose three forks had 500 µs while other programs kept processors busy. */
class LatencyBudgetTest {
    private static final String FORK =
            "{\"pass\": \"baseline\", \"status\": \"complete\", \"timing\": {\"latency\": {\"p99\": 500}}}";

    @TempDir
    private Path folder;

    @Test
    void aBusyMachineIsNoReasonToFail() throws IOException {
        assertThat(check(0.1, "max: 400").verdict()).isEqualTo(Verdict.FAIL);
        BudgetResult busy = check(1.25, "max: 400");
        assertThat(busy.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(busy.message())
                .startsWith("latency p99: 500")
                .endsWith("at most 400; other programs kept 1.25 of 2 processors busy, and latency follows the load");
        assertThat(busy.moreForks()).as("more of the same would not help").isNull();
        assertThat(check(null, "max: 400").message()).endsWith("is not known, and latency follows the load");
    }

    @Test
    void whatIsShortEnoughUnderLoadIsSoWithout() throws IOException {
        assertThat(check(1.25, "max: 600").verdict()).isEqualTo(Verdict.PASS);
        assertThat(check(1.25, "min: 600").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(check(1.25, "min: 400").verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(check(0.1, "min: 400").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aMultipleOfTheBaselineIsUndecidedWhereTheLoadsDiffer() throws IOException {
        assertThat(check(1.25, "maxRatio: 0.5", Optional.of(run(1.2))).verdict())
                .isEqualTo(Verdict.FAIL);
        BudgetResult apart = check(1.25, "maxRatio: 0.5", Optional.of(run(0.1)));
        assertThat(apart.verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(apart.message())
                .endsWith("the loads differ: other programs kept 0.10 processors busy before, 1.25 after");
    }

    private BudgetResult check(Double othersCores, String limit) throws IOException {
        return check(othersCores, limit, Optional.empty());
    }

    private BudgetResult check(Double othersCores, String limit, Optional<Version> baseline) throws IOException {
        Path file = Files.writeString(
                folder.resolve("budgets.yaml"),
                "schema: 1\nbudgets:\n  - id: a\n    kind: latency\n    percentile: 99\n    " + limit + "\n");
        return Check.of(BudgetFile.read(file), run(othersCores), baseline, Noise.UNKNOWN)
                .get(0);
    }

    private static Version run(Double othersCores) throws IOException {
        String forks = String.join(", ", FORK, FORK, FORK);
        RunDocument document = new ObjectMapper()
                .readValue("{\"host\": {\"cores\": 2}, \"passes\": [" + forks + "]}", RunDocument.class);
        ClassPath nothing = new ClassPath(List.of(), Path.of("no-jdk"));
        return new Version(
                List.of(Path.of("run")),
                Collections.nCopies(3, new MeasuredRate(1000, 1000, 0.0, othersCores)),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of(),
                new Sources(SourceFinder.of(List.of(), List.of(), List.of(), Path.of("no-jdk")), nothing),
                List.of(document),
                List.of());
    }
}
