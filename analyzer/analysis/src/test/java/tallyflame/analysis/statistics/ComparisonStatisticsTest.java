package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tallyflame.runs.Interval;

/** The statistics that comparisons stand on, against published examples and by simulation. */
class ComparisonStatisticsTest {
    @Test
    void adjustsPValuesAsBenjaminiAndHochberg() {
        // By hand: p n / rank, then the least of those from each rank up.
        assertThat(FalseDiscovery.adjusted(0.01, 0.02, 0.03, 0.04, 0.05))
                .containsExactly(new double[] {0.05, 0.05, 0.05, 0.05, 0.05}, within(1e-12));
        assertThat(FalseDiscovery.adjusted(0.0001, 0.5, 0.03, 0.9))
                .containsExactly(new double[] {0.0004, 2.0 / 3, 0.06, 0.9}, within(1e-12));
        assertThat(FalseDiscovery.adjusted()).isEmpty();
    }

    @Test
    void findsAboutTheRateOfFalseDiscoveriesAmongTrueOnes() {
        SplittableRandom random = new SplittableRandom(5);
        int found = 0;
        int wrong = 0;
        for (int family = 0; family < 400; family++) {
            double[] p = new double[100];
            for (int test = 0; test < p.length; test++) {
                p[test] = test < 50 ? random.nextDouble() * 1e-4 : random.nextDouble();
            }
            double[] adjusted = FalseDiscovery.adjusted(p);
            for (int test = 0; test < p.length; test++) {
                if (adjusted[test] <= FalseDiscovery.RATE) {
                    found++;
                    wrong += test < 50 ? 0 : 1;
                }
            }
        }
        assertThat((double) wrong / found).isBetween(0.015, FalseDiscovery.RATE);
    }

    @Test
    void differencesOfSharesAreNewcombesPublishedOnes() {
        // Newcombe 1998, table II, method 10: the examples 56/70 - 48/80 and 9/10 - 3/10.
        Interval a = ShareDifference.of(48, 80, 56, 70).difference();
        assertThat(new double[] {a.value(), a.low(), a.high()})
                .containsExactly(new double[] {0.2, 0.0524, 0.3339}, within(5e-5));
        Interval b = ShareDifference.of(3, 10, 9, 10).difference();
        assertThat(new double[] {b.value(), b.low(), b.high()})
                .containsExactly(new double[] {0.6, 0.1705, 0.8090}, within(5e-5));
        // By hand: pooled 104/150, z = 2.6502, and from a table of the normal distribution 2 (1 - 0.995977).
        assertThat(ShareDifference.of(48, 80, 56, 70).pValue()).isCloseTo(0.008045, within(1e-6));
        assertThat(ShareDifference.of(0, 50, 0, 60).pValue()).isEqualTo(1);
        assertThat(ShareDifference.of(0, 0, 1, 10).pValue()).isEqualTo(1);
    }

    @Test
    void equalSharesAreCalledDifferentInOneOfTwentyCases() {
        SplittableRandom random = new SplittableRandom(6);
        int alarms = 0;
        for (int round = 0; round < 4000; round++) {
            alarms += ShareDifference.of(draw(random, 500), 500, draw(random, 800), 800)
                                    .pValue()
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat(alarms / 4000.0).isBetween(0.035, 0.065);
    }

    private static int draw(SplittableRandom random, int samples) {
        int k = 0;
        for (int i = 0; i < samples; i++) {
            k += random.nextInt(10) < 3 ? 1 : 0;
        }
        return k;
    }

    @Test
    void theBootstrapHoldsTheMedianNineteenTimesInTwenty() {
        SplittableRandom random = new SplittableRandom(7);
        int held = 0;
        for (int round = 0; round < 300; round++) {
            double[] values = random.doubles(25).map(u -> -Math.log(u)).toArray();
            Interval median = Bootstrap.median(values);
            held += median.low() <= Math.log(2) && Math.log(2) <= median.high() ? 1 : 0;
        }
        assertThat(held / 300.0).isBetween(0.90, 0.99);
    }

    @Test
    void fewObservationsAnswerTheirRange() {
        assertThat(Bootstrap.median(1.2, 1.0, 1.1)).isEqualTo(new Interval(1.1, 1.0, 1.2));
        assertThat(Bootstrap.medianRatio(new double[] {2, 3, 8}, new double[] {1, 2, 4}))
                .isEqualTo(new Interval(2, 1.5, 2));
        assertThatThrownBy(Bootstrap::median).hasMessage("no observations");
        assertThatThrownBy(() -> Bootstrap.medianRatio(new double[2], new double[3]))
                .hasMessageContaining("2 measurements");
    }
}
