package tallyflame.analysis.functions;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.function.IntPredicate;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;

/**
 * How the shares of functions differ between parts of the time. Samples of the wall clock are not independent: a thread that waits now
 * waits a moment later, and what it does next may depend on it. Sums over parts that are long compared with that are nearly independent
 * (non-overlapping blocks; H. R. Künsch, "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17
 * (1989) 1217–1241), and the share is the ratio of two such sums, whose variance follows from how each part differs from it.
 */
final class TimeBatches {
    private static final int MOST = 20;
    private static final int FEWEST = 5;
    /** Shorter parts say more about the sampler than about the program. */
    private static final int LEAST_MILLIS = 50;
    /** The two-sided 95 % quantile of the normal distribution, with which an interval is made of {@link #variance}. */
    private static final double NORMAL = MeanDifference.quantile(Double.POSITIVE_INFINITY);

    private final double[] all;
    private final Map<String, Integer> functions = new HashMap<>();
    /** By function and part. */
    private final double[][] self;

    private final double[][] total;

    /** Whether samples are spread over enough time. */
    static boolean fit(Samples samples) {
        return count(samples) >= FEWEST;
    }

    private static int count(Samples samples) {
        IntSummaryStatistics millis = Arrays.stream(samples.millis()).summaryStatistics();
        return samples.size() == 0
                ? 0
                : (int) Math.min(MOST, ((long) millis.getMax() - millis.getMin()) / LEAST_MILLIS);
    }

    /**
     * Sums up.
     *
     * @param samples must {@link #fit}
     * @param own methods that have a weight of their own; that of others is of the nearest caller that has
     */
    TimeBatches(StackForest tree, Samples samples, IntPredicate own) {
        Frames frames = tree.frames();
        int[] functionOf = new int[frames.methods()];
        Arrays.setAll(
                functionOf, method -> functions.computeIfAbsent(frames.functionName(method), name -> functions.size()));
        int batches = count(samples);
        all = new double[batches];
        self = new double[functions.size()][];
        total = new double[functions.size()][];
        IntSummaryStatistics millis = Arrays.stream(samples.millis()).summaryStatistics();
        long span = (long) millis.getMax() - millis.getMin() + 1;
        int[] seen = new int[functions.size()];
        for (int row = 0; row < samples.size(); row++) {
            int batch = (int) (((long) samples.millis()[row] - millis.getMin()) * batches / span);
            long weight = samples.weights()[row];
            all[batch] += weight;
            boolean top = true;
            for (int node = samples.nodes()[row]; node != StackForest.ROOT; node = tree.parent(node)) {
                int method = frames.methodOf(tree.frame(node));
                int function = functionOf[method];
                if (top && own.test(method)) {
                    top = false;
                    add(self, function, batch, weight);
                }
                if (seen[function] <= row) { // recursion counts once
                    seen[function] = row + 1;
                    add(total, function, batch, weight);
                }
            }
        }
    }

    private void add(double[][] sums, int function, int batch, long weight) {
        if (sums[function] == null) {
            sums[function] = new double[all.length];
        }
        sums[function][batch] += weight;
    }

    /** Variance of the share that a function's own weight has. */
    double self(String function, double share) {
        return variance(self[functions.get(function)], share);
    }

    /** Variance of the share of the weight whose stacks contain a function. */
    double total(String function, double share) {
        return variance(total[functions.get(function)], share);
    }

    private double variance(double[] part, double share) {
        double squares = 0;
        double sum = 0;
        int used = 0;
        for (int batch = 0; batch < all.length; batch++) {
            double off = (part == null ? 0 : part[batch]) - share * all[batch];
            squares += off * off;
            sum += all[batch];
            used += all[batch] > 0 ? 1 : 0;
        }
        if (used < 2) {
            return 0;
        }
        double student = MeanDifference.quantile(used - 1.0) / NORMAL;
        return student * student * squares * used / (used - 1) / (sum * sum);
    }
}
