package tallyflame.analysis.growth;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import tallyflame.analysis.statistics.MeanDifference;
import tallyflame.runs.Interval;

/**
 * The law that counts follow. Each law is fitted as {@code a + b f(n)}, because most code has some entries that do not depend on
 * the input; a simpler law is kept unless a later one leaves far less unexplained. Counts have no noise, so that three sizes
 * suffice: what a law does not explain is what the data, not the measurement, does to the code.
 *
 * @param law the law
 * @param exponent slope of the logarithm of the count over that of the size, with its range: the least and the largest slope from
 *     one size to the next, or the 95 % interval of the regression if that is wider
 * @param quality share of the variation that the law explains, 0 to 1
 */
public record Fit(Law law, Interval exponent, double quality) {
    /** What a law may leave unexplained, relative to the largest count, to be taken for exact. */
    private static final double EXACT = 1e-3;

    /** A later law must leave less than this part of what the simpler one leaves. */
    private static final double BETTER = 0.2;

    /** Slopes within this of one are those of the input itself. */
    private static final double LINEAR = 0.05;

    private static final double[] POWERS = {2, 3};
    private static final int FEWEST = 3;

    private record Trial(Law law, double unexplained, double quality) {}

    /**
     * Fits counts.
     *
     * @param sizes three or more, ascending
     * @param counts one for each size
     * @throws IllegalArgumentException if there are fewer than three sizes, or they do not ascend
     */
    public static Fit of(double[] sizes, double[] counts) {
        if (sizes.length < FEWEST || sizes.length != counts.length) {
            throw new IllegalArgumentException("a law needs three sizes at least, there are " + sizes.length);
        }
        for (int i = 1; i < sizes.length; i++) {
            if (sizes[i] <= sizes[i - 1]) {
                throw new IllegalArgumentException("sizes must ascend: " + Arrays.toString(sizes));
            }
        }
        if (Arrays.stream(counts).distinct().count() == 1) {
            return new Fit(Law.CONSTANT, new Interval(0, 0, 0), 1);
        }
        Interval exponent = exponent(sizes, counts);
        Trial best = trial(Law.LOG_N, Math::log, sizes, counts);
        best = better(best, trial(Law.N, n -> n, sizes, counts));
        best = better(best, trial(Law.N_LOG_N, n -> n * Math.log(n), sizes, counts));
        for (double power : POWERS) {
            best = better(best, trial(Law.POWER, n -> Math.pow(n, power), sizes, counts));
        }
        if (!Double.isNaN(exponent.value())) {
            double power = exponent.value();
            best = better(best, trial(Law.POWER, n -> Math.pow(n, power), sizes, counts));
        }
        return new Fit(best.law(), exponent, best.quality());
    }

    private static Trial better(Trial simpler, Trial later) {
        boolean exact = simpler.unexplained() <= EXACT && simpler.law() != Law.NONE;
        return !exact && later.unexplained() < BETTER * simpler.unexplained() ? later : simpler;
    }

    private static Trial trial(Law law, DoubleUnaryOperator shape, double[] sizes, double[] counts) {
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < sizes.length; i++) {
            line.addData(shape.applyAsDouble(sizes[i]), counts[i]);
        }
        double worst = 0;
        for (int i = 0; i < sizes.length; i++) {
            worst = Math.max(worst, Math.abs(line.predict(shape.applyAsDouble(sizes[i])) - counts[i]));
        }
        double largest = Arrays.stream(counts).max().orElse(1);
        // A count that falls as the input grows follows none of these laws.
        return new Trial(line.getSlope() > 0 ? law : Law.NONE, worst / largest, line.getRSquare());
    }

    /** The exponent of growth; NaN where a count is zero, whose logarithm says nothing. */
    private static Interval exponent(double[] sizes, double[] counts) {
        SimpleRegression line = new SimpleRegression();
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < sizes.length; i++) {
            if (counts[i] <= 0) {
                return new Interval(Double.NaN, Double.NaN, Double.NaN);
            }
            line.addData(Math.log(sizes[i]), Math.log(counts[i]));
            if (i > 0) {
                double slope = Math.log(counts[i] / counts[i - 1]) / Math.log(sizes[i] / sizes[i - 1]);
                least = Math.min(least, slope);
                largest = Math.max(largest, slope);
            }
        }
        double half = sizes.length > FEWEST ? MeanDifference.quantile(sizes.length - 2.0) * line.getSlopeStdErr() : 0;
        double slope = line.getSlope();
        return new Interval(slope, Math.min(least, slope - half), Math.max(largest, slope + half));
    }

    /** Whether the count certainly grows faster than the input. */
    public boolean fasterThanInput() {
        return switch (law) {
            case N_LOG_N -> true;
            case POWER -> Double.isNaN(exponent.value()) || exponent.low() > 1 + LINEAR;
            default -> false;
        };
    }

    /** {@code n log n}, or {@code n^1.98 (1.97 to 1.99)}. */
    public String words() {
        return law != Law.POWER || Double.isNaN(exponent.value())
                ? law.label()
                : String.format(
                        Locale.ROOT, "n^%.2f (%.2f to %.2f)", exponent.value(), exponent.low(), exponent.high());
    }
}
