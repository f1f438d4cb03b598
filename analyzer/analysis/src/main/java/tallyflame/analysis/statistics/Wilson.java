package tallyflame.analysis.statistics;

import tallyflame.runs.Interval;

/**
 * The score interval of a share, after E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22 (1927) 209–212. Unlike the textbook interval it holds for small samples and
 * for shares near 0 and 1.
 */
public final class Wilson {
    /** The normal distribution's quantile of 97.5 %: two-sided 95 %. */
    private static final double Z = 1.959963984540054;

    private Wilson() {}

    /**
     * The share {@code k / n} with its 95 % interval.
     *
     * @param k how many of the samples count, between 0 and {@code n}
     * @param n how many samples there are; with none the share is 0 and could be anything
     */
    public static Interval share(long k, long n) {
        if (k < 0 || k > n) {
            throw new IllegalArgumentException(k + " of " + n + " samples");
        }
        if (n == 0) {
            return new Interval(0, 0, 1);
        }
        return share((double) k / n, (double) n);
    }

    /**
     * A share with its 95 % interval.
     *
     * @param share from 0 to 1
     * @param n as many samples of equal weight as it is known from; positive, and need not be a whole number
     */
    static Interval share(double share, double n) {
        double z2 = Z * Z;
        double center = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
        // At the ends the bound is the share itself; rounding must not move it beyond.
        double low = share <= 0 ? 0 : Math.max(0, center - half);
        double high = share >= 1 ? 1 : Math.min(1, center + half);
        return new Interval(share, low, high);
    }
}
