package tallyflame.modules.hostless;

import java.util.Arrays;

/**
 * Compares the power spectrum of an image's centre with those of 200 shuffles of the image: how differently distributed
 * are the distances (shuffled, real) and (shuffled, shuffled)? Near 0 for noise, towards 1 where the centre has structure.
 * Used by one thread at a time; about 0.5 MB of buffers.
 */
final class SpectrumTest {
    private static final int BINS = PowerSpectrum.BINS;
    private static final int SHUFFLES = StampDraws.SHUFFLES;
    private static final int PATCH_PIXELS = StampClip.PATCH_SIDE * StampClip.PATCH_SIDE;

    private final PowerSpectrum spectrum = new PowerSpectrum();
    private final double[] patch = new double[PATCH_PIXELS];
    private final double[] bins = new double[BINS];
    private final double[] real = new double[BINS];
    private final double[] shuffled = new double[SHUFFLES * BINS];
    private final double[] toReal = new double[SHUFFLES];
    private final double[] amongShuffled = new double[SHUFFLES * (SHUFFLES - 1) / 2];

    /**
     * The Kolmogorov-Smirnov statistic of an image.
     *
     * @param image filled, row by row
     * @param sources for each shuffle where the pixels of the patch come from
     */
    double statistic(double[] image, short[][] sources) {
        computeSpectra(image, sources);
        computeDistances();
        return KolmogorovSmirnov.statistic(toReal, amongShuffled);
    }

    /** Makes the sorted power spectra of the centre and of the shuffles. */
    void computeSpectra(double[] image, short[][] sources) {
        for (int i = 0; i < PATCH_PIXELS; i++) {
            patch[i] = image[StampDraws.patchPixel(i)];
        }
        spectrum.compute(patch, real);
        Arrays.sort(real);
        for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
            short[] source = sources[shuffle];
            for (int i = 0; i < PATCH_PIXELS; i++) {
                patch[i] = image[source[i]];
            }
            spectrum.compute(patch, bins);
            Arrays.sort(bins);
            System.arraycopy(bins, 0, shuffled, shuffle * BINS, BINS);
        }
    }

    private void computeDistances() {
        int pair = 0;
        for (int i = 0; i < SHUFFLES; i++) {
            toReal[i] = distance(real, 0, i);
            for (int j = i + 1; j < SHUFFLES; j++) {
                amongShuffled[pair++] = distance(shuffled, i * BINS, j);
            }
        }
    }

    /** Pixels that are infinite give NaN here, which the reference sorts behind all numbers. */
    private double distance(double[] from, int at, int shuffle) {
        double distance = Wasserstein.distance(from, at, shuffled, shuffle * BINS, BINS);
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /** Sorted power of the centre, for tests. */
    double[] real() {
        return real.clone();
    }

    /** Sorted power of one shuffle, for tests. */
    double[] shuffled(int shuffle) {
        return Arrays.copyOfRange(shuffled, shuffle * BINS, (shuffle + 1) * BINS);
    }

    /** Distances of the shuffles from the centre after {@link #statistic}, sorted, for tests. */
    double[] toReal() {
        return toReal.clone();
    }

    /** Distances among the shuffles, for tests. */
    double[] amongShuffled() {
        return amongShuffled.clone();
    }
}
