package tallyflame.modules.generate;

import java.util.SplittableRandom;

/**
 * Random numbers of one alert. Only the generator's own algorithm and {@link StrictMath} are used, so that every JVM
 * draws the same. Normal numbers come from a table of quantiles, since an alert needs twelve thousand of them.
 */
final class Randomness {
    private static final int TABLE_BITS = 12;
    private static final double[] QUANTILES = quantiles(1 << TABLE_BITS);

    private final SplittableRandom random;

    /** The numbers of the alert with this index; alerts are independent, so any of them can be made alone. */
    Randomness(long seed, long index) {
        random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + index);
    }

    /** Uniform in [low, high). */
    double uniform(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** An integer from {@code low} to {@code high}, both included. */
    int integer(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** Whether something of this probability happens. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A standard normal number, cut at about 3.7 standard deviations. */
    double normal() {
        long bits = random.nextLong();
        int index = (int) (bits >>> (Long.SIZE - TABLE_BITS));
        double between = (bits & 0xffffff) * 0x1p-24;
        return QUANTILES[index] + between * (QUANTILES[index + 1] - QUANTILES[index]);
    }

    private static double[] quantiles(int size) {
        double[] table = new double[size + 1];
        for (int i = 0; i <= size; i++) {
            double p = Math.min(Math.max((double) i / size, 0.5 / size), 1 - 0.5 / size);
            table[i] = p < 0.5 ? -tail(p) : tail(1 - p);
        }
        return table;
    }

    /** Upper quantile of the normal distribution, to 4.5e-4 (Hastings 1955; Abramowitz and Stegun 26.2.23). */
    private static double tail(double p) {
        double t = StrictMath.sqrt(-2 * StrictMath.log(p));
        double above = 2.515517 + t * (0.802853 + t * 0.010328);
        double below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
        return t - above / below;
    }
}
