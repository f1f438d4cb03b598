package tallyflame.analysis.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.lines.render.LineAnswers;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.Format;
import tallyflame.counts.ClassCounts;
import tallyflame.flamegraphs.StackForest;

class LineReportTest {
    @Test
    void joinsHitsAndTimesOfTheSameWork() {
        LineReport report = LineReport.of(
                Optional.of(List.of(Synthetic.sky())),
                Optional.of(Synthetic.profile()),
                Work.rounds(40, 4),
                MethodFilter.ALL);
        MethodLines bright = report.methods().get(0);
        Map<Integer, LineRow> rows = byLine(bright);

        assertThat(report.work().times()).isEqualTo("sampled over 10 rounds of 4 alerts, scaled to one round");
        assertThat(bright.methodName()).isEqualTo("bright");
        assertThat(bright.time()).as("4 s of samples, a tenth of it").isEqualTo(0.4e9);
        assertThat(rows.get(8).time()).isEqualTo(0.2e9);
        assertThat(rows.get(8).hits()).isEqualTo(250);
        assertThat(rows.get(8).perHit()).isEqualTo(0.2e9 / 250);
        assertThat(rows.get(8).share().value()).isEqualTo(0.5);
        assertThat(report.methods().get(1).methodName()).as("sorted by time").isEqualTo("heat");
    }

    @Test
    void statesRoundsThatWereNotFinished() {
        assertThat(Work.rounds(15_785, 190).times())
                .isEqualTo("sampled over 83.1 rounds of 190 alerts, scaled to one round");
        assertThat(Work.rounds(15_785, 190).scale()).isCloseTo(190 / 15_785.0, within(1e-12));
    }

    @Test
    void reportsTheCountedClassesUnlessOthersAreNamed() {
        assertThat(names(MethodFilter.ALL)).containsExactly("bright", "heat");
        assertThat(names(new MethodFilter(List.of("java.lang.**"), List.of()))).containsExactly("run");
        assertThat(names(new MethodFilter(List.of("**"), List.of()))).containsExactly("bright", "heat", "run");
        assertThat(names(new MethodFilter(List.of("Sky"), List.of("he*")))).containsExactly("heat");
        assertThat(names(new MethodFilter(List.of("org.*"), List.of()))).isEmpty();
    }

    @Test
    void reportsNoJdkClassesWithoutCounts() {
        LineReport report = Synthetic.report(List.of(), Optional.of(Synthetic.profile()));

        assertThat(report.methods()).extracting(MethodLines::methodName).containsExactly("bright", "heat");
    }

    @Test
    void selectsNestedClassesAndLambdasWithTheirSurroundings() {
        ClassCounts nested = new ClassCounts(
                "org.acme.Sky$Inner$1",
                1,
                "Sky.java",
                List.of(Synthetic.method("run", 3), Synthetic.method("lambda$run$0", 4)));
        LineReport report = LineReport.of(
                Optional.of(List.of(nested)),
                Optional.empty(),
                Work.unscaled("", ""),
                new MethodFilter(List.of("org.acme.Sky"), List.of("run")));

        assertThat(report.methods()).hasSize(2);
    }

    @Test
    void knowsTheMethodsAroundLambdasOfThreeCompilers() {
        assertThat(MethodLines.surrounding("lambda$run$0")).isEqualTo("run");
        assertThat(MethodLines.surrounding("lambda$new$12")).isEqualTo("<init>");
        assertThat(MethodLines.surrounding("lambda$static$1")).isEqualTo("<clinit>");
        assertThat(MethodLines.surrounding("run$lambda$0")).isEqualTo("run");
        assertThat(MethodLines.surrounding("$anonfun$run$1")).isEqualTo("run");
        assertThat(MethodLines.surrounding("access$000")).isEmpty();
    }

    @Test
    void joinsRecordingsWithoutDescriptorsByName() {
        Synthetic synthetic = new Synthetic();
        synthetic.add(7, 1, synthetic.frame(Synthetic.CLASS, "heat", "", 19));
        LineReport report = Synthetic.report(List.of(Synthetic.sky()), Optional.of(synthetic.profile("cpu", "ns")));

        assertThat(report.methods().get(0).methodName()).isEqualTo("heat");
        assertThat(report.methods().get(0).samples()).isEqualTo(7);
        assertThat(report.methods()).hasSize(2);
    }

    @Test
    void ranksTheHottestLinesByTheirOwnTime() {
        LineReport report = LineReport.of(
                Optional.of(List.of(Synthetic.sky())),
                Optional.of(Synthetic.profile()),
                Work.unscaled("", ""),
                new MethodFilter(List.of("**"), List.of()));
        StackForest tree = Synthetic.profile().tree();

        List<HotLine> hot = HotLine.of(report, tree, 3);

        assertThat(hot).extracting(line -> line.row().line()).containsExactly(8, 833, 6);
        assertThat(hot.get(0).own()).isEqualTo(2e9);
        assertThat(hot.get(0).share().value()).isEqualTo(0.4);
        assertThat(answers(report, Synthetic.source(Synthetic.SOURCE))
                        .hot(hot)
                        .write(Format.TABLE, 100)
                        .lines())
                .contains("2.000   40.0  4.3    2.000   250       8.000  o.a.Sky.bright:8    if (pixel > 7) {");
    }

    @Test
    void sortsBranchesByBalance() {
        LineReport report = Synthetic.skyReport();

        assertThat(BranchRow.of(report, BranchRow.Order.BALANCED))
                .extracting(row -> row.branch().line())
                .containsExactly(8, 6, 12);
        List<BranchRow> lopsided = BranchRow.of(report, BranchRow.Order.LOPSIDED);
        assertThat(lopsided).extracting(row -> row.branch().line()).containsExactly(12, 6, 8);
        assertThat(lopsided.get(0).balance()).isZero();
        // Entropy of 30 : 220 in bits, computed by hand: -(0.12 log2 0.12 + 0.88 log2 0.88).
        assertThat(lopsided.get(2).balance()).isCloseTo(0.529361, within(1e-6));
        assertThat(answers(report, Optional.empty()).branches(lopsided, 3).write(Format.TABLE, 100))
                .contains("  250     88.0 %    0.529  30→9 220→6  o.a.Sky.bright:8");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThat(Synthetic.report(List.of(Synthetic.sky()), Optional.empty()).heading())
                .containsExactly(
                        "times: none, the input has no samples (the pass \"sample\" takes them)", "hits:  counted");
        assertThat(Synthetic.report(List.of(), Optional.of(Synthetic.profile())).heading())
                .containsExactly(
                        "times: cpu, sampled (500 samples)",
                        "hits:  none, the input has no counts (the pass \"count\" takes them)");
    }

    private static LineAnswers answers(LineReport report, Optional<SourceText> source) {
        return new LineAnswers(report, new LineLedger(null, null, 0, null, null, List.of()), method -> source);
    }

    private static List<String> names(MethodFilter filter) {
        return LineReport.of(
                        Optional.of(List.of(Synthetic.sky())),
                        Optional.of(Synthetic.profile()),
                        Work.unscaled("", ""),
                        filter)
                .methods()
                .stream()
                .map(MethodLines::methodName)
                .collect(Collectors.toList());
    }

    private static Map<Integer, LineRow> byLine(MethodLines method) {
        return method.rows().stream().collect(Collectors.toMap(LineRow::line, row -> row));
    }
}
