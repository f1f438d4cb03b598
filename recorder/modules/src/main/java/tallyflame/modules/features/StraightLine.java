package tallyflame.modules.features;

/**
 * A least-squares fit of a straight line.
 *
 * @param slope of the line
 * @param slopeError for errors of one over the root of the weights: 1 / sqrt(sum w (t - mean t)^2)
 * @param chi2 sum of w (m - line)^2
 */
record StraightLine(double slope, double slopeError, double chi2) {
    /**
     * Fits m(t).
     *
     * @param weights one a point, or {@code null} for 1 each
     * @param n how many points the arrays hold
     */
    static StraightLine fit(double[] t, double[] m, double[] weights, int n) {
        double sum = 0;
        double meanT = 0;
        double meanM = 0;
        // Dates are millions of days; sums of their distances from the first keep the digits.
        for (int i = 0; i < n; i++) {
            double w = weights == null ? 1 : weights[i];
            sum += w;
            meanT += w * (t[i] - t[0]);
            meanM += w * (m[i] - m[0]);
        }
        meanT = t[0] + meanT / sum;
        meanM = m[0] + meanM / sum;
        double tt = 0;
        double tm = 0;
        for (int i = 0; i < n; i++) {
            double w = weights == null ? 1 : weights[i];
            tt += w * (t[i] - meanT) * (t[i] - meanT);
            tm += w * (t[i] - meanT) * (m[i] - meanM);
        }
        double slope = tm / tt;
        double chi2 = 0;
        for (int i = 0; i < n; i++) {
            double w = weights == null ? 1 : weights[i];
            double residual = m[i] - meanM - slope * (t[i] - meanT);
            chi2 += w * residual * residual;
        }
        return new StraightLine(slope, 1 / Math.sqrt(tt), chi2);
    }
}
