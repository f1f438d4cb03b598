package tallyflame.runs;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * An estimate with its 95 % confidence interval, all in one unit.
 *
 * @param value the estimate
 * @param low lower end; that of a mean of a single observation is {@code value}
 * @param high upper end
 */
public record Interval(double value, double low, double high) {
    /** Cumulative probability below the upper end of a two-sided 95 % interval. */
    private static final double UPPER = 0.975;

    /** Mean and Student's t interval of independent observations; the interval is a point for a single one. */
    public static Interval ofMean(double... observations) {
        int n = observations.length;
        if (n == 0) {
            return new Interval(Double.NaN, Double.NaN, Double.NaN);
        }
        double sum = 0;
        for (double observation : observations) {
            sum += observation;
        }
        double mean = sum / n;
        if (n == 1) {
            return new Interval(mean, mean, mean);
        }
        double squares = 0;
        for (double observation : observations) {
            squares += (observation - mean) * (observation - mean);
        }
        double half =
                new TDistribution(null, n - 1).inverseCumulativeProbability(UPPER) * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half);
    }

    /**
     * Geometric mean and interval of positive observations, by Student's t of their logarithms: its ends are positive, and as far
     * from the mean as factors.
     */
    public static Interval ofGeometricMean(double... observations) {
        Interval logs =
                ofMean(java.util.Arrays.stream(observations).map(Math::log).toArray());
        return new Interval(Math.exp(logs.value), Math.exp(logs.low), Math.exp(logs.high));
    }

    /** The same interval in another unit or for another number of cores. */
    public Interval times(double factor) {
        return new Interval(value * factor, low * factor, high * factor);
    }

    /** The interval moved so that its centre is {@code centre}, its relative width kept. */
    public Interval around(double centre) {
        return value == 0 ? new Interval(centre, centre, centre) : times(centre / value);
    }
}
