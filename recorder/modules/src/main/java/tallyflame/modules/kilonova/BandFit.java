package tallyflame.modules.kilonova;

import java.util.Arrays;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.lightcurves.FluxCal;

/**
 * Fits one band of one light curve. Used by one thread at a time.
 */
final class BandFit {
    /** Coefficients, residual, peak flux. */
    static final int NUMBERS = Templates.COUNT + 2;

    private static final double WINDOW_DAYS = 50;
    private static final double FAINTEST_PEAK = 200;
    private static final int FEWEST_POINTS = 2;

    private final Templates templates;
    private final TemplateFit fit = new TemplateFit();
    private final double[] out = new double[NUMBERS];
    private double[] flux = new double[64];

    BandFit(Templates templates) {
        this.templates = templates;
    }

    /** Three coefficients, residual and peak flux; all 0 for a band that is too faint or has too few points. */
    double[] compute(
            int row,
            int filter,
            AlertColumn.Series jd,
            AlertColumn.Series fid,
            AlertColumn.Series mag,
            AlertColumn.Series sigma) {
        Arrays.fill(out, 0);
        int from = jd.from(row);
        int to = jd.to(row);
        int peak = findPeak(filter, from, to, fid, mag, sigma);
        if (peak < 0 || !(flux[peak - from] > FAINTEST_PEAK)) {
            return out;
        }
        double peakFlux = flux[peak - from];
        double signal = peakFlux / FluxCal.error(mag.values()[peak], sigma.values()[peak]);
        fit.clear(signal * signal);
        int points = 0;
        for (int i = from; i < to; i++) {
            double days = jd.values()[i] - jd.values()[peak];
            if (fid.values()[i] == filter && !Double.isNaN(flux[i - from]) && Math.abs(days) < WINDOW_DAYS) {
                double error = FluxCal.error(mag.values()[i], sigma.values()[i]) / peakFlux;
                fit.add(templates, Templates.index(days), flux[i - from] / peakFlux, error);
                points++;
            }
        }
        if (points < FEWEST_POINTS) {
            return out;
        }
        double[] coefficients = fit.solve();
        System.arraycopy(coefficients, 0, out, 0, Templates.COUNT);
        out[Templates.COUNT] = Math.sqrt(fit.chi2(coefficients) / points);
        out[Templates.COUNT + 1] = peakFlux;
        return out;
    }

    /** Fills the fluxes of a row; index of the first maximum in a filter, or -1. */
    private int findPeak(
            int filter, int from, int to, AlertColumn.Series fid, AlertColumn.Series mag, AlertColumn.Series sigma) {
        if (flux.length < to - from) {
            flux = new double[2 * (to - from)];
        }
        int peak = -1;
        for (int i = from; i < to; i++) {
            // A point without a positive error has no weight and does not count.
            flux[i - from] = sigma.values()[i] > 0 ? FluxCal.flux(mag.values()[i]) : Double.NaN;
            boolean isHigher = peak < 0 || flux[i - from] > flux[peak - from];
            if (fid.values()[i] == filter && !Double.isNaN(flux[i - from]) && isHigher) {
                peak = i;
            }
        }
        return peak;
    }

    /** The last fit, for tests. */
    TemplateFit fit() {
        return fit;
    }
}
