package tallyflame.analysis.diff.version;

import java.util.List;
import java.util.Objects;
import tallyflame.runs.Timing;

/**
 * What one fork of the baseline pass did, or a run over all of its forks.
 *
 * @param cpu alerts of a second of charged CPU time
 * @param wall alerts a second and core
 * @param waiting seconds that an alert was asleep or waited for a lock, a file or a socket; {@code null} if that is not known
 * @param others processors that other programs kept busy meanwhile; {@code null} if that is not known
 */
public record MeasuredRate(double cpu, double wall, Double waiting, Double others) {
    /** What a fork did. */
    static MeasuredRate of(Timing.Window window) {
        Timing.Work work = window.work();
        return new MeasuredRate(
                window.alertsPerCpuSecond(),
                window.alertsPerSecondPerCore().value(),
                work == null || work.waitingSeconds() == null ? null : work.waitingSeconds() / window.alerts(),
                work == null ? null : work.othersCores());
    }

    /** Seconds of an alert that are its own: on a processor, or waiting. */
    public double ownSeconds() {
        return 1 / cpu + (waiting == null ? 0 : waiting);
    }

    /** The geometric mean of rates, and the mean of all else. */
    static MeasuredRate mean(List<MeasuredRate> forks) {
        return new MeasuredRate(
                Math.exp(forks.stream()
                        .mapToDouble(fork -> Math.log(fork.cpu))
                        .average()
                        .orElseThrow()),
                Math.exp(forks.stream()
                        .mapToDouble(fork -> Math.log(fork.wall))
                        .average()
                        .orElseThrow()),
                meanOfKnown(forks.stream().map(MeasuredRate::waiting).toList()),
                meanOfKnown(forks.stream().map(MeasuredRate::others).toList()));
    }

    private static Double meanOfKnown(List<Double> values) {
        return values.stream().anyMatch(Objects::isNull)
                ? null
                : (Double) values.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
    }
}
