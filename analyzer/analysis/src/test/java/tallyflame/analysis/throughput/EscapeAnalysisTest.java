package tallyflame.analysis.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EscapeAnalysisTest {
    @Test
    void theIntervalIsThatOfWelch() {
        EscapeAnalysis escape = EscapeAnalysis.of(new double[] {90, 100, 110}, new double[] {190, 200, 210});
        assertThat(escape.removedBytesPerAlert()).isEqualTo(100);
        // R: t.test(c(190, 200, 210), c(90, 100, 110))$conf.int
        assertThat(escape.low()).isCloseTo(77.33, within(0.01));
        assertThat(escape.high()).isCloseTo(122.67, within(0.01));
    }

    @Test
    void oneForkHasNoInterval() {
        EscapeAnalysis escape = EscapeAnalysis.of(new double[] {100}, new double[] {150, 160});
        assertThat(escape.removedBytesPerAlert()).isEqualTo(55);
        assertThat(escape.low()).isNull();
        assertThat(escape.high()).isNull();
    }
}
