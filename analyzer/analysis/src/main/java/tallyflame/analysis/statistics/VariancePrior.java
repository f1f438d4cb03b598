package tallyflame.analysis.statistics;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What many variances together say about each: few observations tell little of a variance, and a small one by chance makes any
 * difference look certain. G. K. Smyth, "Linear models and empirical Bayes methods for assessing differential expression in
 * microarray experiments", Statistical Applications in Genetics and Molecular Biology 3 (2004), article 3, section 6.2; the same as
 * {@code squeezeVar} of the R package limma.
 *
 * @param variance around which variances lie
 * @param freedom how many degrees of freedom that is worth beside the own ones: 0 for nothing, infinite if all variances are the same
 */
public record VariancePrior(double variance, double freedom) {
    /** Each variance stands for itself. */
    public static final VariancePrior NONE = new VariancePrior(0, 0);

    /** Fewer variances than this say too little about their spread. */
    private static final int FEWEST = 10;
    /** A variance of nothing is taken for this share of the middle one, so that it has a logarithm. */
    private static final double LEAST = 1e-5;

    private static final double NEWTON = 1e-8;
    private static final int NEWTON_STEPS = 50;

    /**
     * The prior of variances, each with the same own degrees of freedom.
     *
     * @return {@link #NONE} if they are too few, or without freedom
     */
    public static VariancePrior of(double[] variances, double freedom) {
        if (variances.length < FEWEST || freedom <= 0) {
            return NONE;
        }
        double middle = new Median().evaluate(variances);
        if (!(middle > 0)) {
            return NONE;
        }
        double shift = Gamma.digamma(freedom / 2) - Math.log(freedom / 2);
        double[] logs = Arrays.stream(variances)
                .map(variance -> Math.log(Math.max(variance, LEAST * middle)) - shift)
                .toArray();
        double mean = new Mean().evaluate(logs);
        double excess = new Variance().evaluate(logs) - Gamma.trigamma(freedom / 2);
        if (excess <= 0) {
            return new VariancePrior(Math.exp(mean), Double.POSITIVE_INFINITY);
        }
        double prior = 2 * inverseTrigamma(excess);
        return new VariancePrior(Math.exp(mean + Gamma.digamma(prior / 2) - Math.log(prior / 2)), prior);
    }

    /** A variance with its own degrees of freedom, drawn towards the prior. */
    public double squeezed(double own, double ownFreedom) {
        if (Double.isInfinite(freedom)) {
            return variance;
        }
        double all = freedom + ownFreedom;
        return all == 0 ? own : (freedom * variance + ownFreedom * own) / all;
    }

    /** Newton's method on 1/trigamma, which is convex and nearly linear (the paper's appendix). */
    private static double inverseTrigamma(double value) {
        double y = 0.5 + 1 / value;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double trigamma = Gamma.trigamma(y);
            double change = trigamma * (1 - trigamma / value) / tetragamma(y);
            y += change;
            if (-change / y < NEWTON) {
                break;
            }
        }
        return y;
    }

    /** The derivative of trigamma: by recurrence to where its asymptotic series holds. */
    private static double tetragamma(double x) {
        double sum = 0;
        double at = x;
        while (at < 10) {
            sum -= 2 / (at * at * at);
            at++;
        }
        double inverse = 1 / (at * at);
        return sum
                - inverse * (1 + 1 / at + inverse * (0.5 - inverse * (1.0 / 6 - inverse * (1.0 / 6 - inverse * 0.3))));
    }
}
