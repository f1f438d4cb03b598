package tallyflame.analysis.diff;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.VariancePrior;

/**
 * How much forks of two versions differ by chance: the variance within both, and what was calibrated on this machine. The sides are
 * taken to vary alike, which makes the most of few forks.
 *
 * @param variance of one fork
 * @param freedom degrees of freedom that it is known with
 */
record Spread(double variance, double freedom) {
    /** From so many forks a side on they tell their own variance. */
    static final int FORKS = 3;

    /**
     * How often chance may call something different in one of the three verdicts (throughput; functions and lines; waiting), so
     * that all of them together are wrong in 5 % of comparisons at most. What chance does in 2 to 5 % is a suspicion.
     */
    static final double RATE = 0.02;

    /** How forks differ on machines that do little else; only to say how many forks it would take. */
    private static final double TYPICAL = 0.05;

    private static final int MOST_FORKS = 50;

    /**
     * The spread of forks, from the variance within both sides and the calibrated one.
     *
     * @param known the calibrated deviation between forks, in the unit of the values; with its freedom, 0 if there is none
     */
    static Spread of(double[] first, double[] second, double known, double knownFreedom) {
        double own = first.length + second.length - 2.0;
        double variance = own == 0 ? 0 : (squares(first) + squares(second)) / own;
        VariancePrior prior = new VariancePrior(known * known, knownFreedom);
        return new Spread(prior.squeezed(variance, own), own + knownFreedom);
    }

    private static double squares(double[] values) {
        double mean = new Mean().evaluate(values);
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }

    /** The difference of two means with the interval that follows from the spread. */
    MeanDifference difference(double[] first, double[] second) {
        return MeanDifference.of(
                new Mean().evaluate(second) - new Mean().evaluate(first),
                variance * (1.0 / first.length + 1.0 / second.length),
                freedom);
    }

    /**
     * Why so few forks decide nothing, and how many would.
     *
     * @param difference that was seen, as a logarithm of a ratio
     */
    static String tooFew(int first, int second, double difference) {
        int forks = needed(Math.abs(difference));
        return String.format(
                Locale.ROOT,
                "%d and %d forks tell nothing of how forks differ, and this machine is not calibrated under this load;"
                        + " a difference of this size takes %s forks a side if they differ by %.0f %%",
                first,
                second,
                forks > MOST_FORKS ? "more than " + MOST_FORKS : "about " + forks,
                100 * TYPICAL);
    }

    /** Forks a side after which the interval would leave out a difference, if forks differ as is typical. */
    static int needed(double difference) {
        int forks = FORKS;
        while (forks <= MOST_FORKS
                && MeanDifference.quantile(2.0 * (forks - 1)) * TYPICAL * Math.sqrt(2.0 / forks) >= difference) {
            forks++;
        }
        return forks;
    }
}
