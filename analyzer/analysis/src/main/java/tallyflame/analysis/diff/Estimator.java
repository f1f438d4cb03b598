package tallyflame.analysis.diff;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import tallyflame.analysis.diff.version.Cost;
import tallyflame.analysis.diff.version.Observation;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.VariancePrior;

/**
 * Estimates what functions and lines take, and how that differs between two versions. The unit of variance is the fork, because the
 * samples of one fork share its compilation, its memory layout and its neighbours on the machine.
 *
 * <p>What a function takes varies by three causes: the fork as a whole is faster or slower, which all functions share; the function
 * itself, compiled another way; and the number of its samples. Few forks tell little of one function's own variance, but there
 * are many functions: relative to what is expected of each, their variances are drawn towards one another ({@link VariancePrior}).
 * The variance that all share has no more degrees of freedom than there are forks, so both are kept apart and are added up by
 * Satterthwaite's rule.
 */
final class Estimator {
    /** Rarer functions say nothing about the spread of functions: their spread is that of their few samples. */
    private static final double LEAST_SHARE = 0.01;

    /** No function is taken to vary less than this from fork to fork. */
    private static final double LEAST_SPREAD = 0.01;

    private static final double MIDDLE = 50;

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
    private final boolean perAlert;
    private final double whole;
    /** Degrees of freedom of both sides together. */
    private final double own;
    /** Of the fork as a whole, relative. */
    private final Spread shared;

    private VariancePrior prior = VariancePrior.NONE;
    private double spread;

    /** @param noise what is known of the noise of these forks; {@link Noise#UNKNOWN} if nothing is */
    Estimator(List<Observation> before, List<Observation> after, Noise noise) {
        this.before = before;
        this.after = after;
        perAlert = known(before) && known(after);
        whole = mean(before, Observation::weight);
        own = before.size() + after.size() - 2.0;
        shared = Spread.of(speeds(before), speeds(after), noise.throughput(), noise.freedom());
        spread = noise.calibratedFunctions() ? noise.functions() : 0;
        prior = noise.calibratedFunctions() ? new VariancePrior(1, noise.freedom()) : VariancePrior.NONE;
    }

    /** What each fork takes in all, relative to the mean of its version. */
    private double[] speeds(List<Observation> forks) {
        double mean = mean(forks, Observation::weight);
        return forks.stream()
                .mapToDouble(fork -> fork.weight() / exposure(fork) / mean)
                .toArray();
    }

    /** Learns from many functions and lines how much any of them varies; nothing where there are too few forks. */
    void learn(List<Function<Observation, Cost>> units) {
        if (own < 2) {
            return;
        }
        List<Units> known = units.stream().map(this::units).toList();
        spread = spread(units, MIDDLE);
        VariancePrior learnt = VariancePrior.of(
                known.stream()
                        .mapToDouble(unit -> unit.variance() / expected(unit))
                        .toArray(),
                own);
        prior = learnt.freedom() > 0 ? learnt : prior;
    }

    /** The variance of one fork that is expected of a function or line. */
    private double expected(Units unit) {
        double relative = Math.max(spread, LEAST_SPREAD) * unit.mean();
        return unit.sampling() + relative * relative;
    }

    /**
     * A function or line in both versions.
     *
     * @param first own time in each fork of the first version
     * @param mean over both versions
     * @param variance of one fork, over and above that of the fork as a whole
     * @param sampling the variance of one fork that its number of samples explains
     */
    private record Units(double[] first, double[] second, double mean, double variance, double sampling) {
        double[] means() {
            return new double[] {new Mean().evaluate(first), new Mean().evaluate(second)};
        }
    }

    private Units units(Function<Observation, Cost> cost) {
        double[] first = values(before, cost);
        double[] second = values(after, cost);
        int forks = first.length + second.length;
        double sampling = (sampling(before, cost) * first.length * first.length
                        + sampling(after, cost) * second.length * second.length)
                / forks;
        double mean = (new Mean().evaluate(first) * first.length + new Mean().evaluate(second) * second.length) / forks;
        double squares = residuals(first, speeds(before)) + residuals(second, speeds(after));
        return new Units(first, second, mean, own == 0 ? 0 : squares / own, sampling);
    }

    private static double residuals(double[] values, double[] speeds) {
        double mean = new Mean().evaluate(values);
        double squares = 0;
        for (int fork = 0; fork < values.length; fork++) {
            double residual = values[fork] - mean * speeds[fork];
            squares += residual * residual;
        }
        return squares;
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
        Units unit = units(cost);
        double[] means = unit.means();
        return new Estimate(
                means[0],
                means[1],
                mean(before, fork -> cost.apply(fork).total()) / whole,
                mean(after, fork -> cost.apply(fork).total()) / whole,
                difference(unit, means),
                samples(before, cost) + samples(after, cost));
    }

    private MeanDifference difference(Units unit, double... means) {
        double forks = 1.0 / before.size() + 1.0 / after.size();
        double ownVariance =
                Math.max(unit.sampling(), prior.squeezed(unit.variance() / expected(unit), own) * expected(unit))
                        * forks;
        double sharedVariance =
                shared.variance() * (means[0] * means[0] / before.size() + means[1] * means[1] / after.size());
        double sum = ownVariance + sharedVariance;
        double freedom = sum
                * sum
                / (ownVariance * ownVariance / (own + prior.freedom())
                        + sharedVariance * sharedVariance / shared.freedom());
        return MeanDifference.of(means[1] - means[0], sum, Double.isNaN(freedom) ? 1 : freedom);
    }

    /**
     * How much functions and lines vary from fork to fork, beyond their samples and the fork as a whole, relative; of those that
     * are not rare.
     *
     * @param percentile of them
     */
    double spread(List<Function<Observation, Cost>> units, double percentile) {
        double[] spreads = units.stream()
                .map(this::units)
                .filter(unit -> unit.mean() >= LEAST_SHARE)
                .mapToDouble(unit -> Math.sqrt(Math.max(0, unit.variance() - unit.sampling())) / unit.mean())
                .toArray();
        return spreads.length == 0 ? spread : new Percentile().evaluate(spreads, percentile);
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
