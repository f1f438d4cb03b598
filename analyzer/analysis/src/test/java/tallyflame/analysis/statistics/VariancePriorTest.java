package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values by the formulas of limma's fitFDist, with SciPy's digamma, polygamma and brentq. */
class VariancePriorTest {
    private static final double[] SPREAD = {0.1, 0.5, 0.8, 1.0, 1.3, 2.0, 2.2, 3.1, 4.0, 9.0, 0.02, 30.0};
    private static final double[] ALIKE = {1.0, 1.1, 0.9, 1.05, 0.95, 1.2, 0.8, 1.0, 1.1, 1.0, 0.97};

    @ParameterizedTest
    @CsvSource({
        "2, 1.1149941243382884, 1.6933984216456586",
        "4, 0.654209699725013, 1.321487986927711",
        "20, 0.47055351358246605, 1.197652339259222"
    })
    void varianceAndFreedomAreThoseOfLimma(double own, double variance, double freedom) {
        VariancePrior prior = VariancePrior.of(SPREAD, own);
        assertThat(prior.variance()).isCloseTo(variance, within(1e-6));
        assertThat(prior.freedom()).isCloseTo(freedom, within(1e-6));
    }

    @Test
    void smallVariancesGrowAndLargeOnesShrink() {
        VariancePrior prior = VariancePrior.of(SPREAD, 4);
        assertThat(prior.squeezed(0.02, 4)).isCloseTo(0.17749363738834661, within(1e-6));
        assertThat(prior.squeezed(30, 4)).isCloseTo(22.712544039566215, within(1e-6));
    }

    @Test
    void variancesThatDifferNoMoreThanByChanceAreOne() {
        VariancePrior prior = VariancePrior.of(ALIKE, 4);
        assertThat(prior.freedom()).isInfinite();
        assertThat(prior.squeezed(0.01, 4)).isCloseTo(1.3118076529623386, within(1e-6));
    }

    @Test
    void fewVariancesOrNoneThatVaryTellNothing() {
        assertThat(VariancePrior.of(new double[] {1, 2, 3}, 4)).isEqualTo(VariancePrior.NONE);
        assertThat(VariancePrior.of(DoubleStream.generate(() -> 0).limit(20).toArray(), 4))
                .isEqualTo(VariancePrior.NONE);
        assertThat(VariancePrior.NONE.squeezed(7, 4)).isEqualTo(7);
    }
}
