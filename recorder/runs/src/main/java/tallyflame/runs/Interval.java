package tallyflame.runs;

/**
 * An estimate with its 95 % confidence interval, all in one unit.
 *
 * @param value the estimate
 * @param low lower end; that of a mean of a single observation is {@code value}
 * @param high upper end
 */
public record Interval(double value, double low, double high) {
    /** Two-sided 95 % quantiles of Student's t distribution for 1 to 30 degrees of freedom. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.960;

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
        double half = quantile(n - 1) * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half);
    }

    /** The same interval in another unit or for another number of cores. */
    public Interval times(double factor) {
        return new Interval(value * factor, low * factor, high * factor);
    }

    /** The interval moved so that its centre is {@code centre}, its relative width kept. */
    public Interval around(double centre) {
        return value == 0 ? new Interval(centre, centre, centre) : times(centre / value);
    }

    private static double quantile(int degreesOfFreedom) {
        return degreesOfFreedom <= STUDENT.length ? STUDENT[degreesOfFreedom - 1] : NORMAL;
    }
}
