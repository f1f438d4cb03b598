package tallyflame.analysis.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.analysis.diff.change.ChangeKind;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.diff.change.Split;
import tallyflame.analysis.diff.render.DiffAnswer;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.table.Format;

/** What is called a difference, on simulated forks: seeded, so that each run of this test sees the same samples. */
class DifferTest {
    private static final int COMPARISONS = 200;

    @ParameterizedTest
    @CsvSource({"0.03, 10, 0.01", "0.10, 5, 0.01", "0.50, 5, 0.03", "0.50, 3, 0.01"})
    void spinsAreFoundOnTheirLineAsCostlier(double extra, int forks, double between) throws IOException {
        Simulation simulation = new Simulation(8, between);
        Diff diff = Differ.of(simulation.version(forks, 0), simulation.version(forks, extra), Noise.UNKNOWN);

        assertThat(diff.slower()).isTrue();
        assertThat(diff.functions().get(0).name()).isEqualTo(Simulation.SPIN);
        assertThat(diff.functions().get(0).kind()).isEqualTo(ChangeKind.COSTLIER);
        assertThat(diff.functions().get(0).low()).isLessThan(extra * 1.1).isPositive();
        assertThat(diff.functions().get(0).high()).isGreaterThan(extra);
        assertThat(diff.functions().get(0).byCost())
                .isCloseTo(diff.functions().get(0).difference(), within(1e-12));
        LineChange line = diff.worseLines().get(0);
        assertThat(line.method()).isEqualTo("spin");
        assertThat(line.line()).isEqualTo(Simulation.SPIN_LINE);
        assertThat(line.kind()).isEqualTo(ChangeKind.COSTLIER);
        assertThat(line.origin()).isFalse();
        assertThat(diff.undecided()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10})
    void equalVersionsRarelyRaiseAnAlarm(int forks) throws IOException {
        int alarms = 0;
        for (int comparison = 0; comparison < COMPARISONS; comparison++) {
            Simulation simulation = new Simulation(1000L * forks + comparison, 0.05);
            Diff diff = Differ.of(simulation.version(forks, 0), simulation.version(forks, 0), Noise.UNKNOWN);
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fewForksWithoutCalibrationDecideNothingAndSayWhatWould(int forks) throws IOException {
        Simulation simulation = new Simulation(5, 0.01);
        Diff diff = Differ.of(simulation.version(forks, 0), simulation.version(forks, 0.5), Noise.UNKNOWN);

        assertThat(diff.slower()).isFalse();
        assertThat(diff.functions()).noneMatch(FunctionChange::significant);
        assertThat(diff.functions()).allMatch(function -> function.low() == null);
        assertThat(diff.throughput().orElseThrow().ratio().low()).isNaN();
        assertThat(diff.throughput().orElseThrow().ratio().value()).isCloseTo(1 / 1.5, within(0.05));
        assertThat(diff.verdict()).isEqualTo("the same counts, time undecided");
        assertThat(DiffAnswer.of(diff, 20, null).write(Format.TABLE, 300))
                .contains("UNDECIDED: " + forks + " and " + forks + " forks tell nothing", "about 3 forks a side");
    }

    @Test
    void calibratedNoiseLetsOneRunASideSeeWhatIsLarge() throws IOException {
        Simulation simulation = new Simulation(5, 0.02);
        Noise noise = Calibration.of(simulation.version(8, 0));
        Diff diff = Differ.of(simulation.version(1, 0), simulation.version(1, 0.5), noise);
        assertThat(diff.calibrated()).isTrue();
        assertThat(diff.verdict()).isEqualTo("slower");
        assertThat(diff.functions().get(0).name()).isEqualTo(Simulation.SPIN);
        assertThat(Differ.of(simulation.version(1, 0), simulation.version(1, 0.03), noise)
                        .slower())
                .isFalse();
        Noise elsewhere = new Noise(noise.throughput(), noise.functions(), 0, 1.5, noise.forks());
        assertThat(Differ.of(simulation.version(1, 0), simulation.version(1, 0.5), elsewhere)
                        .verdict())
                .as("calibrated on a busy machine, compared on a calm one")
                .endsWith("time undecided");
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
    void pairsSeeThroughAMachineThatSlowsDown() throws IOException {
        List<MeasuredRate> before = rates(0, 1000, 500, 250, 125);
        List<MeasuredRate> after = rates(0, 951, 474, 238, 119);
        List<String> pairs = List.of("a", "b", "c", "d");
        ThroughputRatio paired = ratio(before, pairs, after, pairs);
        assertThat(paired.slower()).isTrue();
        assertThat(paired.ratio().value()).isCloseTo(0.95, within(0.002));
        assertThat(ratio(before, List.of(), after, List.of()).differs()).isFalse();
        assertThat(ratio(before, pairs, after, List.of("a", "b", "c", "e")).over())
                .as("pairs are those that were made as pairs")
                .isEqualTo("4 and 4 forks");
        List<String> turned = List.of("d", "c", "b", "a");
        assertThat(ratio(before, pairs, rates(0, 119, 238, 474, 951), turned).slower())
                .as("whatever their order")
                .isTrue();
    }

    private static ThroughputRatio ratio(
            List<MeasuredRate> before, List<String> pairs, List<MeasuredRate> after, List<String> pairsAfter)
            throws IOException {
        return ThroughputRatio.ofCpu(
                Simulation.version(before, pairs, List.of()),
                Simulation.version(after, pairsAfter, List.of()),
                Noise.UNKNOWN);
    }

    /** Forks with a waiting of their own, in microseconds of an alert, none of them under load. */
    private static List<MeasuredRate> rates(double waitingMicros, double... values) {
        List<MeasuredRate> rates = new ArrayList<>();
        for (int fork = 0; fork < values.length; fork++) {
            double waiting = waitingMicros * (1 + 0.01 * fork) / 1e6;
            rates.add(new MeasuredRate(values[fork], 1 / (1 / values[fork] + waiting), waiting, 0.1));
        }
        return rates;
    }

    @Test
    void longerWaitingIsAVerdictOfItsOwn() throws IOException {
        Version before = Simulation.version(rates(10, 1000, 1010, 990), List.of(), List.of());
        Version after = Simulation.version(rates(600, 1000, 1005, 995), List.of(), List.of());
        Diff diff = Differ.of(before, after, Noise.UNKNOWN);
        assertThat(diff.verdict()).isEqualTo("waits more");
        assertThat(diff.slower()).isFalse();
        assertThat(Differ.of(after, before, Noise.UNKNOWN).verdict()).isEqualTo("waits less");
        Version little = Simulation.version(rates(13, 1000, 1005, 995), List.of(), List.of());
        assertThat(Differ.of(before, little, Noise.UNKNOWN).verdict())
                .as("3 µs of 1000, though beyond their spread")
                .isEqualTo("no difference beyond noise");
    }

    /** The interval of the ratio is of 95 %, a verdict of 98 %, because it is one of three. */
    @Test
    void anIntervalThatLeavesOutOneIsNeverAnsweredWithNoDifference() throws IOException {
        Version before = Simulation.version(rates(0, 1000, 1010, 990), List.of(), List.of());
        Version after = Simulation.version(rates(0, 968, 987, 963), List.of(), List.of());
        Diff diff = Differ.of(before, after, Noise.UNKNOWN);
        assertThat(diff.throughput().orElseThrow().ratio().high()).isLessThan(1);
        assertThat(diff.throughput().orElseThrow().pValue()).isBetween(0.02, 0.05);
        assertThat(diff.verdict()).isEqualTo("perhaps slower, undecided");
        assertThat(diff.slower()).isFalse();
        assertThat(Differ.of(after, before, Noise.UNKNOWN).verdict()).isEqualTo("perhaps faster, undecided");
    }

    /** The same of functions and lines together, and of waiting. */
    @Test
    void whatChanceDoesInTwoToFivePercentIsASuspicionAndNoVerdict() throws IOException {
        int suspected = 0;
        for (int comparison = 0; comparison < 60; comparison++) {
            Simulation simulation = new Simulation(comparison, 0.03);
            Diff diff = Differ.of(simulation.version(3, 0), simulation.version(3, 0.02), Noise.UNKNOWN);
            boolean longer = diff.suspects().stream()
                    .anyMatch(suspect -> suspect.difference().value() > 0);
            if (longer && !diff.slower() && !diff.throughput().orElseThrow().suspicious()) {
                suspected++;
                assertThat(diff.verdict()).isEqualTo("perhaps part of it slower, undecided");
                assertThat(diff.functions()).noneMatch(FunctionChange::slower);
                assertThat(DiffAnswer.of(diff, 20, null).write(Format.TABLE, 400))
                        .contains(diff.suspects().get(0).name() + " ", "more runs would tell");
            }
        }
        assertThat(suspected).isPositive();

        Version before = waiting(0, 10, 20);
        Version longer = waiting(27, 37, 47);
        Diff diff = Differ.of(before, longer, Noise.UNKNOWN);
        assertThat(diff.waiting().orElseThrow().pValue()).isBetween(0.02, 0.05);
        assertThat(diff.verdict()).isEqualTo("perhaps waits more, undecided");
        assertThat(Differ.of(longer, before, Noise.UNKNOWN).verdict()).isEqualTo("perhaps waits less, undecided");
    }

    /** Forks of one rate whose alerts wait so many microseconds. */
    private static Version waiting(double... micros) throws IOException {
        List<MeasuredRate> rates = java.util.Arrays.stream(micros)
                .mapToObj(wait -> new MeasuredRate(1000, 1 / (1e-3 + wait / 1e6), wait / 1e6, 0.1))
                .toList();
        return Simulation.version(rates, List.of(), List.of());
    }

    @Test
    void wallClocksAreNotComparedUnderDifferentLoads() throws IOException {
        List<MeasuredRate> calm = rates(0, 1000, 1010, 990);
        List<MeasuredRate> mixed = List.of(
                new MeasuredRate(1000, 1000, 0.0, 0.1),
                new MeasuredRate(1005, 500, 0.0, 1.9),
                new MeasuredRate(995, 480, 0.0, 1.8));
        Version before = Simulation.version(calm, List.of(), List.of());
        Version after = Simulation.version(mixed, List.of(), List.of());
        assertThat(ThroughputRatio.ofWall(before, after, Noise.UNKNOWN).undecided())
                .startsWith("the loads differ: other programs kept 0.10 processors busy before, 1.27 after");
        ThroughputRatio cpu = ThroughputRatio.ofCpu(before, after, Noise.UNKNOWN);
        assertThat(cpu.undecided()).isEmpty();
        assertThat(cpu.differs()).isFalse();
        Version busy = Simulation.version(mixed.subList(1, 3), List.of(), List.of());
        assertThat(ThroughputRatio.ofCpu(before, busy, Noise.UNKNOWN).undecided())
                .as("no fork of one side had as little load as any of the other")
                .startsWith("the loads differ");
    }
}
