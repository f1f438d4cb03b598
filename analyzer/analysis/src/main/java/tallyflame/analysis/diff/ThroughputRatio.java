package tallyflame.analysis.diff;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Version;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.runs.Interval;

/**
 * How the throughput of the second version relates to that of the first. Ratios are compared by their logarithms, so that twice
 * as fast and half as fast are equally far from one.
 *
 * @param before alerts a second, the geometric mean over forks
 * @param after the same of the second version
 * @param ratio after divided by before, with its 95 % interval; without ends (NaN) where nothing can be decided
 * @param pValue probability of a ratio at least as far from one if nothing changed; 1 where nothing can be decided
 * @param over what the interval rests on, as text
 * @param undecided why there is no interval, empty if there is one
 */
public record ThroughputRatio(
        double before, double after, Interval ratio, double pValue, String over, String undecided) {
    /** Whether something changed, beyond noise. */
    public boolean differs() {
        return slower() || faster();
    }

    /** Whether the second version is slower beyond noise. */
    public boolean slower() {
        return pValue <= Spread.RATE && ratio.value() < 1;
    }

    /** Whether the second version is faster beyond noise. */
    public boolean faster() {
        return pValue <= Spread.RATE && ratio.value() > 1;
    }

    /** Whether the interval leaves out that nothing changed, and yet chance does that too often for a verdict. */
    public boolean suspicious() {
        return !differs() && (ratio.low() > 1 || ratio.high() < 1);
    }

    /** Half the width of the interval: a smaller change would not have been seen. */
    public double invisible() {
        return Math.sqrt(ratio.high() / ratio.low()) - 1;
    }

    /** The ratio of alerts of a second of CPU time, which decides; of two versions with rates. */
    public static ThroughputRatio ofCpu(Version before, Version after, Noise noise) {
        return of(
                before, after, noise, MeasuredRate::cpu, Loads.of(before, after).apart());
    }

    /** The ratio of alerts a second by the wall clock, which stands beside it. */
    public static ThroughputRatio ofWall(Version before, Version after, Noise noise) {
        return of(
                before,
                after,
                noise,
                MeasuredRate::wall,
                Loads.of(before, after).differ());
    }

    private static ThroughputRatio of(
            Version before, Version after, Noise noise, ToDoubleFunction<MeasuredRate> rate, String loads) {
        boolean known = noise.calibrated() && Loads.of(before, after).as(noise);
        boolean pairs = before.pairs().size() >= Spread.FORKS
                && List.copyOf(new java.util.TreeSet<>(before.pairs()))
                        .equals(List.copyOf(new java.util.TreeSet<>(after.pairs())));
        double[] first = logs(before, pairs, rate);
        double[] second = logs(after, pairs, rate);
        int forks = Math.min(first.length, second.length);
        double difference = new Mean().evaluate(second) - new Mean().evaluate(first);
        String reason = loads.isEmpty() && forks < Spread.FORKS && !known
                ? Spread.tooFew(first.length, second.length, difference)
                : loads;
        MeanDifference log = pairs
                ? ofPairs(first, second)
                : Spread.of(first, second, noise.throughput(), known ? noise.freedom() : 0)
                        .difference(first, second);
        double value = Math.exp(difference);
        return new ThroughputRatio(
                Math.exp(new Mean().evaluate(first)),
                Math.exp(new Mean().evaluate(second)),
                reason.isEmpty()
                        ? new Interval(
                                value,
                                Math.exp(log.difference().low()),
                                Math.exp(log.difference().high()))
                        : new Interval(value, Double.NaN, Double.NaN),
                reason.isEmpty() ? log.pValue() : 1,
                pairs
                        ? first.length + " pairs of runs"
                        : first.length + " and " + second.length + " forks" + (known ? ", calibrated noise" : ""),
                reason);
    }

    private static MeanDifference ofPairs(double[] first, double[] second) {
        double[] differences = new double[first.length];
        Arrays.setAll(differences, pair -> second[pair] - first[pair]);
        return MeanDifference.ofPairs(differences, 0);
    }

    /** Logarithms of rates; in the order of the names of pairs where there are pairs. */
    private static double[] logs(Version version, boolean pairs, ToDoubleFunction<MeasuredRate> rate) {
        Integer[] order = new Integer[version.rates().size()];
        Arrays.setAll(order, index -> index);
        if (pairs) {
            Arrays.sort(order, java.util.Comparator.comparing(version.pairs()::get));
        }
        return Arrays.stream(order)
                .mapToDouble(
                        index -> Math.log(rate.applyAsDouble(version.rates().get(index))))
                .toArray();
    }
}
