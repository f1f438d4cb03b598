package tallyflame.flamegraphs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "999; ns; 999 ns",
                "1500; ns; 1.50 µs",
                "12300000; ns; 12.3 ms",
                "1234000000000; ns; 1,234 s",
                "1023; bytes; 1023 B",
                "1536; bytes; 1.50 KiB",
                "1234567; samples; '1,234,567 samples'",
            })
    void givesAWeightThreeDigitsAndAUnit(long weight, String unit, String words) {
        assertThat(Quantity.of(weight, unit)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0.533, ns, 0.53 ns",
        "12, ns, 12 ns",
        "12300.4, ns, 12.3 µs",
        "0.25, bytes, 0.25 B",
        "3, samples, 3 samples"
    })
    void aPartOfAUnitHasItsThreeDigits(double weight, String unit, String words) {
        assertThat(Quantity.of(weight, unit)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 %", "0.576, 57.6 %", "1, 100.0 %", "0.01, 1.0 %", "0.0099499, 0.99 %", "0.00042, 0.04 %"})
    void givesASmallShareASecondDecimal(double share, String words) {
        assertThat(Quantity.percent(share)).isEqualTo(words);
    }

    @Test
    void writesDifferencesWithTheirSign() {
        assertThat(Quantity.points(0.123)).isEqualTo("+12.3");
        assertThat(Quantity.points(-0.0012)).isEqualTo("-0.12");
        assertThat(Quantity.points(0)).isEqualTo("+0.0");
        assertThat(Quantity.distance(-0.123)).isEqualTo("12.3");
        assertThat(Quantity.distance(0.0012)).isEqualTo("0.12");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "0.0123, 0.012", "1.234, 1.23", "12.34, 12.3", "'1234567', '1,234,567'"})
    void givesANumberThreeDigits(double value, String words) {
        assertThat(Quantity.number(value)).isEqualTo(words);
    }

    @Test
    void valuesAtAnAxisAreShort() {
        assertThat(List.of(0.001, 0.1, 1.0, 1.5, 50.0, 1000.0, 1e6))
                .extracting(Quantity::tick)
                .containsExactly("0.001", "0.1", "1", "1.5", "50", "1k", "1M");
    }
}
