package tallyflame.analysis.diff;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.VariancePrior;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/**
 * Figures of one version with their 95 % intervals from one JVM to the next: by the spread between forks and by what was calibrated
 * under the same load. Without calibration fewer than three forks have no interval.
 *
 * @param noise calibrated on the machine, {@link Noise#UNKNOWN} if it was not or if that was under another load
 */
public record VersionIntervals(Noise noise) {
    /** Intervals of a version, with the noise of its machine. */
    public static VersionIntervals of(Version version, Noise noise) {
        boolean alike = noise.calibrated() && Loads.of(version, version).as(noise);
        return new VersionIntervals(alike ? noise : Noise.UNKNOWN);
    }

    /**
     * Intervals of what ran under a load.
     *
     * @param othersCores processors that other programs kept busy, {@code null} if that is not known
     * @param cores of the machine
     */
    public static VersionIntervals of(Double othersCores, int cores, Noise noise) {
        List<Double> load = othersCores == null ? List.of() : List.of(othersCores);
        boolean alike = noise.calibrated() && new Loads(load, load, cores).as(noise);
        return new VersionIntervals(alike ? noise : Noise.UNKNOWN);
    }

    /** Why times of a version by the wall clock are those of the machine's load, too; empty if they are not. */
    public static String busy(Version version) {
        return Loads.of(version, version).busy();
    }

    /** Whether so many forks have an interval. */
    public boolean enough(int forks) {
        return forks >= Spread.FORKS || (forks > 0 && noise.calibrated());
    }

    /** Why so few forks have no interval. */
    public static String tooFew(int forks) {
        return forks + (forks == 1 ? " fork tells" : " forks tell")
                + " nothing of how forks differ, and this machine is not calibrated under this load;"
                + " give " + Spread.FORKS + " forks or more";
    }

    /**
     * The geometric mean of a positive figure that each fork has, as noisy as throughput.
     *
     * @return empty if there are too few forks
     */
    public Optional<Interval> ofForks(double... values) {
        if (!enough(values.length)) {
            return Optional.empty();
        }
        double[] logs = Arrays.stream(values).map(Math::log).toArray();
        double mean = new Mean().evaluate(logs);
        double half = half(logs, noise.throughput());
        return Optional.of(new Interval(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half)));
    }

    /** Half the width of the interval of a mean. */
    private double half(double[] values, double known) {
        int n = values.length;
        VariancePrior prior = new VariancePrior(known * known, noise.freedom());
        double own = n < 2 ? 0 : new Variance().evaluate(values);
        double variance = prior.squeezed(own, n - 1.0);
        return MeanDifference.quantile(n - 1 + noise.freedom()) * Math.sqrt(variance / n);
    }

    /**
     * The share of all time that a function takes, callees included. There must be samples.
     *
     * @return empty if there are too few forks
     */
    public Optional<Interval> ofShare(Version version, MethodId function) {
        List<Observation> forks = version.forks();
        if (forks.size() < Spread.FORKS && !noise.calibratedFunctions()) {
            return Optional.empty();
        }
        double[] shares = forks.stream()
                .mapToDouble(fork -> fork.cost(function).total() / Math.max(fork.weight(), 1))
                .toArray();
        double mean = new Mean().evaluate(shares);
        double samples = forks.stream().mapToLong(Observation::samples).sum();
        // As of Wilson's interval: one sample more than seen, so that nothing seen is not taken for certainty.
        double sampling = (mean * samples + 1) / samples * Math.max(1 - mean, 1 / samples) / samples;
        double between = noise.calibratedFunctions()
                ? half(shares, noise.functions() * mean * Math.sqrt(1 - mean))
                : new VersionIntervals(Noise.UNKNOWN).half(shares, 0);
        double half = Math.max(between, MeanDifference.quantile(Double.POSITIVE_INFINITY) * Math.sqrt(sampling));
        return Optional.of(new Interval(mean, Math.max(mean - half, 0), Math.min(mean + half, 1)));
    }
}
