package tallyflame.analysis.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.runs.Interval;

/**
 * The difference of two means.
 *
 * @param difference second mean minus first, with its 95 % interval
 * @param pValue probability of a difference at least as large if the means are equal, two-sided
 */
public record MeanDifference(Interval difference, double pValue) {
    /** More degrees of freedom than this count as infinitely many. */
    private static final double MANY = 1e4;

    private static final double CONFIDENCE = 0.95;
    /** Quantiles by tenths of a degree of freedom, rounded down: solving for them takes a thousand times longer than the rest. */
    private static final Map<Integer, Double> QUANTILES = new ConcurrentHashMap<>();

    private static final int TENTHS = 10;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /**
     * A mean.
     *
     * @param variance of the mean, not of the observations
     * @param freedom degrees of freedom that the variance is estimated with; infinite if it is known
     */
    public record Estimate(double mean, double variance, double freedom) {}

    /**
     * Of independent means whose variances may differ: B. L. Welch, "The generalization of 'Student's' problem", Biometrika 34
     * (1947) 28–35, with the degrees of freedom of F. E. Satterthwaite.
     */
    public static MeanDifference of(Estimate first, Estimate second) {
        double variance = first.variance() + second.variance();
        double freedom = variance
                * variance
                / (first.variance() * first.variance() / first.freedom()
                        + second.variance() * second.variance() / second.freedom());
        return of(second.mean() - first.mean(), variance, freedom);
    }

    /**
     * Of pairs, each with what slows or speeds both of its halves.
     *
     * @param differences second minus first of each pair; two at least
     * @param leastVariance what the variance of their mean is at least, whatever the pairs seem to say; 0 for no such bound
     */
    public static MeanDifference ofPairs(double[] differences, double leastVariance) {
        double variance = new Variance().evaluate(differences) / differences.length;
        return of(new Mean().evaluate(differences), Math.max(variance, leastVariance), differences.length - 1);
    }

    /** The two-sided 95 % quantile of Student's t distribution. */
    public static double quantile(double freedom) {
        double upper = (1 + CONFIDENCE) / 2;
        if (freedom >= MANY) {
            return NORMAL.inverseCumulativeProbability(upper);
        }
        int tenths = (int) Math.max(TENTHS, Math.floor(TENTHS * freedom));
        return QUANTILES.computeIfAbsent(
                tenths, key -> new TDistribution(null, (double) key / TENTHS).inverseCumulativeProbability(upper));
    }

    /**
     * Of a difference whose variance is known with some degrees of freedom.
     *
     * @param variance of the difference
     */
    public static MeanDifference of(double difference, double variance, double freedom) {
        if (!(variance > 0)) {
            // Observations that do not vary at all: any difference is one.
            return new MeanDifference(new Interval(difference, difference, difference), difference == 0 ? 1 : 0);
        }
        double deviation = Math.sqrt(variance);
        double half = quantile(freedom) * deviation;
        double t = -Math.abs(difference) / deviation;
        double p = 2
                * (freedom < MANY
                        ? new TDistribution(null, freedom).cumulativeProbability(t)
                        : NORMAL.cumulativeProbability(t));
        return new MeanDifference(new Interval(difference, difference - half, difference + half), p);
    }
}
