package tallyflame.modules.hostless;

/**
 * The finite pixels of an image, sorted, with running sums, so that clipping is moving two ends inwards and the median
 * and the width of what is left cost next to nothing.
 *
 * <p>The sums run outwards from the middle, not from one end: a difference of sums from one end would lose all digits
 * when a clipped pixel is huge (real templates hold -3.4e38). Used by one thread at a time and used again for every
 * image.
 */
final class SortedPixels {
    private final FloatSorter sorter = new FloatSorter();
    private final float[] values;
    /** At i: sum of (value - origin) from i up to the middle, or from the middle up to i (exclusive). */
    private final double[] sums;

    private final double[] squares;
    private int count;
    private int middle;
    private double origin;

    /**
     * Room for an image.
     *
     * @param capacity most pixels of an image
     */
    SortedPixels(int capacity) {
        values = new float[capacity];
        sums = new double[capacity + 1];
        squares = new double[capacity + 1];
    }

    /** Takes the finite pixels of an image. */
    void load(float[] pixels) {
        count = 0;
        for (float pixel : pixels) {
            values[count] = pixel;
            // False for NaN and for infinities.
            count += Math.abs(pixel) <= Float.MAX_VALUE ? 1 : 0;
        }
        prepare();
    }

    /** Takes the pixels between bounds (inclusive) of a square patch of a square image. */
    void loadPatch(float[] pixels, int side, int start, int length, Clip bounds) {
        count = 0;
        for (int row = start; row < start + length; row++) {
            for (int column = start; column < start + length; column++) {
                float pixel = pixels[row * side + column];
                if (bounds.keeps(pixel)) {
                    values[count++] = pixel;
                }
            }
        }
        prepare();
    }

    private void prepare() {
        sorter.sort(values, count);
        middle = count / 2;
        origin = count == 0 ? 0 : values[middle];
        sums[middle] = 0;
        squares[middle] = 0;
        for (int i = middle; i < count; i++) {
            double deviation = values[i] - origin;
            sums[i + 1] = sums[i] + deviation;
            squares[i + 1] = squares[i] + deviation * deviation;
        }
        for (int i = middle - 1; i >= 0; i--) {
            double deviation = values[i] - origin;
            sums[i] = sums[i + 1] + deviation;
            squares[i] = squares[i + 1] + deviation * deviation;
        }
    }

    int count() {
        return count;
    }

    /** The median of a range of the sorted pixels, in single precision like the reference; NaN for none. */
    float median(int from, int to) {
        if (from == to) {
            return Float.NaN;
        }
        int half = (from + to) >>> 1;
        return (to - from & 1) == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /**
     * The population standard deviation of a range of the sorted pixels. The reference sums squares in single precision:
     * where that overflows its result is infinite, and so is this one.
     */
    double deviation(int from, int to) {
        int n = to - from;
        double sum;
        double square;
        if (from <= middle && middle <= to) {
            sum = sums[from] + sums[to];
            square = squares[from] + squares[to];
        } else {
            sum = 0;
            square = 0;
            for (int i = from; i < to; i++) {
                double deviation = values[i] - origin;
                sum += deviation;
                square += deviation * deviation;
            }
        }
        double aboutMean = square - sum * sum / n;
        return aboutMean > Float.MAX_VALUE ? Double.POSITIVE_INFINITY : Math.sqrt(Math.max(0, aboutMean) / n);
    }

    /** First index in a range whose pixel is at least a bound; its end if there is none. */
    int firstAtLeast(double bound, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int half = (low + high) >>> 1;
            if (values[half] < bound) {
                low = half + 1;
            } else {
                high = half;
            }
        }
        return low;
    }

    /** First index in a range whose pixel is above a bound; its end if there is none. */
    int firstAbove(double bound, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int half = (low + high) >>> 1;
            if (values[half] <= bound) {
                low = half + 1;
            } else {
                high = half;
            }
        }
        return low;
    }
}
