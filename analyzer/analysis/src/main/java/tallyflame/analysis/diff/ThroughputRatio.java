package tallyflame.analysis.diff;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.runs.Interval;

/**
 * How the throughput of the second version relates to that of the first. Ratios are compared by their logarithms, so that twice
 * as fast and half as fast are equally far from one.
 *
 * @param before alerts a second and core, the geometric mean over forks
 * @param after the same of the second version
 * @param ratio after divided by before, with its 95 % interval
 * @param over what the interval rests on, as text
 */
public record ThroughputRatio(double before, double after, Interval ratio, String over) {
    /** Whether the interval leaves out that nothing changed. */
    public boolean differs() {
        return slower() || ratio.low() > 1;
    }

    /** Whether the second version is slower beyond noise. */
    public boolean slower() {
        return ratio.high() < 1;
    }

    /** Half the width of the interval: a smaller change would not have been seen. */
    public double invisible() {
        return Math.sqrt(ratio.high() / ratio.low()) - 1;
    }

    /** The ratio of two versions, both with rates. */
    public static ThroughputRatio of(Version before, Version after, Noise noise) {
        boolean paired = Differ.interleaved(before.starts(), after.starts());
        return of(before.rates(), after.rates(), paired, noise);
    }

    static ThroughputRatio of(List<MeasuredRate> before, List<MeasuredRate> after, boolean paired, Noise noise) {
        double[] first = logs(before);
        double[] second = logs(after);
        boolean pairs = paired && first.length == second.length && first.length >= Estimator.FORKS;
        MeanDifference difference;
        if (pairs) {
            double[] differences = new double[first.length];
            Arrays.setAll(differences, pair -> second[pair] - first[pair]);
            difference = MeanDifference.ofPairs(differences, 0);
        } else {
            difference = MeanDifference.of(estimate(before, first, noise), estimate(after, second, noise));
        }
        Interval log = difference.difference();
        return new ThroughputRatio(
                Math.exp(new Mean().evaluate(first)),
                Math.exp(new Mean().evaluate(second)),
                new Interval(Math.exp(log.value()), Math.exp(log.low()), Math.exp(log.high())),
                over(pairs, first.length, second.length, noise));
    }

    private static String over(boolean pairs, int first, int second, Noise noise) {
        if (pairs) {
            return first + " pairs of interleaved forks";
        }
        if (first >= Estimator.FORKS && second >= Estimator.FORKS) {
            return first + " and " + second + " forks";
        }
        return first + " and " + second + " forks, noise " + (noise.calibrated() ? "calibrated" : "ASSUMED");
    }

    private static double[] logs(List<MeasuredRate> rates) {
        return rates.stream().mapToDouble(rate -> Math.log(rate.value())).toArray();
    }

    private static MeanDifference.Estimate estimate(List<MeasuredRate> rates, double[] logs, Noise noise) {
        int forks = logs.length;
        double mean = new Mean().evaluate(logs);
        if (forks >= Estimator.FORKS) {
            return new MeanDifference.Estimate(mean, new Variance().evaluate(logs) / forks, forks - 1);
        }
        double within = rates.stream()
                .mapToDouble(MeasuredRate::relativeVariance)
                .average()
                .orElse(0);
        double variance = (noise.throughput() * noise.throughput() + within) / forks;
        return new MeanDifference.Estimate(mean, variance, noise.freedom());
    }
}
