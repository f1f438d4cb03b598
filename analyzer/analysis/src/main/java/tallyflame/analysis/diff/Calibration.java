package tallyflame.analysis.diff;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import tallyflame.analysis.diff.version.MeasuredRate;
import tallyflame.analysis.diff.version.Version;
import tallyflame.counts.code.MethodId;

/** Measures noise on executions of one and the same thing. */
public final class Calibration {
    /** Not the middle function but one of the noisier ones is to stand for all. */
    private static final double PERCENTILE = 90;

    private Calibration() {}

    /** Whether a version has enough executions. */
    public static boolean possible(Version same) {
        return Math.max(same.rates().size(), same.forks().size()) >= Spread.FORKS;
    }

    /** The noise of executions that are enough. */
    public static Noise of(Version same) {
        List<MeasuredRate> rates = same.rates();
        boolean measured = rates.size() >= Spread.FORKS;
        boolean sampled = same.forks().size() >= Spread.FORKS;
        boolean waits = measured && WaitingChange.known(same, same);
        int least = Math.min(
                measured ? rates.size() : Integer.MAX_VALUE,
                sampled ? same.forks().size() : Integer.MAX_VALUE);
        return new Noise(
                measured ? deviation(rates, rate -> Math.log(rate.cpu())) : ofWholes(same),
                sampled ? (Double) functions(same) : null,
                waits ? deviation(rates, rate -> rate.waiting() / rate.ownSeconds()) : 0,
                Loads.mean(same).orElse(null),
                least);
    }

    private static double deviation(List<MeasuredRate> rates, ToDoubleFunction<MeasuredRate> figure) {
        return new StandardDeviation()
                .evaluate(rates.stream().mapToDouble(figure).toArray());
    }

    /** Of programs without alerts: how much their samples differ in all. */
    private static double ofWholes(Version same) {
        return new StandardDeviation()
                .evaluate(same.forks().stream()
                        .mapToDouble(fork -> Math.log(Math.max(fork.weight(), 1)))
                        .toArray());
    }

    private static double functions(Version same) {
        Estimator estimator = new Estimator(same.forks(), same.forks(), Noise.UNKNOWN);
        Set<MethodId> functions = new TreeSet<>();
        same.forks().forEach(fork -> functions.addAll(fork.functions().keySet()));
        return estimator.spread(
                functions.stream()
                        .map(function -> (java.util.function.Function<
                                        tallyflame.analysis.diff.version.Observation,
                                        tallyflame.analysis.diff.version.Cost>)
                                fork -> fork.cost(function))
                        .toList(),
                PERCENTILE);
    }
}
