package tallyflame.modules.microlensing;

import org.apache.commons.math3.special.Erf;

/** Entropies of a flux series. */
final class Entropies {
    private static final int LENGTH = 2;
    private static final double TOLERANCE = 0.2;
    private static final double LN2 = Math.log(2);

    /** Sample entropy: minus the logarithm of how much rarer are like sequences of three than of two. */
    double sample(FluxSeries s) {
        double tolerance = TOLERANCE * s.deviation;
        long two = 0;
        long three = 0;
        for (int i = 0; i + LENGTH <= s.n; i++) {
            for (int j = 0; j + LENGTH <= s.n; j++) {
                if (i != j && isLike(s, i, j, LENGTH, tolerance)) {
                    two++;
                    boolean bothGoOn = i + LENGTH < s.n && j + LENGTH < s.n;
                    three += bothGoOn && isLike(s, i + LENGTH, j + LENGTH, 1, tolerance) ? 1 : 0;
                }
            }
        }
        return -Math.log((double) three / two);
    }

    private static boolean isLike(FluxSeries s, int i, int j, int length, double tolerance) {
        for (int k = 0; k < length; k++) {
            if (!(Math.abs(s.x[i + k] - s.x[j + k]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }

    /** Shannon entropy as the reference defines it: from a normal and an inverse normal distribution about the median. */
    static double shannon(FluxSeries s) {
        double scale = Math.abs(s.median);
        double entropy = 0;
        for (int i = 0; i < s.n; i++) {
            double high = s.x[i] + s.error[i];
            double low = s.x[i] - s.error[i];
            double normal = log2(normal(high, s.median, scale)) + log2(normal(low, s.median, scale));
            double inverse = log2(inverseNormal(high, s.median, scale)) + log2(inverseNormal(low, s.median, scale));
            entropy -= 2 * s.error[i] * (normal + inverse);
        }
        return entropy;
    }

    private static double log2(double probability) {
        return probability > 0 ? Math.log(probability) / LN2 : 0;
    }

    private static double normal(double w, double median, double scale) {
        return 0.5 * (1 + Erf.erf((w - median) / (scale * Math.sqrt(2))));
    }

    private static double inverseNormal(double w, double median, double scale) {
        double g = Math.sqrt(scale / (2 * w));
        double first = 0.5 * (1 + Erf.erf(g * (w / median - 1)));
        return first + 0.5 * Math.exp(2 * scale / median) * (1 - Erf.erf(g * (w / median + 1)));
    }
}
