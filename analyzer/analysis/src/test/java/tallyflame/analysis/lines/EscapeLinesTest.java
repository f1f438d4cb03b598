package tallyflame.analysis.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.lines.render.LineAnswers;
import tallyflame.analysis.lines.render.LineLayout;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.analysis.table.Format;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

class EscapeLinesTest {
    private static final long SAMPLE = 512 * 1024;
    private static final MethodId HEAT = new MethodId(Synthetic.CLASS, "heat", "(I)I");
    private static final MethodId GONE = new MethodId(Synthetic.CLASS, "gone", "()V");
    private static final LineId LINE = new LineId(HEAT, 19);
    private static final LineId OTHER = new LineId(GONE, 30);

    private static WeightSum samples(long number) {
        return new WeightSum(number * SAMPLE, number, (double) number * SAMPLE * SAMPLE);
    }

    /** One execution with so many samples of a line each, and as many of another line in all of them. */
    private static List<Map<LineId, WeightSum>> executions(long... numbers) {
        List<Map<LineId, WeightSum>> executions = new ArrayList<>();
        for (long number : numbers) {
            executions.add(Map.of(LINE, samples(number), OTHER, samples(400)));
        }
        return executions;
    }

    @Test
    void theIntervalIsThatOfWelch() {
        EscapeLines escape = EscapeLines.of(executions(500, 560, 620), executions(1000, 1100, 1150), Map.of());

        assertThat(escape.removed()).containsOnlyKeys(HEAT);
        Interval bytes = escape.removed().get(HEAT).get(19);
        // SciPy: t.ppf(0.975, 3.788) = 2.8388, of a standard error of 56.08; quantiles here are of tenths of a degree,
        // rounded down.
        assertThat(bytes.value() / SAMPLE).isCloseTo(523.33, within(0.01));
        assertThat(bytes.low() / SAMPLE).isCloseTo(364.1, within(2.0));
        assertThat(bytes.high() / SAMPLE).isCloseTo(682.5, within(2.0));
        assertThat(escape.remark())
                .isEqualTo("told of 1 of 2 lines with enough samples, over 3 executions with and 3 without it");
    }

    @Test
    void executionsThatAgreeByChanceAreNoMoreCertainThanTheirSamples() {
        Interval bytes = EscapeLines.of(executions(300, 300, 300), executions(900, 900, 900), Map.of())
                .removed()
                .get(HEAT)
                .get(19);

        double error = Math.sqrt((300 + 1 + 900 + 1) / 3.0);
        assertThat((bytes.high() - bytes.low()) / 2 / SAMPLE).isGreaterThan(1.96 * error);
    }

    @Test
    void wholeLinesThatAreRemovedHaveNoSamplesAtAll() {
        List<Map<LineId, WeightSum>> with = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            with.add(Map.of(OTHER, samples(400)));
        }

