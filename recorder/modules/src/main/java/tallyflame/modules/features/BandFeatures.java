package tallyflame.modules.features;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import tallyflame.modules.lightcurves.Visits;

/**
 * Computes the features of one band of one light curve. A feature that needs more points than there are is NaN, and so is
 * one that is undefined for the points (all magnitudes equal). Its arrays are used again; used by one thread at a time.
 */
final class BandFeatures {
    private static final int COUNT = Feature.values().length;

    private final double[] out = new double[COUNT];
    private double[] t = new double[64];
    private double[] m = new double[64];
    private double[] weight = new double[64];
    private double[] sorted = new double[64];
    private double[] scratch = new double[64];
    private int n;
    private double mean;
    private double deviation;
    private double median;

    /** The features in the order of {@link Feature}; overwritten by the next call. All NaN for a band without points. */
    double[] compute(Visits visits, int fid) {
        Arrays.fill(out, Double.NaN);
        load(visits, fid);
        if (n == 0) {
            return out;
        }
        ofSortedMagnitudes();
        ofMoments();
        ofWeights();
        ofTime();
        return out;
    }

    @SuppressWarnings("EnumOrdinal") // the order of the features is that of the output
    private void set(Feature feature, double value) {
        out[feature.ordinal()] = Double.isInfinite(value) ? Double.NaN : value;
    }

    private void load(Visits visits, int fid) {
        if (m.length < visits.size()) {
            int room = 2 * visits.size();
            t = new double[room];
            m = new double[room];
            weight = new double[room];
            sorted = new double[room];
            scratch = new double[room];
        }
        n = 0;
        for (int i = 0; i < visits.size(); i++) {
            if (visits.fid(i) == fid) {
                t[n] = visits.jd(i);
                m[n] = visits.magnitude(i);
                weight[n] = 1 / (visits.error(i) * visits.error(i));
                n++;
            }
        }
    }

    private void ofSortedMagnitudes() {
        System.arraycopy(m, 0, sorted, 0, n);
        Arrays.sort(sorted, 0, n);
        median = Quantiles.median(sorted, n);
        double half = (sorted[n - 1] - sorted[0]) / 2;
        set(Feature.MEDIAN, median);
        set(Feature.AMPLITUDE, half);
        set(Feature.PERCENT_AMPLITUDE, Math.max(sorted[n - 1] - median, median - sorted[0]));
        set(Feature.INTER_PERCENTILE_RANGE_10, between(0.1f, 0.9f));
        if (n >= 2) {
            set(Feature.MAGNITUDE_PERCENTAGE_RATIO_40_5, between(0.4f, 0.6f) / between(0.05f, 0.95f));
            set(Feature.MAGNITUDE_PERCENTAGE_RATIO_20_10, between(0.2f, 0.8f) / between(0.1f, 0.9f));
        }
        int inBuffer = 0;
        for (int i = 0; i < n; i++) {
            scratch[i] = Math.abs(m[i] - median);
            inBuffer += scratch[i] < 0.1f * half ? 1 : 0;
        }
        set(Feature.MEDIAN_BUFFER_RANGE_PERCENTAGE_10, (double) inBuffer / n);
        Arrays.sort(scratch, 0, n);
        set(Feature.MEDIAN_ABSOLUTE_DEVIATION, Quantiles.median(scratch, n));
    }

    private double between(float low, float high) {
        return Quantiles.hazen(sorted, n, high) - Quantiles.hazen(sorted, n, low);
    }

    private void ofMoments() {
        mean = 0;
        for (int i = 0; i < n; i++) {
            mean += m[i];
        }
        mean /= n;
        set(Feature.MEAN, mean);
        if (n < 2) {
            return;
        }
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            double d = m[i] - mean;
            second += d * d;
            third += d * d * d;
            fourth += d * d * d * d;
        }
        deviation = Math.sqrt(second / (n - 1));
        set(Feature.STANDARD_DEVIATION, deviation);
        set(Feature.MEAN_VARIANCE, deviation / mean);
        ofDeviations();
        if (n >= 3) {
            double cube = deviation * deviation * deviation;
            set(Feature.SKEW, n / ((n - 1.0) * (n - 2)) * third / cube);
        }
        if (n >= 4) {
            double factor = n * (n + 1.0) / ((n - 1.0) * (n - 2) * (n - 3));
            double offset = 3 * (n - 1.0) * (n - 1) / ((n - 2.0) * (n - 3));
            set(Feature.KURTOSIS, factor * fourth / Math.pow(deviation, 4) - offset);
            set(Feature.ANDERSON_DARLING_NORMAL, andersonDarling());
        }
    }

    private void ofDeviations() {
        int beyond = 0;
        double sum = 0;
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            beyond += Math.abs(m[i] - mean) > deviation ? 1 : 0;
            sum += m[i] - mean;
            highest = Math.max(highest, sum);
            lowest = Math.min(lowest, sum);
        }
        set(Feature.BEYOND_1_STD, (double) beyond / n);
        set(Feature.CUSUM, (highest - lowest) / (n * deviation));
    }

    private double andersonDarling() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double z = (sorted[i] - mean) / deviation;
            sum += (2 * i + 1) * Math.log(normalBelow(z));
            sum += (2 * (n - i) - 1) * Math.log(normalBelow(-z));
        }
        return (1 + 4.0 / n - 25.0 / ((double) n * n)) * (-n - sum / n);
    }

    private void ofWeights() {
        double weights = 0;
        double weighted = 0;
        for (int i = 0; i < n; i++) {
            weights += weight[i];
            weighted += weight[i] * m[i];
        }
        double weightedMean = weighted / weights;
        set(Feature.WEIGHTED_MEAN, weightedMean);
        if (n < 2) {
            return;
        }
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = m[i] - weightedMean;
            absolute += Math.abs(d) * Math.sqrt(weight[i]);
            squares += d * d * weight[i];
        }
        set(Feature.CHI2, squares / (n - 1));
        set(Feature.STETSON_K, absolute / Math.sqrt(n * squares));
    }

    private void ofTime() {
        if (n >= 2) {
            double steepest = 0;
            for (int i = 1; i < n; i++) {
                steepest = Math.max(steepest, Math.abs((m[i] - m[i - 1]) / (t[i] - t[i - 1])));
            }
            set(Feature.MAXIMUM_SLOPE, steepest);
        }
        if (n >= 3) {
            StraightLine trend = StraightLine.fit(t, m, null, n);
            double noise = Math.sqrt(trend.chi2() / (n - 2));
            set(Feature.LINEAR_TREND, trend.slope());
            set(Feature.LINEAR_TREND_NOISE, noise);
            set(Feature.LINEAR_TREND_SIGMA, noise * trend.slopeError());
            StraightLine weighted = StraightLine.fit(t, m, weight, n);
            set(Feature.LINEAR_FIT_SLOPE, weighted.slope());
            set(Feature.LINEAR_FIT_SLOPE_SIGMA, weighted.slopeError());
            set(Feature.LINEAR_FIT_REDUCED_CHI2, weighted.chi2() / (n - 2));
        }
    }

    /** The distribution function of the standard normal distribution. */
    private static double normalBelow(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }
}
