package tallyflame.modules.generate;

import java.util.Arrays;

/** An image that is being painted: sky, noise, stars and galaxies, in counts. */
final class Picture {
    /** Pixel values are multiples of this, as counts are; noise of all 24 bits would not compress like real stamps. */
    private static final double GRAIN = 1.0 / 64;

    private final int rows;
    private final int columns;
    private final double[] counts;

    Picture(int rows, int columns, double sky) {
        this.rows = rows;
        this.columns = columns;
        counts = new double[rows * columns];
        Arrays.fill(counts, sky);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Adds normal noise of a width. */
    void addNoise(Randomness random, double width) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += width * random.normal();
        }
    }

    /** Adds noise without tails, so that a sigma clip removes nothing. */
    void addFlatNoise(Randomness random, double width) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += random.uniform(-width, width);
        }
    }

    /**
     * Adds a point source.
     *
     * @param peak counts at its centre
     * @param width standard deviation of the point spread function, in pixels
     */
    void addStar(double x, double y, double peak, double width) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double r2 = (column - x) * (column - x) + (row - y) * (row - y);
                counts[row * columns + column] += peak * ExponentialTable.decay(r2 / (2 * width * width));
            }
        }
    }

    /**
     * Adds a galaxy with an exponential disc.
     *
     * @param scale length over which it fades to 1/e, in pixels
     * @param flattening minor over major axis
     */
    void addGalaxy(double x, double y, double peak, double scale, double flattening) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double dx = column - x;
                double dy = (row - y) / flattening;
                counts[row * columns + column] += peak * ExponentialTable.decay(Math.sqrt(dx * dx + dy * dy) / scale);
            }
        }
    }

    /** The difference of this and another image of the same shape. */
    Picture minus(Picture other) {
        Picture difference = new Picture(rows, columns, 0);
        for (int i = 0; i < counts.length; i++) {
            difference.counts[i] = counts[i] - other.counts[i];
        }
        return difference;
    }

    /** Masks the last columns (or rows), as at the edge of a detector. */
    void maskEdge(boolean atRight, int width) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (atRight ? column >= columns - width : row >= rows - width) {
                    counts[row * columns + column] = Double.NaN;
                }
            }
        }
    }

    /** Sets single pixels to the most negative float, which real templates hold where nothing was measured. */
    void breakPixels(Randomness random, int count) {
        for (int i = 0; i < count; i++) {
            counts[random.integer(0, counts.length - 1)] = -Float.MAX_VALUE;
        }
    }

    /** The pixels as they are stored. */
    float[] pixels() {
        float[] pixels = new float[counts.length];
        for (int i = 0; i < pixels.length; i++) {
            boolean exact = Math.abs(counts[i]) < 1e6;
            pixels[i] = (float) (exact ? Math.rint(counts[i] / GRAIN) * GRAIN : counts[i]);
        }
        return pixels;
    }
}
