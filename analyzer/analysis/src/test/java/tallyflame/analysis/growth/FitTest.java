package tallyflame.analysis.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FitTest {
    private static final double[] SIZES = {100, 200, 400};

    private static Fit fit(DoubleUnaryOperator count) {
        return Fit.of(SIZES, Arrays.stream(SIZES).map(count).map(Math::rint).toArray());
    }

    @Test
    void everyLawIsRecognised() {
        assertThat(fit(n -> 7).law()).isEqualTo(Law.CONSTANT);
        assertThat(fit(n -> 1000 + 500 * Math.log(n)).law()).isEqualTo(Law.LOG_N);
        assertThat(fit(n -> n + 1).law()).isEqualTo(Law.N);
        assertThat(fit(n -> 3 * n * Math.log(n)).law()).isEqualTo(Law.N_LOG_N);
        assertThat(fit(n -> n * (n + 1) / 2).law()).isEqualTo(Law.POWER);
        assertThat(fit(n -> Math.pow(n, 1.5)).law()).isEqualTo(Law.POWER);
        assertThat(fit(n -> 1e6 - n * n).law()).isEqualTo(Law.NONE);
    }

    @Test
    void exponentsHaveTheRangeOfTheSlopes() {
        Fit square = fit(n -> n * (n + 1) / 2);
        assertThat(square.exponent().value()).isCloseTo(2, within(0.02));
        assertThat(square.exponent().low())
                .isLessThanOrEqualTo(square.exponent().value());
        assertThat(square.exponent().high()).isBetween(square.exponent().value(), 2.0);
        assertThat(square.quality()).isGreaterThan(0.999);
        assertThat(square.words()).startsWith("n^1.99 (");
    }

    @Test
    void whatTheDataDecidesStaysLinear() {
        // A branch that three alerts in ten take, more or less.
        Fit fit = Fit.of(SIZES, new double[] {31, 58, 121});
        assertThat(fit.law()).isEqualTo(Law.N);
        assertThat(fit.quality()).isLessThan(1);
        assertThat(fit.fasterThanInput()).isFalse();
    }

    @Test
    void onlyWhatCertainlyGrowsFasterIsSaidTo() {
        assertThat(fit(n -> n * n).fasterThanInput()).isTrue();
        assertThat(fit(n -> n * Math.log(n)).fasterThanInput()).isTrue();
        assertThat(fit(n -> n).fasterThanInput()).isFalse();
        assertThat(fit(n -> Math.sqrt(n) * 100).fasterThanInput()).isFalse();
    }

    @Test
    void fewerThanThreeSizesAreRefused() {
        assertThatThrownBy(() -> Fit.of(new double[] {1, 2}, new double[] {1, 2}))
                .hasMessageContaining("three sizes");
        assertThatThrownBy(() -> Fit.of(new double[] {1, 3, 2}, new double[] {1, 2, 3}))
                .hasMessageContaining("ascend");
    }
}
