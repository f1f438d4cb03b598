package tallyflame.modules.fasttransient;

import java.util.Arrays;
import tallyflame.modules.random.LegacyRandom;

/**
 * The random numbers of one alert. The generator is seeded again for every alert, so that its result does not depend on
 * the alerts around it; then all alerts have the same numbers, and they are made once. Immutable.
 *
 * @param current standard normal numbers for the current measurement
 * @param last standard normal numbers for the one before
 * @param uniform numbers in [0, 1) for an upper limit in place of the one before
 */
record MeasurementDraws(double[] current, double[] last, double[] uniform) {
    /** As many numbers of each kind as samples are wanted. */
    static MeasurementDraws seeded(int samples, int seed) {
        LegacyRandom random = new LegacyRandom(seed);
        double[] current = new double[samples];
        double[] last = new double[samples];
        double[] uniform = new double[samples];
        Arrays.setAll(current, i -> random.nextNormal());
        Arrays.setAll(last, i -> random.nextNormal());
        Arrays.setAll(uniform, i -> random.nextUniform());
        return new MeasurementDraws(current, last, uniform);
    }

    /** Number of samples. */
    int samples() {
        return current.length;
    }

    /** Index of the smallest of some numbers. */
    static int smallest(double[] values) {
        int smallest = 0;
        for (int i = 1; i < values.length; i++) {
            smallest = values[i] < values[smallest] ? i : smallest;
        }
        return smallest;
    }
}
