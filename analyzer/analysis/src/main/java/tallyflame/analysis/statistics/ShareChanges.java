package tallyflame.analysis.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * How shares of weight differ between two sides that were sampled in units, such as hosts, which are alike within and differ from each
 * other. A share is the ratio estimator of cluster sampling, as in {@link ShareOverUnits}, and the difference of two is linear in the
 * residuals of units (W. G. Cochran, "Sampling Techniques", 3rd edition, 1977, section 6.17): a unit that is on both sides has one
 * residual, what it is by itself cancels. Residuals are corrected for the weight of their unit (R. M. Bell and D. F. McCaffrey, "Bias
 * reduction in standard errors for linear regression with multi-stage samples", Survey Methodology 28 (2002) 169–181); for equal units
 * that is the usual n − 1.
 *
 * <p>Few units tell little of one part's own variance, but there are many parts: relative to what is expected of each, their variances
 * are drawn towards one another ({@link VariancePrior}).
 */
public final class ShareChanges {
    /** Rarer parts say nothing about the spread between units: theirs is that of their few samples. */
    private static final double LEAST_SHARE = 0.01;

    /** No part is taken to vary less than this from unit to unit. */
    private static final double LEAST_SPREAD = 0.01;

    /**
     * What a part weighs in each unit, in the order of the wholes.
     *
     * @param before on the first side
     * @param after on the second side
     * @param samplesBefore how many samples stand behind the first
     */
    public record Part(double[] before, double[] after, long samplesBefore, long samplesAfter) {}

    /**
     * The units of a side.
     *
     * @param weights of each unit; 0 where it is not on this side
     * @param all their sum
     * @param effective how many units of equal weight tell as much
     */
    private record Side(double[] weights, double all, double effective) {
        static Side of(double... weights) {
            double all = Arrays.stream(weights).sum();
            double squares =
                    Arrays.stream(weights).map(weight -> weight * weight).sum();
            return new Side(weights, all, all * all / squares);
        }

        double share(double... part) {
            return Arrays.stream(part).sum() / all;
        }

        /** What a unit adds to the error of a share. */
        double residual(int unit, double share, double... part) {
            double weight = weights[unit];
            return weight == 0 ? 0 : (part[unit] - share * weight) / all / Math.sqrt(1 - weight / all);
        }
    }

    /**
     * The difference of a part before it is moderated.
     *
     * @param mean share on both sides
     * @param variance of the difference, from residuals
     * @param sampling that variance as far as the number of samples explains it
     * @param freedom of the variance
     */
    private record Raw(double difference, double mean, double variance, double sampling, double freedom) {}

    private final Side before;
    private final Side after;
    private final double perSample;
    private final boolean shared;

    /**
     * Units and what each weighs.
     *
     * @param before on the first side, 0 for units that are not there; two units at least are
     * @param after on the second side, in the same order
     * @param samples how many samples both sides have
     */
    public ShareChanges(double[] before, double[] after, long samples) {
        this.before = Side.of(before);
        this.after = Side.of(after);
        perSample = (this.before.all + this.after.all) / samples;
        shared = IntStream.range(0, before.length).anyMatch(unit -> before[unit] > 0 && after[unit] > 0);
    }

    /** The differences of parts, second share minus first, each with its 95 % interval. */
    public List<MeanDifference> of(List<Part> parts) {
        List<Raw> raw = parts.stream().map(this::raw).toList();
        double units = 1 / before.effective + 1 / after.effective;
        double spread = spread(raw, units);
        ToDoubleFunction<Raw> expected = part -> {
            double relative = Math.max(spread, LEAST_SPREAD) * part.mean;
            return part.sampling + relative * relative * units;
        };
        double freedom = raw.stream()
                .mapToDouble(Raw::freedom)
                .filter(Double::isFinite)
                .average()
                .orElse(0);
        VariancePrior prior = VariancePrior.of(
                raw.stream()
                        .mapToDouble(part -> part.variance / expected.applyAsDouble(part))
                        .toArray(),
                freedom);
        return raw.stream()
                .map(part -> {
                    double expectation = expected.applyAsDouble(part);
                    double moderated = prior.squeezed(part.variance / expectation, part.freedom) * expectation;
                    return MeanDifference.of(
                            part.difference, Math.max(moderated, part.sampling), part.freedom + prior.freedom());
                })
                .toList();
    }

    private Raw raw(Part part) {
        double first = before.share(part.before);
        double second = after.share(part.after);
        double own = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int unit = 0; unit < before.weights.length; unit++) {
            double one = before.residual(unit, first, part.before);
            double other = after.residual(unit, second, part.after);
            firstSquares += one * one;
            secondSquares += other * other;
            own += (other - one) * (other - one);
        }
        return new Raw(
                second - first,
                (first + second) / 2,
                own,
                sampling(first, part.samplesBefore, before) + sampling(second, part.samplesAfter, after),
                freedom(firstSquares, secondSquares));
    }

    /** By Satterthwaite's rule; where units are on both sides, those of one side, since both tell the same. */
    private double freedom(double first, double second) {
        double one = Math.max(1, before.effective - 1);
        double other = Math.max(1, after.effective - 1);
        double sum = first + second;
        if (shared || sum == 0) {
            return Math.min(one, other);
        }
        return sum * sum / (first * first / one + second * second / other);
    }

    /** Of a compound Poisson process whose samples weigh the same, and of one more than seen: nothing seen is no certainty. */
    private double sampling(double share, long samples, Side side) {
        double each = samples == 0 ? perSample / side.all : share / samples;
        return (samples + 1) * each * each;
    }

    /** How much parts vary from unit to unit beyond their samples, relative, in the middle over those that are not rare. */
    private static double spread(List<Raw> raw, double units) {
        double[] spreads = raw.stream()
                .filter(part -> part.mean >= LEAST_SHARE)
                .mapToDouble(part -> Math.sqrt(Math.max(0, part.variance - part.sampling) / units) / part.mean)
                .toArray();
        return spreads.length == 0 ? 0 : new Median().evaluate(spreads);
    }
}
