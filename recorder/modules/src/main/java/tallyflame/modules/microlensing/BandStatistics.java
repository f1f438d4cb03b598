package tallyflame.modules.microlensing;

import java.util.Arrays;

/**
 * Computes the statistics of one band. What is infinite or undefined becomes 0, as in the reference. Used by one thread at
 * a time.
 */
final class BandStatistics {
    /** Smallest number of points. */
    static final int FEWEST_POINTS = 10;

    private final double[] out = new double[Statistic.values().length];
    private final Entropies entropies = new Entropies();
    private final Runs runs = new Runs();
    private FluxSeries s;

    /** The statistics in the order of {@link Statistic}, all 0 for too few points; overwritten by the next call. */
    double[] compute(FluxSeries series) {
        Arrays.fill(out, 0);
        if (series.n >= FEWEST_POINTS) {
            s = series;
            s.finish();
            ofMoments();
            ofLevels();
            ofChanges();
            ofExtremes();
            ofErrors();
            runs.compute(s, this);
            set(Statistic.SAMPLE_ENTROPY, entropies.sample(s));
            set(Statistic.SHANNON_ENTROPY, Entropies.shannon(s));
        }
        return out;
    }

    @SuppressWarnings("EnumOrdinal") // the order of the statistics is that of the output
    void set(Statistic statistic, double value) {
        out[statistic.ordinal()] = Math.abs(value) <= Double.MAX_VALUE ? value : 0;
    }

