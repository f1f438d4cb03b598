package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.analysis.counts.AllocationLedger;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.spans.counts.CountedSpan;
import tallyflame.analysis.spans.counts.CountedSpans;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.counts.code.LineId;
import tallyflame.recordings.ReadOptions;
import tallyflame.runner.launch.ProgressListener;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Runner;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.Schedule;
import tallyflame.runner.launch.Workload;
import tallyflame.runs.Pass;

/** The main job: the branches of the hostless decision on generated and real alerts against the gold values. */
class HostlessLinesTest {
    private record Gold(long alerts, long otherShape, long flaggedWhole, long flaggedPatch, long candidates) {}

    @TempDir
    Path folder;

    static Stream<Path> goldFiles() {
        return HostlessGoldRunTest.goldFiles();
    }

    @ParameterizedTest
    @MethodSource("goldFiles")
    void countsOfTheDecisionAreThoseThatTheGoldImplies(Path goldFile) throws Exception {
        Gold gold = gold(goldFile);
        Path alerts = HostlessGoldRunTest.alertsOf(goldFile, folder.resolve("alerts"));
        Path run = folder.resolve("run");
        new Runner(Sampling.HERE, ProgressListener.SILENT)
                .run(RunPlan.of(
                                Workload.of("hostless", alerts),
                                new Schedule(
                                        List.of(Pass.JFR, Pass.COUNT),
                                        1,
                                        Duration.ofMillis(500),
                                        Duration.ofSeconds(1)),
                                run)
                        .countingAllocations());

        RunLines lines = RunLines.read(
                Evidence.open(run),
                ReadOptions.defaults().withPrimaryEvent(),
                new MethodFilter(List.of("tallyflame.modules.hostless.*"), List.of()),
                List.of());

        MethodLines shape = method(lines, "HostlessModule.isCandidate");
        MethodLines decision = method(lines, "CandidateTest.isCandidate");
        assertThat(shape.entered()).isEqualTo(gold.alerts());
        assertThat(row(lines, shape, "return false;").hits()).isEqualTo(gold.otherShape());
        assertThat(decision.entered()).isEqualTo(gold.alerts() - gold.otherShape());
        long unflagged = decision.entered() - gold.flaggedWhole();
        assertThat(outcomes(row(lines, decision, "maskedTwice()")))
                .containsExactlyInAnyOrder(gold.flaggedWhole(), unflagged);
        assertThat(outcomes(row(lines, decision, "maskedInPatch()")))
                .containsExactlyInAnyOrder(gold.flaggedPatch(), unflagged - gold.flaggedPatch());
        LineRow result = row(lines, method(lines, "HostlessModule.process"), "statistic(science, true)");
        assertThat(outcomes(result)).containsExactlyInAnyOrder(gold.candidates(), gold.alerts() - gold.candidates());

        // A spectrum is compared where it has bins enough; each time takes two arrays of one more than the 200
        // shuffles.
        LineRow below = row(lines, method(lines, "KolmogorovSmirnov.statistic"), "int[] below = ");
        assertThat(below.objects()).isEqualTo(below.hits());
        assertThat(below.bytes()).isEqualTo(below.hits() * (16 + 4 * 201 + 4));
        AllocationLedger allocated = lines.ledger().counts().allocation();
        assertThat(allocated.objects()).isGreaterThan(below.objects());
        assertThat(allocated.rest()).isBetween(0L, allocated.threads());

        assertThat(lines.ledger().counts().residual()).isZero();
        assertThat(lines.report().work().times())
                .matches("sampled over [0-9.]+ rounds of " + gold.alerts() + " alerts, scaled to one round");
        assertThat(lines.report().work().hits()).isEqualTo("counted in one round of " + gold.alerts() + " alerts");
        assertThat(method(lines, "HostlessModule.process").share().value()).isGreaterThan(0.5);
        assertEveryAlertIsCounted(CountedSpans.read(Evidence.open(run)).get(0), shape, gold);
    }

    /** Each alert by itself: its shape is looked at once, and where it is the right one, the decision is made once. */
    private static void assertEveryAlertIsCounted(CountedSpans counted, MethodLines shape, Gold gold) {
        List<CountedSpan> alerts = counted.spans().stream()
                .filter(span -> span.name().equals("alert"))
                .toList();
        assertThat(alerts).extracting(CountedSpan::tag).doesNotHaveDuplicates().hasSize((int) gold.alerts());
        int looked = counted.lines()
                .indexOf(new LineId(shape.id(), shape.rows().get(0).line()));
        int otherShape = counted.lines()
                .indexOf(new LineId(
                        shape.id(),
                        shape.rows().stream()
                                .filter(row -> row.hits() == gold.otherShape())
                                .findFirst()
                                .orElseThrow()
                                .line()));
        assertThat(alerts).allMatch(alert -> alert.hits().hits(looked) == 1);
        assertThat(alerts).allMatch(alert -> alert.hits().hits(otherShape) <= 1);
        assertThat(alerts.stream()
                        .mapToLong(alert -> alert.hits().hits(otherShape))
                        .sum())
                .isEqualTo(gold.otherShape());
        assertThat(counted.ledger().spans().ended()).isEqualTo(counted.spans().size());
        assertThat(counted.ledger().unknown()).isEmpty();
    }

    private static MethodLines method(RunLines lines, String name) {
        return lines.report().methods().stream()
                .filter(method -> method.name().endsWith("." + name))
                .findFirst()
                .orElseThrow();
    }

    /** The row of the method's line that contains a text, as found in the module's own source root. */
    private static LineRow row(RunLines lines, MethodLines method, String text) throws IOException {
        SourceText source = lines.source(method).orElseThrow();
        return method.rows().stream()
                .filter(row -> source.line(row.line()).contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(source.location() + " has no counted line with " + text));
    }

    /** The outcomes of the only branch of a line. */
    private static List<Long> outcomes(LineRow row) {
        assertThat(row.branches()).hasSize(1);
        Branch branch = row.branches().get(0);
        return branch.outcomes().stream().map(BranchOutcome::count).toList();
    }

    private static Gold gold(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> titles = List.of(lines.get(0).split(",", -1));
        long otherShape = 0;
        long whole = 0;
        long patch = 0;
        long candidates = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            boolean sameShape = cells[titles.indexOf("sci_shape")].equals("63x63")
                    && cells[titles.indexOf("tpl_shape")].equals("63x63");
            boolean flaggedWhole = flag(cells[titles.indexOf("flag_full")]);
            boolean flaggedPatch = flag(cells[titles.indexOf("flag_crop")]);
            otherShape += sameShape ? 0 : 1;
            whole += flaggedWhole ? 1 : 0;
            patch += !flaggedWhole && flaggedPatch ? 1 : 0;
            candidates += flag(cells[titles.indexOf("hostless_candidate")]) ? 1 : 0;
        }
        return new Gold(lines.size() - 1, otherShape, whole, patch, candidates);
    }

    private static boolean flag(String cell) {
        return !cell.isEmpty() && Double.parseDouble(cell) != 0;
    }
}
