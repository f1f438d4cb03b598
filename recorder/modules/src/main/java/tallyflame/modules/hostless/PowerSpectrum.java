package tallyflame.modules.hostless;

import java.util.Arrays;

/**
 * The power of a 14 x 14 patch in 7 rings of wave number: mean of |F|^2 over the ring, times the ring's area. F is the
 * unnormalised two-dimensional Fourier transform; k = 0 and the corners beyond k = 7.5 are left out.
 *
 * <p>The patch is real, so F(-k) is the conjugate of F(k) and half the plane will do. Rows, then columns, are transformed
 * as real sequences of length 14. Used by one thread at a time.
 */
final class PowerSpectrum {
    /** Number of rings. */
    static final int BINS = 7;

    private static final int SIDE = StampClip.PATCH_SIDE;
    /** Wave numbers 0 to 7 of a real sequence; the others mirror them. */
    private static final int HALF = SIDE / 2 + 1;
    /** Marks wave numbers that no ring has. */
    private static final int NO_BIN = -1;

    private static final int[] BIN_OF = new int[HALF * SIDE];
    private static final int[] WEIGHT_OF = new int[HALF];
    private static final double[] FACTOR = new double[BINS];

    static {
        int[] members = new int[BINS];
        for (int kx = 0; kx < HALF; kx++) {
            // Columns 1 to 6 stand for their mirror images, too; 0 and 7 are their own.
            WEIGHT_OF[kx] = kx == 0 || kx == HALF - 1 ? 1 : 2;
            for (int row = 0; row < SIDE; row++) {
                int ky = row < SIDE / 2 ? row : row - SIDE;
                int bin = bin(Math.sqrt(kx * kx + ky * ky));
                BIN_OF[kx * SIDE + row] = bin;
                if (bin != NO_BIN) {
                    members[bin] += WEIGHT_OF[kx];
                }
            }
        }
        for (int bin = 0; bin < BINS; bin++) {
            double low = bin + 0.5;
            double high = bin + 1.5;
            FACTOR[bin] = Math.PI * (high * high - low * low) / members[bin];
        }
    }

    private final RealTransform14 rows = new RealTransform14();
    private final RealTransform14 realColumns = new RealTransform14();
    private final RealTransform14 imaginaryColumns = new RealTransform14();
    private final double[] real = new double[HALF * SIDE];
    private final double[] imaginary = new double[HALF * SIDE];

    private static int bin(double k) {
        return k < 0.5 || k > BINS + 0.5 ? NO_BIN : Math.min(BINS - 1, (int) (k - 0.5));
    }

    /**
     * Computes the power in each ring.
     *
     * @param patch row by row
     * @param bins receives the 7 numbers
     */
    void compute(double[] patch, double[] bins) {
        for (int y = 0; y < SIDE; y++) {
            rows.transform(patch, y * SIDE);
            for (int kx = 0; kx < HALF; kx++) {
                real[kx * SIDE + y] = rows.real[kx];
                imaginary[kx * SIDE + y] = rows.imaginary[kx];
            }
        }
        Arrays.fill(bins, 0);
        for (int kx = 0; kx < HALF; kx++) {
            addColumn(kx, bins);
        }
        for (int bin = 0; bin < BINS; bin++) {
            bins[bin] *= FACTOR[bin];
        }
    }

    /** Adds the power at (kx, ky) for all ky, from the transforms R of the real and I of the imaginary part: F = R + iI. */
    private void addColumn(int kx, double[] bins) {
        realColumns.transform(real, kx * SIDE);
        imaginaryColumns.transform(imaginary, kx * SIDE);
        int weight = WEIGHT_OF[kx];
        for (int ky = 0; ky < HALF; ky++) {
            double rr = realColumns.real[ky];
            double ri = realColumns.imaginary[ky];
            double ir = imaginaryColumns.real[ky];
            double ii = imaginaryColumns.imaginary[ky];
            add(bins, kx * SIDE + ky, weight, rr - ii, ri + ir);
            if (ky > 0 && ky < HALF - 1) {
                add(bins, kx * SIDE + SIDE - ky, weight, rr + ii, ir - ri);
            }
        }
    }

    private static void add(double[] bins, int wave, int weight, double re, double im) {
        int bin = BIN_OF[wave];
        if (bin != NO_BIN) {
            bins[bin] += weight * (re * re + im * im);
        }
    }
}