    private void ofMoments() {
        double n = s.n;
        double sum = 0;
        double squares = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < s.n; i++) {
            double d = (s.x[i] - s.median) / s.deviation;
            sum += s.x[i];
            squares += s.x[i] * s.x[i];
            third += d * d * d;
            fourth += d * d * d * d;
        }
        set(Statistic.SUM_VALUES, sum);
        set(Statistic.ABS_ENERGY, squares);
        set(Statistic.SKEWNESS, third / n);
        double offset = 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
        set(Statistic.KURTOSIS, n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth - offset);
        set(Statistic.STD, s.deviation);
        set(Statistic.STD_OVER_MEAN, s.deviation / s.median);
        set(Statistic.ROOT_MEAN_SQUARED, Math.abs(s.median));
        double[] distances = new double[s.n];
        Arrays.setAll(distances, i -> Math.abs(s.x[i] - s.median));
        Arrays.sort(distances);
        set(Statistic.MEDIAN_ABS_DEV, FluxSeries.median(distances, s.n));
    }

    private void ofLevels() {
        set(Statistic.ABOVE1, above(1));
        set(Statistic.ABOVE3, above(3));
        set(Statistic.ABOVE5, above(5));
        set(Statistic.BELOW1, below(1));
        set(Statistic.BELOW3, below(3));
        set(Statistic.BELOW5, below(5));
        double amplitude = s.rawAmplitude();
        double median = s.rawMedian();
        int near = 0;
        int low = 0;
        for (int i = 0; i < s.n; i++) {
            near += s.raw[i] < median + amplitude / 10 && s.raw[i] > median - amplitude / 10 ? 1 : 0;
            low += s.raw[i] < median - amplitude / 5 ? 1 : 0;
        }
        set(Statistic.AMPLITUDE, amplitude);
        set(Statistic.MEDIAN_BUFFER_RANGE, (double) near / s.n);
        set(Statistic.MEDIAN_BUFFER_RANGE2, (double) low / s.n);
    }

    private int above(int sigmas) {
        int count = 0;
        for (int i = 0; i < s.n; i++) {
            count += s.x[i] > s.median + sigmas * s.deviation ? 1 : 0;
        }
        return count;
    }

    private int below(int sigmas) {
        int count = 0;
        for (int i = 0; i < s.n; i++) {
            count += s.x[i] < s.median - sigmas * s.deviation ? 1 : 0;
        }
        return count;
    }

    private void ofChanges() {
        int n = s.n;
        double[] x = s.x;
        double sizes = 0;
        double squares = 0;
        double products = 0;
        double area = 0;
        for (int i = 0; i + 1 < n; i++) {
            double change = x[i + 1] - x[i];
            sizes += Math.abs(change);
            squares += change * change;
            products += (x[i] - s.mean) * (x[i + 1] - s.mean);
            area += (x[i] + x[i + 1]) / 2;
        }
        double variance = s.deviation * s.deviation;
        set(Statistic.ABS_SUM_CHANGES, sizes);
        set(Statistic.MEAN_ABS_CHANGE, sizes / (n - 1));
        set(Statistic.MEAN_CHANGE, (x[n - 1] - x[0]) / (n - 1));
        set(Statistic.MEAN_SECOND_DERIVATIVE, (x[n - 1] - x[n - 2] - x[1] + x[0]) / (2 * (n - 2.0)));
        set(Statistic.COMPLEXITY, Math.sqrt(squares) / s.deviation);
        set(Statistic.VON_NEUMANN_RATIO, squares / (n - 1) / variance);
        set(Statistic.AUTO_CORR, products / ((n - 1) * variance));
        set(Statistic.INTEGRATE, area);
        double triples = 0;
        double asymmetry = 0;
        for (int i = 0; i + 2 < n; i++) {
            triples += x[i + 2] * x[i + 1] * x[i];
            asymmetry += x[i + 2] * x[i + 2] * x[i + 1] - x[i + 1] * x[i] * x[i];
        }
        set(Statistic.C3, triples / (n - 2));
        set(Statistic.TIME_REVERSAL_ASYMMETRY, asymmetry / (n - 2));
    }

    private void ofExtremes() {
        int n = s.n;
        double smallest = s.sorted[0];
        double largest = s.sorted[n - 1];
        int distinct = 0;
        int recurring = 0;
        for (int i = 0; i < n; ) {
            int end = i + 1;
            while (end < n && s.sorted[end] == s.sorted[i]) {
                end++;
            }
            distinct++;
            recurring += end - i > 1 ? 1 : 0;
            i = end;
        }
        set(Statistic.CHECK_FOR_DUPLICATE, recurring > 0 ? 1 : 0);
        set(Statistic.CHECK_FOR_MAX_DUPLICATE, s.sorted[n - 2] == largest ? 1 : 0);
        set(Statistic.CHECK_FOR_MIN_DUPLICATE, s.sorted[1] == smallest ? 1 : 0);
        set(Statistic.RATIO_RECURRING_POINTS, (double) recurring / distinct);
        set(Statistic.FIRST_LOC_MAX, (double) first(largest) / n);
        set(Statistic.FIRST_LOC_MIN, (double) first(smallest) / n);
        set(Statistic.CHECK_MAX_LAST_LOC, 1 - (double) fromEnd(largest) / n);
        set(Statistic.CHECK_MIN_LAST_LOC, 1 - (double) fromEnd(smallest) / n);
    }

    private int first(double value) {
        int i = 0;
        while (s.x[i] != value) {
            i++;
        }
        return i;
    }

    private int fromEnd(double value) {
        int i = 0;
        while (s.x[s.n - 1 - i] != value) {
            i++;
        }
        return i;
    }

    /** Stetson's indices, from deviations in units of the errors. */
    private void ofErrors() {
        double scale = Math.sqrt(s.n / (s.n - 1.0));
        double j = 0;
        double sizes = 0;
        double squares = 0;
        double before = 0;
        for (int i = 0; i < s.n; i++) {
            double d = scale * (s.x[i] - s.median) / s.error[i];
            sizes += Math.abs(d);
            squares += d * d;
            double product = d * before;
            j += i == 0 ? 0 : Math.signum(product) * Math.sqrt(Math.abs(product));
            before = d;
        }
        double k = sizes / s.n / Math.sqrt(squares / s.n);
        set(Statistic.STET_J, j);
        set(Statistic.STET_K, k);
        set(Statistic.STET_L, j * k / 0.798);
    }
}
