package tallyflame.analysis.diff;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Interval;

/**
 * Figures of one version with their 95 % intervals: by the spread between forks from three forks on, else by the noise that is
 * known of them.
 */
public final class VersionIntervals {
    private VersionIntervals() {}

    /** Alerts a second and core. There must be rates. */
    public static Interval ofThroughput(Version version, Noise noise) {
        double within = version.rates().stream()
                .mapToDouble(MeasuredRate::relativeVariance)
                .average()
                .orElse(0);
        return ofForks(
                version.rates().stream().mapToDouble(MeasuredRate::value).toArray(), within, noise.throughput(), noise);
    }

    /** A positive figure that each fork has, as noisy as throughput. */
    public static Interval ofForks(double[] values, Noise noise) {
        return ofForks(values, 0, noise.throughput(), noise);
    }

    /** The share of all time that a function takes, callees included. There must be samples. */
    public static Interval ofShare(Version version, MethodId function, Noise noise) {
        List<Observation> forks = version.forks();
        double[] shares = forks.stream()
                .mapToDouble(fork -> fork.cost(function).total() / Math.max(fork.weight(), 1))
                .toArray();
        double mean = new Mean().evaluate(shares);
        double samples = forks.stream().mapToLong(Observation::samples).sum();
        // As of Wilson's interval: one sample more than seen, so that nothing seen is not taken for certainty.
        double sampling = (mean * samples + 1) / samples * Math.max(1 - mean, 1 / samples) / samples;
        int n = shares.length;
        double between = n >= Estimator.FORKS
                ? new Variance().evaluate(shares) / n
                : noise.functions() * noise.functions() * mean * mean * (1 - mean) / n;
        double variance = n >= Estimator.FORKS ? Math.max(sampling, between) : sampling + between;
        double half = MeanDifference.quantile(n >= Estimator.FORKS ? n - 1 : noise.freedom()) * Math.sqrt(variance);
        return new Interval(mean, Math.max(mean - half, 0), Math.min(mean + half, 1));
    }

    private static Interval ofForks(double[] values, double within, double deviation, Noise noise) {
        double[] logs = Arrays.stream(values).map(Math::log).toArray();
        int n = logs.length;
        boolean enough = n >= Estimator.FORKS;
        double variance = enough ? new Variance().evaluate(logs) / n : (deviation * deviation + within) / n;
        double half = MeanDifference.quantile(enough ? n - 1 : noise.freedom()) * Math.sqrt(variance);
        double mean = new Mean().evaluate(logs);
        return new Interval(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
    }
}
