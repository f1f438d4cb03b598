package tallyflame.modules.hostless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import tallyflame.modules.random.LegacyRandom;
import tallyflame.modules.stamps.Stamp;

/** The parts of hostless by themselves: against their definitions, and on inputs that real stamps do not have. */
class StatisticsTest {
    private final Random random = new Random(11);

    @Test
    void sortsFloatsLikeTheLibrary() {
        for (int count : new int[] {0, 1, 399, 400, 3969, 10_000}) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = Float.intBitsToFloat(random.nextInt());
                values[i] = Float.isNaN(values[i]) ? -0.0f : values[i];
            }
            float[] expected = values.clone();
            Arrays.sort(expected);
            new FloatSorter().sort(values, count);
            assertThat(values).containsExactly(expected);
        }
    }

    /** The first numbers of NumPy's legacy generator with seed 1337. */
    @Test
    void uniformNumbersAreThoseOfMt19937() {
        // The reference values of MT19937 itself, seed 5489: the 10 000th output.
        LegacyRandom reference = new LegacyRandom(5489);
        int bits = 0;
        for (int i = 0; i < 10_000; i++) {
            bits = reference.nextBits();
        }
        assertThat(Integer.toUnsignedLong(bits)).isEqualTo(4_123_659_995L);
    }

    @Test
    void normalNumbersHaveTheirMoments() {
        LegacyRandom generator = new LegacyRandom(1337);
        var numbers =
                DoubleStream.generate(generator::nextNormal).limit(100_000).toArray();
        double mean = Arrays.stream(numbers).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.015));
        assertThat(Arrays.stream(numbers).map(z -> z * z).average().orElseThrow())
                .isCloseTo(1, within(0.02));
    }

    @Test
    void aShuffleKeepsAllValues() {
        int[] values = new int[1000];
        Arrays.setAll(values, i -> i);
        new LegacyRandom(3).shuffle(values);
        assertThat(values[0]).as("moved").isNotZero();
        Arrays.sort(values);
        assertThat(values)
                .containsExactly(java.util.stream.IntStream.range(0, 1000).toArray());
    }

    @Test
    void clippingIsThatOfTheDefinition() {
        for (int round = 0; round < 50; round++) {
            float[] pixels = new float[3969];
            for (int i = 0; i < pixels.length; i++) {
                double noise = random.nextGaussian();
                pixels[i] = (float) (100 + 5 * noise * noise * noise);
                pixels[i] = random.nextInt(100) == 0 ? Float.NaN : pixels[i];
            }
            StampClip clip = new StampClip();
            clip.load(new Stamp(63, 63, pixels));
            float[] kept = clipPlainly(pixels);
            assertThat(clip.first().kept()).isEqualTo(kept.length);
            assertThat(clip.maskedOnce()).isEqualTo(3969 - kept.length);
        }
    }

    private static float[] clipPlainly(float[] pixels) {
        float[] kept = new float[pixels.length];
        int count = 0;
        for (float pixel : pixels) {
            if (!Float.isNaN(pixel)) {
                kept[count++] = pixel;
            }
        }
        kept = Arrays.copyOf(kept, count);
        for (int round = 0; round < 10; round++) {
            float[] sorted = kept.clone();
            Arrays.sort(sorted);
            int n = sorted.length;
            double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
            double mean = 0;
            for (float value : kept) {
                mean += value / (double) n;
            }
            double variance = 0;
            for (float value : kept) {
                variance += (value - mean) * (value - mean) / n;
            }
            double reach = 3 * Math.sqrt(variance);
            float[] next = new float[n];
            int left = 0;
            for (float value : kept) {
                if (value >= median - reach && value <= median + reach) {
                    next[left++] = value;
                }
            }
            if (left == n) {
                break;
            }
            kept = Arrays.copyOf(next, left);
        }
        return kept;
    }

    @Test
    void hugePixelsMakeTheWidthInfinite() {
        float[] pixels = new float[3969];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        pixels[5] = -Float.MAX_VALUE;
        StampClip clip = new StampClip();
        clip.load(new Stamp(63, 63, pixels));
        assertThat(clip.maskedOnce()).isZero();
        assertThat(clip.deviation()).isInfinite();
        // Large, but its square fits: clipped, and what is left is as precise as if it had not been there.
        pixels[5] = (float) 1e15;
        clip.load(new Stamp(63, 63, pixels));
        assertThat(clip.first().high()).isLessThan(4);
        assertThat(clip.deviation()).isCloseTo(1, within(0.05f));
    }

    @Test
    void aStampWithoutAnyPixelIsNoCandidate() {
        float[] nothing = new float[3969];
        Arrays.fill(nothing, Float.NaN);
        StampClip clip = new StampClip();
        clip.load(new Stamp(63, 63, nothing));
        assertThat(clip.maskedOnce()).isEqualTo(3969);
        assertThat(clip.maskedInPatch()).isEqualTo(196);
        assertThat(CandidateTest.isCandidate(clip, clip)).isFalse();
    }

    @Test
    void flagsWhereOneHasManyAndTheOtherFew() {
        assertThat(CandidateTest.isFlagged(6, 2)).isTrue();
        assertThat(CandidateTest.isFlagged(2, 6)).isTrue();
        assertThat(CandidateTest.isFlagged(5, 2)).isFalse();
        assertThat(CandidateTest.isFlagged(6, 3)).isFalse();
        assertThat(CandidateTest.isFlagged(0, 0)).isFalse();
    }

    /** Over all data points, with distribution functions that are continuous from the right. */
    private static double statisticPlainly(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b))
                .map(x -> Math.abs(Arrays.stream(a).filter(v -> v <= x).count() / (double) a.length
                        - Arrays.stream(b).filter(v -> v <= x).count() / (double) b.length))
                .max()
                .orElseThrow();
    }

    @Test
    void kolmogorovSmirnovIsThatOfTheDefinition() {
        for (int round = 0; round < 200; round++) {
            int values = 3 + random.nextInt(60); // few values: many ties
            double[] a = random.ints(40, 0, values).asDoubleStream().toArray();
            double[] b = random.ints(300, 1, values + 1)
                    .mapToDouble(v -> v + (random.nextBoolean() ? 0 : 0.5))
                    .toArray();
            double expected = statisticPlainly(a, b);
            if (Arrays.stream(a).distinct().count() >= 3
                    && Arrays.stream(b).distinct().count() >= 3) {
                assertThat(KolmogorovSmirnov.statistic(a, b)).isEqualTo(expected);
            }
        }
    }

    @Test
    void tooFewDistinctDistancesSayNothing() {
        assertThat(KolmogorovSmirnov.statistic(new double[] {1, 2, 2}, new double[] {1, 2, 3, 4}))
                .isEqualTo(-1);
        assertThat(KolmogorovSmirnov.statistic(new double[] {1, 2, 3}, new double[] {1, 1, 2, 2}))
                .isEqualTo(-1);
    }

    /** The general definition: area between the two distribution functions. */
    @Test
    void wassersteinIsTheAreaBetweenTheDistributions() {
        for (int round = 0; round < 50; round++) {
            double[] u = random.doubles(7, 0, 10).sorted().toArray();
            double[] v = random.doubles(7, 2, 5).sorted().toArray();
            double[] all = DoubleStream.concat(Arrays.stream(u), Arrays.stream(v))
                    .sorted()
                    .toArray();
            double area = 0;
            for (int i = 0; i + 1 < all.length; i++) {
                double x = all[i];
                double difference = Arrays.stream(u).filter(w -> w <= x).count()
                        - (double) Arrays.stream(v).filter(w -> w <= x).count();
                area += Math.abs(difference) / 7 * (all[i + 1] - x);
            }
            assertThat(Wasserstein.distance(u, 0, v, 0, 7)).isCloseTo(area, within(1e-12));
        }
    }
}
