package tallyflame.analysis.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import tallyflame.runs.Interval;

/**
 * A share known from several rounds, each of which measured it again. Samples of one round are not independent of each other
 * (one JVM, one set of compiled code), so pooling them as if they were gives intervals that are too narrow. The interval is
 * therefore the wider of two: Wilson's over all samples, and Student's from the spread of the rounds around the common share
 * (the ratio estimator of clusters: W. G. Cochran, "Sampling Techniques", 3rd edition 1977, chapter 6).
 *
 * @param interval the share with its 95 % interval
 * @param error standard error that belongs to the half width of the interval
 * @param spread how many times wider the interval is than Wilson's; 1 where the rounds scatter no more than samples do, and
 *     where there are no samples
 */
public record ShareEstimate(Interval interval, double error, double spread) {
    private static final double TWO_SIDED = 0.975;
    private static final double Z = new NormalDistribution().inverseCumulativeProbability(TWO_SIDED);
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** The share. */
    public double share() {
        return interval.value();
    }

    /**
     * Of samples.
     *
     * @param counts samples of the part in each round
     * @param totals samples of the whole in each round
     */
    public static ShareEstimate sampled(long[] counts, long[] totals) {
        long k = 0;
        long n = 0;
        int rounds = 0;
        for (int i = 0; i < counts.length; i++) {
            k += counts[i];
            n += totals[i];
            rounds += totals[i] > 0 ? 1 : 0;
        }
        Interval wilson = Wilson.share(k, n);
        double half = (wilson.high() - wilson.low()) / 2;
        double spread = rounds < 2 ? 0 : student(rounds) * deviation(counts, totals, wilson.value(), n, rounds);
        if (spread <= half) {
            return new ShareEstimate(wilson, half / Z, 1);
        }
        return new ShareEstimate(around(wilson.value(), spread), spread / Z, spread / half);
    }

    private static double deviation(long[] counts, long[] totals, double share, long n, int rounds) {
        double squares = 0;
        for (int i = 0; i < counts.length; i++) {
            double off = counts[i] - share * totals[i];
            squares += off * off;
        }
        return Math.sqrt(squares * rounds / (rounds - 1)) / n;
    }

    /**
     * Of times that were measured without sampling: their mean over the rounds.
     *
     * @param shares the share in each round
     */
    public static ShareEstimate measured(double... shares) {
        double mean = 0;
        for (double share : shares) {
            mean += share / shares.length;
        }
        double squares = 0;
        for (double share : shares) {
            squares += (share - mean) * (share - mean);
        }
        int n = shares.length;
        double half = n < 2 ? 1 : student(n) * Math.sqrt(squares / (n - 1) / n);
        return new ShareEstimate(around(mean, half), half / Z, 1);
    }

    private static double student(int rounds) {
        return new TDistribution(rounds - 1.0).inverseCumulativeProbability(TWO_SIDED);
    }

    private static Interval around(double share, double half) {
        return new Interval(share, Math.max(0, share - half), Math.min(1, share + half));
    }

    /**
     * How much larger another share is, with an interval put together from both (G. Y. Zou and A. Donner, "Construction of
     * confidence limits about effect measures: a general approach", Statistics in Medicine 27 (2008) 1693–1702) and the
     * probability of such a difference if the shares were equal.
     */
    public ShareDifference to(ShareEstimate other) {
        Interval a = interval;
        Interval b = other.interval;
        double difference = b.value() - a.value();
        double below = Math.hypot(b.value() - b.low(), a.high() - a.value());
        double above = Math.hypot(b.high() - b.value(), a.value() - a.low());
        double deviation = Math.hypot(error, other.error);
        double p = deviation == 0
                ? difference == 0 ? 1 : 0
                : 2 * NORMAL.cumulativeProbability(-Math.abs(difference) / deviation);
        return new ShareDifference(new Interval(difference, difference - below, difference + above), p);
    }
}
