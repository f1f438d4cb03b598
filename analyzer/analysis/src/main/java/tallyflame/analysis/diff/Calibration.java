package tallyflame.analysis.diff;

import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import tallyflame.analysis.diff.version.Version;
import tallyflame.counts.code.MethodId;

/** Measures noise on executions of one and the same thing. */
public final class Calibration {
    /** Functions that take less than this of all time are not looked at: nearly all of their spread is that of few samples. */
    private static final double LEAST_SHARE = 0.01;

    /** Not the middle function but one of the noisier ones is to stand for all. */
    private static final double PERCENTILE = 90;

    private Calibration() {}

    /** Whether a version has enough executions. */
    public static boolean possible(Version same) {
        return Math.max(same.rates().size(), same.forks().size()) >= Estimator.FORKS;
    }

    /** The noise of executions; what was not measured is taken from what is assumed. */
    public static Noise of(Version same) {
        int rates = same.rates().size();
        int forks = same.forks().size();
        double throughput = rates < Estimator.FORKS
                ? Noise.ASSUMED.throughput()
                : new StandardDeviation()
                        .evaluate(same.rates().stream()
                                .mapToDouble(rate -> Math.log(rate.value()))
                                .toArray());
        double functions = forks < Estimator.FORKS ? Noise.ASSUMED.functions() : functions(same);
        int least = Math.min(rates < Estimator.FORKS ? forks : rates, forks < Estimator.FORKS ? rates : forks);
        return new Noise(throughput, functions, least);
    }

    private static double functions(Version same) {
        Estimator estimator = new Estimator(same.forks(), same.forks(), false, Noise.ASSUMED);
        Set<MethodId> functions = new TreeSet<>();
        same.forks().forEach(fork -> functions.addAll(fork.functions().keySet()));
        double[] deviations = functions.stream()
                .map(function -> estimator.before(fork -> fork.cost(function)))
                .filter(forks -> new Mean().evaluate(forks.values()) >= LEAST_SHARE)
                .mapToDouble(Calibration::excess)
                .toArray();
        return deviations.length == 0 ? Noise.ASSUMED.functions() : new Percentile().evaluate(deviations, PERCENTILE);
    }

    /** The relative deviation between forks that the number of samples does not explain. */
    private static double excess(Estimator.ForkValues forks) {
        double mean = new Mean().evaluate(forks.values());
        double sampling = forks.sampling() * forks.values().length;
        return Math.sqrt(Math.max(0, new Variance().evaluate(forks.values()) - sampling)) / mean;
    }
}
