package tallyflame.modules.microlensing;

import java.util.Arrays;

/**
 * The fluxes of one band, and what the statistics start from. Filled again for every band; used by one thread at a time.
 * Fields are open to the package, which works on them in loops.
 */
final class FluxSeries {
    private static final double LN10 = Math.log(10);

    /** Number of points. */
    int n;
    /** Flux. */
    double[] raw = new double[64];
    /** Flux over the largest flux. */
    double[] x = new double[64];
    /** Error of the flux, not divided by the largest: so defines the reference. */
    double[] error = new double[64];
    /** The values of {@link #x} in order. */
    double[] sorted = new double[64];

    double mean;
    double median;
    double deviation;
    private double largest;

    void clear() {
        n = 0;
    }

    /** Adds a point by its magnitude. */
    void add(double magnitude, double sigma) {
        if (n == raw.length) {
            raw = Arrays.copyOf(raw, 2 * n);
            x = new double[2 * n];
            error = Arrays.copyOf(error, 2 * n);
            sorted = new double[2 * n];
        }
        raw[n] = Math.pow(10, -magnitude / 2.5);
        error[n] = sigma * raw[n] / (2.5 * LN10);
        n++;
    }

    /** Computes what all statistics need. */
    void finish() {
        largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, raw[i]);
        }
        mean = 0;
        for (int i = 0; i < n; i++) {
            x[i] = raw[i] / largest;
            mean += x[i];
        }
        mean /= n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (x[i] - mean) * (x[i] - mean);
        }
        deviation = Math.sqrt(squares / n);
        System.arraycopy(x, 0, sorted, 0, n);
        Arrays.sort(sorted, 0, n);
        median = median(sorted, n);
    }

    static double median(double[] sorted, int n) {
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }

    /** Median of the fluxes themselves. */
    double rawMedian() {
        return median * largest;
    }

    /** 98 % minus 2 % quantile of the fluxes themselves, linear between ranks. */
    double rawAmplitude() {
        return (quantile(0.98) - quantile(0.02)) * largest;
    }

    private double quantile(double share) {
        double rank = (n - 1) * share;
        int below = (int) rank;
        double above = sorted[Math.min(below + 1, n - 1)];
        return sorted[below] + (above - sorted[below]) * (rank - below);
    }
}
