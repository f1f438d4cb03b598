package tallyflame.analysis.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;
import tallyflame.runs.Interval;

/**
 * The difference of two shares of independent samples.
 *
 * @param difference second share minus first, with the 95 % hybrid score interval (R. G. Newcombe, "Interval estimation for the
 *     difference between independent proportions", Statistics in Medicine 17 (1998) 873–890, method 10)
 * @param pValue probability of a difference at least as large if the shares are equal: two-sided score test with pooled variance
 */
public record ShareDifference(Interval difference, double pValue) {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /**
     * The difference {@code k2 / n2 - k1 / n1}.
     *
     * @param k1 how many of the first samples count, between 0 and {@code n1}
     * @param n1 how many first samples there are; with none on either side nothing is known
     */
    public static ShareDifference of(long k1, long n1, long k2, long n2) {
        Interval first = Wilson.share(k1, n1);
        Interval second = Wilson.share(k2, n2);
        double difference = second.value() - first.value();
        if (n1 == 0 || n2 == 0) {
            return new ShareDifference(new Interval(difference, -1, 1), 1);
        }
        double below = Math.hypot(second.value() - second.low(), first.high() - first.value());
        double above = Math.hypot(second.high() - second.value(), first.value() - first.low());
        double pooled = (double) (k1 + k2) / (n1 + n2);
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n2));
        double p = deviation == 0 ? 1 : 2 * NORMAL.cumulativeProbability(-Math.abs(difference) / deviation);
        return new ShareDifference(new Interval(difference, difference - below, difference + above), p);
    }
}
