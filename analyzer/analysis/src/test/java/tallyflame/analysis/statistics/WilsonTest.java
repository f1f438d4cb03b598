package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.runs.Interval;

class WilsonTest {
    /** Table I, method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void publishedIntervals(long k, long n, double low, double high) {
        Interval interval = Wilson.share(k, n);
        assertThat(interval.value()).isEqualTo((double) k / n);
        assertThat(interval.low()).isEqualTo(low, within(5e-5));
        assertThat(interval.high()).isEqualTo(high, within(5e-5));
    }

    @Test
    void isSymmetric() {
        Interval few = Wilson.share(3, 50);
        Interval many = Wilson.share(47, 50);
        assertThat(many.low()).isEqualTo(1 - few.high(), within(1e-12));
        assertThat(many.high()).isEqualTo(1 - few.low(), within(1e-12));
    }

    @Test
    void endsAndNothing() {
        assertThat(Wilson.share(20, 20).high()).isEqualTo(1);
        assertThat(Wilson.share(0, 0)).isEqualTo(new Interval(0, 0, 1));
        assertThatThrownBy(() -> Wilson.share(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
