package tallyflame.modules.earlysn;

import java.util.Arrays;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.lightcurves.FluxCal;

/** The fluxes of one band averaged by day. Filled again for every alert; used by one thread at a time. */
final class DailyFlux {
    private static final double LOWEST_FLUX = -10;
    /** Weight of the day before in the exponentially weighted mean: centre of mass 3. */
    private static final double DECAY = 0.75;

    private double[] day = new double[64];
    private double[] flux = new double[64];
    private double[] error = new double[64];
    private double[] count = new double[64];
    private int size;

    /** Takes the valid measurements of one band of one alert. */
    void load(
            int row,
            int filter,
            AlertColumn.Series jd,
            AlertColumn.Series fid,
            AlertColumn.Series mag,
            AlertColumn.Series sigma) {
        size = 0;
        for (int i = jd.from(row); i < jd.to(row); i++) {
            double magnitude = mag.values()[i];
            if (fid.values()[i] == filter && !Double.isNaN(magnitude + sigma.values()[i] + jd.values()[i])) {
                double newFlux = FluxCal.flux(magnitude);
                add(Math.rint(jd.values()[i]), newFlux, FluxCal.error(magnitude, sigma.values()[i]));
            }
        }
        finish();
    }

    private void add(double newDay, double newFlux, double newError) {
        int at = size;
        while (at > 0 && day[at - 1] > newDay) {
            at--;
        }
        if (at == 0 || day[at - 1] != newDay) {
            insert(at, newDay);
            at++;
        }
        flux[at - 1] += newFlux;
        error[at - 1] += newError;
        count[at - 1]++;
    }

    private void insert(int at, double newDay) {
        if (size == day.length) {
            day = Arrays.copyOf(day, 2 * size);
            flux = Arrays.copyOf(flux, 2 * size);
            error = Arrays.copyOf(error, 2 * size);
            count = Arrays.copyOf(count, 2 * size);
        }
        for (double[] values : new double[][] {day, flux, error, count}) {
            System.arraycopy(values, at, values, at + 1, size - at);
            values[at] = 0;
        }
        day[at] = newDay;
        size++;
    }

    private void finish() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double mean = flux[i] / count[i];
            if (mean > LOWEST_FLUX) {
                day[kept] = day[i];
                error[kept] = error[i] / count[i];
                flux[kept++] = mean;
            }
        }
        size = kept;
        for (int i = size - 1; i >= 0; i--) {
            day[i] -= day[0];
        }
    }

    int size() {
        return size;
    }

    /** Days since the first. */
    double day(int i) {
        return day[i];
    }

    double flux(int i) {
        return flux[i];
    }

    double error(int i) {
        return error[i];
    }

    /** Whether the exponentially weighted mean of the flux never falls. */
    boolean neverFalls() {
        double above = 0;
        double below = 0;
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            above = flux[i] + DECAY * above;
            below = 1 + DECAY * below;
            if (above / below - before < 0) {
                return false;
            }
            before = above / below;
        }
        return true;
    }
}
