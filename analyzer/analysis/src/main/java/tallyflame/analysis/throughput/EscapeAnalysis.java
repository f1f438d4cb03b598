package tallyflame.analysis.throughput;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.analysis.statistics.MeanDifference.Estimate;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/**
 * What escape analysis removes, measured: how many bytes forks without it allocate for an alert beyond what ordinary forks do, both by
 * the JVM's exact account of their threads. The 95 % interval is Welch's, over forks.
 *
 * @param bytesPerAlert in ordinary forks
 * @param withoutBytesPerAlert in forks with {@code -XX:-DoEscapeAnalysis}
 * @param removedBytesPerAlert the difference
 * @param low lower end of its interval, {@code null} with fewer than two forks of each
 * @param high upper end
 */
public record EscapeAnalysis(
        double bytesPerAlert, double withoutBytesPerAlert, double removedBytesPerAlert, Double low, Double high) {
    /** Of a run; empty unless it has both passes. */
    public static Optional<EscapeAnalysis> of(RunDocument run) {
        double[] with = bytes(run, Pass.BASELINE);
        double[] without = bytes(run, Pass.NO_ESCAPE);
        return with.length == 0 || without.length == 0 ? Optional.empty() : Optional.of(of(with, without));
    }

    /** Of the bytes for one alert in forks with and without it, at least one of each. */
    static EscapeAnalysis of(double[] with, double[] without) {
        double a = new Mean().evaluate(with);
        double b = new Mean().evaluate(without);
        if (with.length < 2 || without.length < 2) {
            return new EscapeAnalysis(a, b, b - a, null, null);
        }
        Estimate first = estimate(with);
        Estimate second = estimate(without);
        if (first.variance() + second.variance() == 0) {
            return new EscapeAnalysis(a, b, b - a, b - a, b - a);
        }
        MeanDifference removed = MeanDifference.of(first, second);
        return new EscapeAnalysis(
                a, b, b - a, removed.difference().low(), removed.difference().high());
    }

    private static Estimate estimate(double[] forks) {
        return new Estimate(
                new Mean().evaluate(forks), new Variance().evaluate(forks) / forks.length, forks.length - 1);
    }

    private static double[] bytes(RunDocument run, Pass pass) {
        List<PassResult> forks = run.passes().stream()
                .filter(fork -> fork.pass() == pass && fork.timing() != null)
                .filter(fork ->
                        fork.timing().window() != null && fork.timing().window().alerts() > 0)
                .toList();
        return forks.stream()
                .mapToDouble(fork -> (double) fork.timing().window().allocatedBytes()
                        / fork.timing().window().alerts())
                .toArray();
    }
}
