package tallyflame.modules.fasttransient;

import tallyflame.modules.AlertColumn;

/**
 * The visit before the alert in the same filter, found for one alert after the other. Used by one thread at a time.
 */
final class LastVisit {
    private static final int LAST_OPTICAL_FILTER = 2;

    private final AlertColumn.Series jd;
    private final AlertColumn.Series fid;
    private final AlertColumn.Series magpsf;
    private final AlertColumn.Series sigmapsf;
    private final AlertColumn.Series diffmaglim;

    private double date;
    private double magnitude;
    private double error;
    private double limit;

    /** Works on these concatenated columns. */
    LastVisit(
            AlertColumn.Series jd,
            AlertColumn.Series fid,
            AlertColumn.Series magpsf,
            AlertColumn.Series sigmapsf,
            AlertColumn.Series diffmaglim) {
        this.jd = jd;
        this.fid = fid;
        this.magpsf = magpsf;
        this.sigmapsf = sigmapsf;
        this.diffmaglim = diffmaglim;
    }

    /** Goes back from the alert to a visit in its filter; a visit in the i band on the way ends the search. */
    void find(int row) {
        date = Double.NaN;
        magnitude = Double.NaN;
        error = Double.NaN;
        limit = Double.NaN;
        int current = jd.to(row) - 1;
        double filter = fid.values()[current];
        for (int i = current - 1; i >= jd.from(row); i--) {
            if (fid.values()[i] > LAST_OPTICAL_FILTER) {
                return;
            }
            if (fid.values()[i] == filter) {
                date = jd.values()[i];
                magnitude = magpsf.values()[i];
                error = sigmapsf.values()[i];
                limit = diffmaglim.values()[i];
                return;
            }
        }
    }

    /** Date of the first valid magnitude, NaN if there is none. */
    double firstDetection(int row) {
        for (int i = jd.from(row); i < jd.to(row); i++) {
            if (!Double.isNaN(magpsf.values()[i])) {
                return jd.values()[i];
            }
        }
        return Double.NaN;
    }

    /** Julian date; NaN when nothing was found, as all others. */
    double date() {
        return date;
    }

    /** Magnitude; NaN for an upper limit. */
    double magnitude() {
        return magnitude;
    }

    /** Its error. */
    double error() {
        return error;
    }

    /** Limiting magnitude. */
    double limit() {
        return limit;
    }

    boolean isDetection() {
        return !Double.isNaN(magnitude);
    }

    boolean isUpperLimit() {
        return !isDetection() && !Double.isNaN(limit);
    }
}
