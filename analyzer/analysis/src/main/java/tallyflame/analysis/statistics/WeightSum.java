package tallyflame.analysis.statistics;

import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.runs.Interval;

/**
 * The weight of some samples, and what its error depends on.
 *
 * @param weight sum of their weights
 * @param samples how many there are
 * @param squares sum of the squares of their weights
 */
public record WeightSum(double weight, long samples, double squares) {
    /** Sums that differ by less, relatively, differ by rounding only. */
    private static final double ROUNDING = 1e-6;

    /**
     * How many samples of equal weight would tell as much: {@code (Σw)² / Σw²} (L. Kish, "Survey Sampling", 1965, section 8.2).
     */
    public double effectiveSamples() {
        return isEqual() ? samples : weight * weight / squares;
    }

    /** Whether all samples weigh the same, which is when the sum of squares is as small as it can be. */
    private boolean isEqual() {
        return squares * samples <= weight * weight * (1 + ROUNDING);
    }

    /**
     * The share that these samples have in the weight of a whole, with its 95 % interval: Wilson's. Where weights differ, its number
     * of samples is the one at which equal weights would give the variance of the ratio estimator, {@code Σw²(1{part} - p)² / W²}
     * (W. G. Cochran, "Sampling Techniques", 3rd edition 1977, chapter 6; E. L. Korn and B. I. Graubard, "Confidence intervals for
     * proportions with small expected number of positive counts", Survey Methodology 24 (1998) 193–201).
     *
     * @param whole what these samples are a part of
     * @return without a lower and an upper end ({@code NaN}) where the events are not drawn at random
     */
    public Interval shareOf(WeightSum whole, Sampling sampling) {
        if (whole.weight == 0 || whole.samples == 0) {
            return sampling == Sampling.RANDOM ? Wilson.share(0, 0) : new Interval(0, Double.NaN, Double.NaN);
        }
        double share = weight / whole.weight;
        if (sampling != Sampling.RANDOM) {
            return new Interval(share, Double.NaN, Double.NaN);
        }
        return whole.isEqual() ? Wilson.share(samples, whole.samples) : Wilson.share(share, effective(whole, share));
    }

    /**
     * The same share with an interval of a known variance.
     *
     * @param variance of the share; 0 if it is not known
     */
    public Interval shareOf(WeightSum whole, double variance) {
        double share = weight / whole.weight;
        return Wilson.share(share, variance > 0 ? share * (1 - share) / variance : whole.effectiveSamples());
    }

    private double effective(WeightSum whole, double share) {
        double rest = Math.max(0, whole.squares - squares);
        double variance = (squares * (1 - share) * (1 - share) + rest * share * share) / (whole.weight * whole.weight);
        return variance > 0 ? share * (1 - share) / variance : whole.effectiveSamples();
    }
}
