package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.runs.Interval;

class WeightSumTest {
    private static final int TRIALS = 2000;

    @Test
    void equalWeightsGiveWilson() {
        WeightSum part = new WeightSum(370, 37, 3700);
        WeightSum all = new WeightSum(1000, 100, 10_000);
        assertThat(part.shareOf(all, Sampling.RANDOM)).isEqualTo(Wilson.share(37, 100));
        assertThat(all.effectiveSamples()).isEqualTo(100);
    }

    @Test
    void nothingAndAllOfUnequalWeightsHaveAnInterval() {
        WeightSum all = new WeightSum(1000, 10, 200_000);
        assertThat(all.effectiveSamples()).isEqualTo(5);
        Interval nothing = new WeightSum(0, 0, 0).shareOf(all, Sampling.RANDOM);
        assertThat(nothing.low()).isZero();
        assertThat(nothing.high()).isCloseTo(Wilson.share(0, 5).high(), within(1e-12));
        assertThat(all.shareOf(all, Sampling.RANDOM).low())
                .isCloseTo(Wilson.share(5, 5).low(), within(1e-12));
    }

    @Test
    void intervalsOfUnequalWeightsHoldTheTruth() {
        // The part has a tenth of the events; each weighs up to twenty times as much as one of the rest.
        SplittableRandom random = new SplittableRandom(7);
        double truth = 0.1 * 10.5 / (0.1 * 10.5 + 0.9);
        int held = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            WeightSum part = new WeightSum(0, 0, 0);
            WeightSum all = new WeightSum(0, 0, 0);
            for (int sample = 0; sample < 400; sample++) {
                boolean isPart = random.nextInt(10) == 0;
                double weight = isPart ? 1 + random.nextInt(20) : 1;
                WeightSum both = new WeightSum(weight, 1, weight * weight);
                part = isPart ? plus(part, both) : part;
                all = plus(all, both);
            }
            Interval interval = part.shareOf(all, Sampling.RANDOM);
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat(held / (double) TRIALS).isBetween(0.93, 0.98);
    }

    private static WeightSum plus(WeightSum a, WeightSum b) {
        return new WeightSum(a.weight() + b.weight(), a.samples() + b.samples(), a.squares() + b.squares());
    }
}
