package tallyflame.modules.hostless;

import java.util.Arrays;
import tallyflame.modules.random.LegacyRandom;

/**
 * Everything random that one alert needs. The generator is seeded again for every alert, so that a result does not depend
 * on the alerts before it; then every alert gets the same draws, and they are made once. Of each shuffle only the pixels
 * that end in the central patch matter. Immutable.
 */
final class StampDraws {
    static final int SHUFFLES = 200;
    private static final int SEED = 1337;
    private static final int PIXELS = StampClip.SIDE * StampClip.SIDE;
    private static final int PATCH_PIXELS = StampClip.PATCH_SIDE * StampClip.PATCH_SIDE;

    private final double[] scienceNoise;
    private final double[] templateNoise;
    private final short[][] scienceSources;
    private final short[][] templateSources;

    StampDraws() {
        LegacyRandom random = new LegacyRandom(SEED);
        scienceNoise = noise(random);
        templateNoise = noise(random);
        scienceSources = shuffles(random);
        templateSources = shuffles(random);
    }

    private static double[] noise(LegacyRandom random) {
        double[] field = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            field[i] = random.nextNormal();
        }
        return field;
    }

    private static short[][] shuffles(LegacyRandom random) {
        short[][] sources = new short[SHUFFLES][PATCH_PIXELS];
        int[] order = new int[PIXELS];
        for (short[] source : sources) {
            Arrays.setAll(order, i -> i);
            random.shuffle(order);
            for (int i = 0; i < PATCH_PIXELS; i++) {
                source[i] = (short) order[patchPixel(i)];
            }
        }
        return sources;
    }

    /** Where in the image pixel {@code i} of the central patch lies. */
    static int patchPixel(int i) {
        int row = StampClip.PATCH_START + i / StampClip.PATCH_SIDE;
        int column = StampClip.PATCH_START + i % StampClip.PATCH_SIDE;
        return row * StampClip.SIDE + column;
    }

    /** A field of standard normal numbers as large as a stamp. */
    double[] noise(boolean science) {
        return science ? scienceNoise : templateNoise;
    }

    /** For each shuffle, and each pixel of the central patch, the pixel of the image that comes to lie there. */
    short[][] sources(boolean science) {
        return science ? scienceSources : templateSources;
    }
}
