package tallyflame.analysis.diff;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.analysis.diff.version.Cost;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.statistics.MeanDifference;

/**
 * Estimates what functions and lines take, and how that differs between two versions. The unit of variance is the fork, because the
 * samples of one fork share its compilation, its memory layout and its neighbours on the machine: from three forks on the
 * variance of a mean is that between the forks, or that of the number of samples if that is larger. Under three forks it is
 * that of the number of samples and the noise given.
 */
final class Estimator {
    /** From so many forks on a version tells its own variance. */
    static final int FORKS = 3;

    /**
     * One function or line.
     *
     * @param before its own time in the first version, as a share of what the first version takes in all for the same work
     * @param after its own time in the second version, in the same unit: more than 1 is possible
     * @param totalBefore the same with callees
     * @param samples of both versions
     */
    record Estimate(
            double before,
            double after,
            double totalBefore,
            double totalAfter,
            MeanDifference difference,
            long samples) {}

    private final List<Observation> before;
    private final List<Observation> after;
    private final boolean paired;
    private final boolean perAlert;
    private final Noise noise;
    private final double whole;

    /** @param paired whether the forks of both versions were interleaved, the first with the first and so on */
    Estimator(List<Observation> before, List<Observation> after, boolean paired, Noise noise) {
        this.before = before;
        this.after = after;
        this.paired = paired && before.size() == after.size() && before.size() >= FORKS;
        this.noise = noise;
        perAlert = known(before) && known(after);
        whole = mean(before, Observation::weight);
    }

    private static boolean known(List<Observation> forks) {
        return forks.stream().allMatch(fork -> fork.alerts() > 0);
    }

    /** Whether both versions are normalised to the same number of alerts; otherwise each to its own total. */
    boolean perAlert() {
        return perAlert;
    }

    /** How many samples there are in all. */
    long samples() {
        return before.stream().mapToLong(Observation::samples).sum()
                + after.stream().mapToLong(Observation::samples).sum();
    }

    /** Estimates what a function or line takes. */
    Estimate of(Function<Observation, Cost> cost) {
        double[] first = values(before, cost);
        double[] second = values(after, cost);
        return new Estimate(
                new Mean().evaluate(first),
                new Mean().evaluate(second),
                mean(before, fork -> cost.apply(fork).total()) / whole,
                mean(after, fork -> cost.apply(fork).total()) / whole,
                difference(first, second, cost),
                samples(before, cost) + samples(after, cost));
    }

    private MeanDifference difference(double[] first, double[] second, Function<Observation, Cost> cost) {
        double fewBefore = sampling(before, cost);
        double fewAfter = sampling(after, cost);
        if (paired) {
            double[] differences = new double[first.length];
            for (int pair = 0; pair < first.length; pair++) {
                differences[pair] = second[pair] - first[pair];
            }
            return MeanDifference.ofPairs(differences, fewBefore + fewAfter);
        }
        return MeanDifference.of(estimate(first, fewBefore), estimate(second, fewAfter));
    }

    private MeanDifference.Estimate estimate(double[] values, double sampling) {
        int forks = values.length;
        double mean = new Mean().evaluate(values);
        if (forks >= FORKS) {
            double between = new Variance().evaluate(values) / forks;
            return new MeanDifference.Estimate(mean, Math.max(sampling, between), forks - 1);
        }
        double between = noise.functions() * mean;
        return new MeanDifference.Estimate(mean, sampling + between * between / forks, noise.freedom());
    }

    /**
     * How the forks of a version differ.
     *
     * @param values own time of each fork
     * @param sampling the variance of their mean that the number of samples explains
     */
    record ForkValues(double[] values, double sampling) {}

    /** How the forks of the first version differ. */
    ForkValues before(Function<Observation, Cost> cost) {
        return new ForkValues(values(before, cost), sampling(before, cost));
    }

    private double[] values(List<Observation> forks, Function<Observation, Cost> cost) {
        return forks.stream()
                .mapToDouble(fork -> cost.apply(fork).own() / exposure(fork) / whole)
                .toArray();
    }

    private double mean(List<Observation> forks, ToDoubleFunction<Observation> weight) {
        return forks.stream()
                .mapToDouble(fork -> weight.applyAsDouble(fork) / exposure(fork))
                .average()
                .orElse(Double.NaN);
    }

    /** What weights are divided by: alerts, or the total where the alerts are not known. */
    private double exposure(Observation fork) {
        return Math.max(perAlert ? fork.alerts() : fork.weight(), Double.MIN_NORMAL);
    }

    /**
     * The variance of a version's mean that its samples explain: of a compound Poisson process the sum of the squares of the weights,
     * and that of one more sample than seen so that nothing seen is not taken for certainty.
     */
    private double sampling(List<Observation> forks, Function<Observation, Cost> cost) {
        double exposure = forks.stream().mapToDouble(this::exposure).sum();
        double weight = forks.stream().mapToDouble(Observation::weight).sum();
        long all = forks.stream().mapToLong(Observation::samples).sum();
        double perSample = all == 0 ? 0 : weight / all;
        double squares =
                forks.stream().mapToDouble(fork -> cost.apply(fork).squares()).sum();
        double deviation = Math.sqrt(squares + perSample * perSample) / exposure / whole;
        return deviation * deviation;
    }

    private static long samples(List<Observation> forks, Function<Observation, Cost> cost) {
        return forks.stream().mapToLong(fork -> cost.apply(fork).samples()).sum();
    }
}
