package tallyflame.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Paired ratios of one variant against the reference: each pair was measured within the same second or two. */
final class Ratios {
    private final List<Double> ratios = new ArrayList<>();

    void add(long nanos, long referenceNanos) {
        ratios.add((double) nanos / referenceNanos);
    }

    double median() {
        return quantile(0.5);
    }

    private double quantile(double q) {
        double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        double position = q * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Median and, in brackets, the quartiles of the pairs. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f [%.2f–%.2f]", median(), quantile(0.25), quantile(0.75));
    }
}
