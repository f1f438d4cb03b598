package tallyflame.analysis.explain;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tallyflame.analysis.statistics.NonNegativeLeastSquares;

/**
 * What a hit of each group of lines costs: the time of a span, without what it waited, is a constant and the sum of its hits times
 * their costs, none of which is negative. Spans far off weigh less (P. Huber, "Robust Estimation of a Location Parameter", Annals of
 * Mathematical Statistics 35 (1964) 73–101), since what counts cannot explain must not be taken for a cost; errors are relative to
 * what is expected. A ridge, chosen by cross-validation, decides between lines that data hardly tell apart.
 */
final class CostModel {
    private static final double[] RIDGES = {1e-6, 1e-4, 1e-3, 1e-2};
    private static final int FOLDS = 5;
    private static final int ITERATIONS = 8;
    /** In deviations; the usual choice, 95 % as efficient as least squares where errors are normal. */
    private static final double HUBER = 1.345;
    /** The deviation of a normal distribution over the median of its absolute values. */
    private static final double MAD = 1.4826;

    private final double[][] rows;
    private final double[] times;
    private final double[] scale;
    private final double[] weights;
    private final double ridge;
    private final double explained;
    private final double[] costs;

    private CostModel(double[][] hits, double[] times) {
        this.times = times;
        int columns = hits[0].length + 1;
        rows = new double[hits.length][columns];
        scale = new double[columns];
        Arrays.fill(scale, 1);
        for (int c = 1; c < columns; c++) {
            int column = c - 1;
            scale[c] = Math.max(
                    1,
                    Arrays.stream(hits)
                            .mapToDouble(row -> row[column])
                            .average()
                            .orElse(1));
        }
        for (int r = 0; r < rows.length; r++) {
            rows[r][0] = 1;
            for (int c = 1; c < columns; c++) {
                rows[r][c] = hits[r][c - 1] / scale[c];
            }
        }
        weights = new double[times.length];
        settleWeights();
        ridge = Arrays.stream(RIDGES)
                .boxed()
                .min((a, b) -> Double.compare(missed(a), missed(b)))
                .orElseThrow();
        explained = 1 - missed(ridge) / spread();
        costs = fit(IntStream.range(0, rows.length).toArray(), ridge);
    }

    /**
     * Fits costs.
     *
     * @param hits for each span those of each group
     * @param times for each span in nanoseconds
     */
    static CostModel of(double[][] hits, double[] times) {
        return new CostModel(hits, times);
    }

    /** Nanoseconds of a span without any hit, then for a hit of each group. */
    double[] costs() {
        return unscaled(costs);
    }

    /** What the model explains of the differences between spans it has not seen; 1 for all, not positive for nothing. */
    double explained() {
        return explained;
    }

    /** The costs if the spans had been those that were drawn, with repetition. */
    double[] costs(int[] drawn) {
        return unscaled(fit(drawn, ridge));
    }

    /** Spans drawn with repetition, as many as there are. */
    int[] draw(SplittableRandom random) {
        return random.ints(rows.length, 0, rows.length).toArray();
    }

    private double[] unscaled(double[] scaled) {
        return IntStream.range(0, scaled.length)
                .mapToDouble(c -> scaled[c] / scale[c])
                .toArray();
    }

    private double[] fit(int[] sample, double lambda) {
        int columns = scale.length;
        double[][] gram = new double[columns][columns];
        double[] target = new double[columns];
        for (int r : sample) {
            for (int i = 0; i < columns; i++) {
                double weighted = weights[r] * rows[r][i];
                target[i] += weighted * times[r];
                for (int k = 0; k <= i; k++) {
                    gram[i][k] += weighted * rows[r][k];
                }
            }
        }
        for (int i = 0; i < columns; i++) {
            for (int k = 0; k < i; k++) {
                gram[k][i] = gram[i][k];
            }
            gram[i][i] += Math.max(lambda * gram[i][i], Double.MIN_NORMAL);
        }
        return NonNegativeLeastSquares.solve(gram, target);
    }

    private double expected(double[] scaledCosts, int row) {
        double sum = 0;
        for (int c = 0; c < scaledCosts.length; c++) {
            sum += scaledCosts[c] * rows[row][c];
        }
        return sum;
    }

    /** Weights that settle together with the costs they lead to. */
    private void settleWeights() {
        double middle = Math.max(1, median(times));
        Arrays.fill(weights, 1);
        int[] all = IntStream.range(0, rows.length).toArray();
        double[] errors = new double[times.length];
        double[] deviations = new double[times.length];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] fitted = fit(all, RIDGES[0]);
            for (int r : all) {
                deviations[r] = Math.max(0.1, expected(fitted, r) / middle);
                errors[r] = Math.abs(times[r] - expected(fitted, r)) / middle / deviations[r];
            }
            double most = HUBER * Math.max(1e-6, MAD * median(errors));
            for (int r : all) {
                weights[r] = Math.min(1, most / Math.max(errors[r], 1e-12)) / (deviations[r] * deviations[r]);
            }
        }
    }

    private double missed(double lambda) {
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            double[] fitted = fit(
                    IntStream.range(0, rows.length)
                            .filter(r -> r % FOLDS != left)
                            .toArray(),
                    lambda);
            for (int r = fold; r < rows.length; r += FOLDS) {
                double error = times[r] - expected(fitted, r);
                sum += weights[r] * error * error;
            }
        }
        return sum;
    }

    private double spread() {
        double sum = 0;
        double total = 0;
        for (int r = 0; r < times.length; r++) {
            sum += weights[r] * times[r];
            total += weights[r];
        }
        double squares = 0;
        for (int r = 0; r < times.length; r++) {
            squares += weights[r] * (times[r] - sum / total) * (times[r] - sum / total);
        }
        return Math.max(squares, Double.MIN_NORMAL);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
