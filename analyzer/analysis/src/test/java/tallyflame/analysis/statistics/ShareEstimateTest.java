package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import tallyflame.runs.Interval;

class ShareEstimateTest {
    private static final int ROUNDS = 10;
    private static final int SAMPLES = 400;

    @Test
    void evenRoundsHaveWilsonsIntervalOverAllSamples() {
        ShareEstimate estimate = ShareEstimate.sampled(new long[] {30, 30, 30}, new long[] {100, 100, 100});
        assertThat(estimate.interval()).isEqualTo(Wilson.share(90, 300));
        assertThat(estimate.spread()).isEqualTo(1);
        assertThat(ShareEstimate.sampled(new long[] {0, 0}, new long[] {10, 20}).interval())
                .isEqualTo(Wilson.share(0, 30));
        assertThat(ShareEstimate.sampled(new long[] {}, new long[] {}).interval())
                .isEqualTo(new Interval(0, 0, 1));
    }

    @Test
    void roundsThatScatterHaveStudentsInterval() {
        ShareEstimate estimate = ShareEstimate.sampled(new long[] {10, 50, 30}, new long[] {100, 100, 100});
        // Mean 0.3, deviation 0.2, standard error 0.2 / sqrt 3, Student's t of two degrees of freedom 4.3027.
        assertThat(estimate.interval().value()).isEqualTo(0.3);
        assertThat(estimate.interval().low()).isEqualTo(0);
        assertThat(estimate.interval().high()).isCloseTo(0.3 + 4.3027 * 0.2 / Math.sqrt(3), within(1e-4));
        assertThat(estimate.spread()).isGreaterThan(1);
    }

    @Test
    void measuredSharesHaveTheIntervalOfTheirMean() {
        ShareEstimate estimate = ShareEstimate.measured(0.2, 0.3, 0.4);
        assertThat(estimate.share()).isCloseTo(0.3, within(1e-12));
        assertThat(estimate.interval().high()).isCloseTo(0.3 + 4.3027 * 0.1 / Math.sqrt(3), within(1e-4));
        assertThat(ShareEstimate.measured(0.5).interval()).isEqualTo(new Interval(0.5, 0, 1));
    }

    @Test
    void differencesOfIndependentSamplesAreThoseOfNewcombe() {
        ShareEstimate a = ShareEstimate.sampled(new long[] {40}, new long[] {100});
        ShareEstimate b = ShareEstimate.sampled(new long[] {60}, new long[] {100});
        ShareDifference difference = a.to(b);
        assertThat(difference.difference())
                .isEqualTo(ShareDifference.of(40, 100, 60, 100).difference());
        assertThat(difference.pValue()).isCloseTo(0.0047, within(0.002));
        assertThat(a.to(a).pValue()).isEqualTo(1);
        assertThat(ShareEstimate.measured(0.2, 0.2)
                        .to(ShareEstimate.measured(0.2, 0.2))
                        .pValue())
                .isEqualTo(1);
    }

    /** Seeded, so that it always answers the same. */
    @Test
    void coversAtItsLevelWhetherRoundsAreAlikeOrNot() {
        assertThat(coverage(0, true)).as("independent samples").isBetween(0.93, 0.99);
        assertThat(coverage(0.05, true)).as("rounds that differ").isBetween(0.93, 0.99);
        assertThat(coverage(0.05, false)).as("Wilson's alone").isLessThan(0.8);
    }

    /** How often the interval holds the share when each round's own share deviates from it. */
    private static double coverage(double deviation, boolean withSpread) {
        SplittableRandom random = new SplittableRandom(11);
        int covered = 0;
        int trials = 500;
        for (int trial = 0; trial < trials; trial++) {
            long[] counts = new long[ROUNDS];
            long[] totals = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                double share = 0.3 + deviation * (random.nextDouble() * 2 - 1) * Math.sqrt(3);
                counts[round] = new BinomialDistribution(new Well19937c(random.nextInt()), SAMPLES, share).sample();
                totals[round] = SAMPLES;
            }
            Interval interval = withSpread
                    ? ShareEstimate.sampled(counts, totals).interval()
                    : Wilson.share(
                            LongStream.of(counts).sum(), LongStream.of(totals).sum());
            covered += interval.low() <= 0.3 && 0.3 <= interval.high() ? 1 : 0;
        }
        return (double) covered / trials;
    }
}