        Interval bytes = EscapeLines.of(with, executions(500, 480, 510), Map.of())
                .removed()
                .get(HEAT)
                .get(19);
        assertThat(bytes.low()).isPositive();
        assertThat(bytes.value() / SAMPLE).isCloseTo(496.67, within(0.01));
    }

    @Test
    void whereSamplesDoNotTellThereIsNothing() {
        assertThat(EscapeLines.of(executions(400, 420, 380), executions(410, 390, 440), Map.of())
                        .removed())
                .as("noise")
                .isEmpty();
        EscapeLines few = EscapeLines.of(executions(0, 0, 0), executions(33, 33, 33), Map.of());
        assertThat(few.removed()).as("too few samples").isEmpty();
        assertThat(few.remark()).startsWith("told of 0 of 1 line with enough samples");
        EscapeLines one = EscapeLines.of(executions(100), executions(1000), Map.of());
        assertThat(one.removed()).as("nobody knows how executions differ").isEmpty();
        assertThat(one.remark()).startsWith("not told of fewer than 2 executions");
    }

    @Test
    void executionsThatDidNotDoTheSameWorkAreNotCompared() {
        EscapeLines faster = EscapeLines.of(executions(2000, 2010, 1990), executions(1000, 1010, 990), Map.of());

        assertThat(faster.removed()).isEmpty();
        assertThat(faster.remark()).contains("1 line allocated more with it than without");
    }

    @Test
    void aLineCannotLoseMoreThanItAsksFor() {
        List<Map<LineId, WeightSum>> with = executions(100, 100, 100);
        List<Map<LineId, WeightSum>> without = executions(1000, 1000, 1000);

        assertThat(EscapeLines.of(with, without, Map.of(LINE, 950 * SAMPLE)).removed())
                .containsOnlyKeys(HEAT);
        EscapeLines contradicted = EscapeLines.of(with, without, Map.of(LINE, 300 * SAMPLE));
        assertThat(contradicted.removed()).isEmpty();
        assertThat(contradicted.remark()).endsWith("; not where it would be more than the line asks for");
    }

    /** Samples as a JVM draws them, of one line that loses all and twenty that lose nothing; the seed is fixed. */
    @Test
    void intervalsHoldTheTruthAndLinesThatLoseNothingAreNotTold() {
        JDKRandomGenerator random = new JDKRandomGenerator(14);
        int trials = 400;
        int held = 0;
        int wrong = 0;
        for (int trial = 0; trial < trials; trial++) {
            EscapeLines escape = EscapeLines.of(drawn(random, 0), drawn(random, 600), Map.of());
            Interval bytes = escape.removed().getOrDefault(HEAT, Map.of()).get(19);
            held += bytes != null && bytes.low() <= 600 * SAMPLE && 600 * SAMPLE <= bytes.high() ? 1 : 0;
            wrong += escape.removed().size() > 1 || escape.remark().contains("same work") ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(trials * 95 / 100);
        assertThat(wrong).isLessThanOrEqualTo(trials * 5 / 100);
    }

    private static List<Map<LineId, WeightSum>> drawn(JDKRandomGenerator random, int mean) {
        PoissonDistribution others = new PoissonDistribution(random, 200, 1e-12, 10_000);
        List<Map<LineId, WeightSum>> executions = new ArrayList<>();
        for (int execution = 0; execution < 3; execution++) {
            Map<LineId, WeightSum> lines = new HashMap<>();
            if (mean > 0) {
                lines.put(LINE, samples(new PoissonDistribution(random, mean, 1e-12, 10_000).sample()));
            }
            for (int other = 1; other <= 20; other++) {
                MethodId method = new MethodId("Other", "method" + other, "()V");
                lines.put(new LineId(method, other), samples(others.sample()));
            }
            executions.add(lines);
        }
        return executions;
    }

    @Test
    void theLineTableHasIt() throws Exception {
        EscapeLines escape = new EscapeLines(
                Map.of(
                        HEAT,
                        Map.of(19, new Interval(3 << 20, 2 << 20, 4 << 20)),
                        GONE,
                        Map.of(30, new Interval(5, 4, 6))),
                "told of 2");
        LineReport report = LineReport.of(
                Optional.of(List.of(Synthetic.sky())),
                Optional.of(Synthetic.profile()),
                Work.unscaled("sampled", "counted"),
                new MethodFilter(List.of("**"), List.of()),
                escape);
        LineAnswers answers = new LineAnswers(
                report,
                new LineLedger(null, null, 0, null, escape.remark(), List.of()),
                method -> Synthetic.source(Synthetic.SOURCE));

        String table = answers.methods(LineLayout.of(9)).write(Format.TABLE, 160);
        assertThat(table)
                .containsPattern("19 +30 .* 3.00 MiB \\(2.00 MiB to 4.00 MiB\\)")
                .as("a method that has no other samples and was not counted")
                .containsPattern("30 .* 5 B \\(4 B to 6 B\\)")
                .contains("removed by escape analysis: told of 2");
        assertThat(answers.methods(LineLayout.of(9)).write(Format.JSON, 160).replaceAll("\\s", ""))
                .contains("\"removed\":3145728.0,\"removedLow\":2097152.0,\"removedHigh\":4194304.0")
                .contains("\"removed\":null");
        assertThat(answers.methods(LineLayout.of(9)).write(Format.CSV, 160))
                .contains(",3145728.0,2097152.0,4194304.0\n")
                .contains(",,,\n");
    }
}
