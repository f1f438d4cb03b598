package tallyflame.modules.lightcurves;

import java.util.Arrays;

/** The measurements of one alert, filled again for every alert. Used by one thread at a time. */
public final class Visits {
    private double[] jd = new double[64];
    private int[] fid = new int[64];
    private double[] magnitude = new double[64];
    private double[] error = new double[64];
    private int size;

    /** Forgets all measurements. */
    public void clear() {
        size = 0;
    }

    /** Adds a measurement. */
    public void add(double newJd, int newFid, double newMagnitude, double newError) {
        if (size == jd.length) {
            jd = Arrays.copyOf(jd, 2 * size);
            fid = Arrays.copyOf(fid, 2 * size);
            magnitude = Arrays.copyOf(magnitude, 2 * size);
            error = Arrays.copyOf(error, 2 * size);
        }
        jd[size] = newJd;
        fid[size] = newFid;
        magnitude[size] = newMagnitude;
        error[size++] = newError;
    }

    /** Number of measurements. */
    public int size() {
        return size;
    }

    /** Julian date. */
    public double jd(int i) {
        return jd[i];
    }

    /** Filter. */
    public int fid(int i) {
        return fid[i];
    }

    /** Magnitude (or flux, as it was filled). */
    public double magnitude(int i) {
        return magnitude[i];
    }

    /** Error of the magnitude. */
    public double error(int i) {
        return error[i];
    }

    /** Sorts by date, keeping the order of equal dates, and drops all but the first of equal date and filter. */
    public void sortAndDropDuplicates() {
        // Histories come sorted, so insertion hardly moves anything.
        for (int i = 1; i < size; i++) {
            for (int j = i; j > 0 && jd[j] < jd[j - 1]; j--) {
                swap(j, j - 1);
            }
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!isKnown(kept, i)) {
                move(i, kept++);
            }
        }
        size = kept;
    }

    private boolean isKnown(int kept, int candidate) {
        for (int i = kept - 1; i >= 0 && jd[i] == jd[candidate]; i--) {
            if (fid[i] == fid[candidate]) {
                return true;
            }
        }
        return false;
    }

    private void swap(int i, int j) {
        double oldJd = jd[i];
        int oldFid = fid[i];
        double oldMagnitude = magnitude[i];
        double oldError = error[i];
        move(j, i);
        jd[j] = oldJd;
        fid[j] = oldFid;
        magnitude[j] = oldMagnitude;
        error[j] = oldError;
    }

    private void move(int from, int to) {
        jd[to] = jd[from];
        fid[to] = fid[from];
        magnitude[to] = magnitude[from];
        error[to] = error[from];
    }
}
