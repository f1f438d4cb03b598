package tallyflame.analysis.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.analysis.diff.change.ChangeKind;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.diff.change.Split;
import tallyflame.analysis.diff.render.DiffAnswer;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.table.Format;

/** What is called a difference, on simulated forks: seeded, so that each run of this test sees the same samples. */
class DifferTest {
    private static final int COMPARISONS = 200;

    @ParameterizedTest
    @CsvSource({"0.03, 10, 0.01", "0.10, 5, 0.01", "0.50, 5, 0.03", "0.50, 3, 0.01"})
    void spinsAreFoundOnTheirLineAsCostlier(double extra, int forks, double between) throws IOException {
        Simulation simulation = new Simulation(8, between);
        Diff diff = Differ.of(simulation.version(forks, 0), simulation.version(forks, extra), Noise.ASSUMED);

        assertThat(diff.slower()).isTrue();
        assertThat(diff.functions().get(0).name()).isEqualTo(Simulation.SPIN);
        assertThat(diff.functions().get(0).kind()).isEqualTo(ChangeKind.COSTLIER);
        assertThat(diff.functions().get(0).low()).isLessThan(extra).isPositive();
        assertThat(diff.functions().get(0).high()).isGreaterThan(extra);
        assertThat(diff.functions().get(0).byCost())
                .isCloseTo(diff.functions().get(0).difference(), within(1e-12));
        LineChange line = diff.worseLines().get(0);
        assertThat(line.method()).isEqualTo("spin");
        assertThat(line.line()).isEqualTo(Simulation.SPIN_LINE);
        assertThat(line.kind()).isEqualTo(ChangeKind.COSTLIER);
        assertThat(line.origin()).isFalse();
        assertThat(diff.noiseUsed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10})
    void equalVersionsRarelyRaiseAnAlarm(int forks) throws IOException {
        int alarms = 0;
        for (int comparison = 0; comparison < COMPARISONS; comparison++) {
            Simulation simulation = new Simulation(1000L * forks + comparison, 0.05);
            Diff diff = Differ.of(simulation.version(forks, 0), simulation.version(forks, 0), Noise.ASSUMED);
            alarms += diff.slower() ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(COMPARISONS / 20);
    }

    @Test
    void withCalibratedNoiseOneRunASideRarelyRaisesAnAlarmEither() throws IOException {
        int alarms = 0;
        for (int comparison = 0; comparison < COMPARISONS; comparison++) {
            Simulation simulation = new Simulation(comparison, 0.05);
            Noise noise = Calibration.of(simulation.version(10, 0));
            alarms += Differ.of(simulation.version(1, 0), simulation.version(1, 0), noise)
                            .slower()
                    ? 1
                    : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(COMPARISONS / 20);
    }

    @Test
    void calibrationTellsForksFromSamples() throws IOException {
        assertThat(Calibration.of(new Simulation(1, 0).version(40, 0)).functions())
                .isLessThan(0.1);
        Noise noisy = Calibration.of(new Simulation(1, 0.2).version(40, 0));
        assertThat(noisy.functions()).isBetween(0.2, 0.5);
        assertThat(noisy.throughput()).isBetween(0.12, 0.28);
        assertThat(noisy.forks()).isEqualTo(40);
    }

    @Test
    void oneRunASideSaysThatItsNoiseIsAssumedAndSeesOnlyWhatIsLarge() throws IOException {
        Simulation simulation = new Simulation(5, 0.01);
        Diff diff = Differ.of(simulation.version(1, 0), simulation.version(1, 0.5), Noise.ASSUMED);
        assertThat(diff.noiseUsed()).isTrue();
        assertThat(diff.functions().get(0).name()).isEqualTo(Simulation.SPIN);
        assertThat(DiffAnswer.of(diff, 20, null).write(Format.TABLE, 200))
                .contains("ASSUMED, not measured", "invisible");
        assertThat(Differ.of(simulation.version(1, 0), simulation.version(1, 0.03), Noise.ASSUMED)
                        .slower())
                .isFalse();
    }

    @Test
    void aDifferenceIsSplitIntoCallsAndCostWithoutRest() {
        // Twice the calls at three times the cost: 1 becomes 6.
        double byCalls = Split.byCalls(1, 6, 10, 20);
        assertThat(byCalls).isCloseTo(10 * (0.1 + 0.3) / 2, within(1e-12));
        assertThat(6 - 1 - byCalls).isCloseTo((0.3 - 0.1) * 15, within(1e-12));
        assertThat(Split.byCalls(0, 2, 0, 4)).isEqualTo(2);
        assertThat(Split.byCalls(1, 0, 5, 0)).isEqualTo(-1);
        assertThat(Split.byCalls(1, 1.5, 7, 7)).isZero();
    }

    @Test
    void runsThatTookTurnsArePairs() {
        assertThat(Differ.interleaved(List.of("t1", "t4"), List.of("t2", "t3"))).isTrue();
        assertThat(Differ.interleaved(List.of("t1", "t2"), List.of("t3", "t4"))).isFalse();
        assertThat(Differ.interleaved(List.of("t1"), List.of("t2"))).isFalse();
        assertThat(Differ.interleaved(List.of("t1", "t3"), List.of("t2"))).isFalse();
    }

    @Test
    void pairsSeeThroughAMachineThatSlowsDown() {
        List<MeasuredRate> before = List.of(
                new MeasuredRate(1000, 0),
                new MeasuredRate(500, 0),
                new MeasuredRate(250, 0),
                new MeasuredRate(125, 0));
        List<MeasuredRate> after = List.of(
                new MeasuredRate(951, 0), new MeasuredRate(474, 0), new MeasuredRate(238, 0), new MeasuredRate(119, 0));
        ThroughputRatio paired = ThroughputRatio.of(before, after, true, Noise.ASSUMED);
        assertThat(paired.slower()).isTrue();
        assertThat(paired.ratio().value()).isCloseTo(0.95, within(0.002));
        assertThat(ThroughputRatio.of(before, after, false, Noise.ASSUMED).differs())
                .isFalse();
        ThroughputRatio two = ThroughputRatio.of(before.subList(0, 2), after.subList(0, 2), true, Noise.ASSUMED);
        assertThat(two.over())
                .as("two pairs tell too little of their own spread")
                .contains("ASSUMED");
    }
}
