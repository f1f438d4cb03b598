package tallyflame.analysis.diff.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tallyflame.analysis.diff.ThroughputRatio;
import tallyflame.runs.Interval;

class VerdictSentenceTest {
    private static ThroughputRatio ratio(double value, double low, double high, double pValue, String undecided) {
        return new ThroughputRatio(100, 100 * value, new Interval(value, low, high), pValue, "3 forks", undecided);
    }

    /** Half the rate is twice the time. */
    @Test
    void theTimeOfAnAlertComesFirst() {
        assertThat(VerdictSentence.of(ratio(0.5, 0.4, 0.625, 0.001, ""), "slower"))
                .isEqualTo("+100.0 % ± 45.0 CPU time an alert: slower");
        assertThat(VerdictSentence.of(ratio(1.25, 1.24, 1.26, 0.001, ""), "faster"))
                .isEqualTo("-20.0 % ± 0.6 CPU time an alert: faster");
    }

    @Test
    void withinNoiseNothingIsDecided() {
        assertThat(VerdictSentence.of(ratio(0.99, 0.9, 1.1, 0.4, ""), "no difference beyond noise"))
                .isEqualTo("undecided, +1.0 % ± 10.1 CPU time an alert: no difference beyond noise");
        assertThat(VerdictSentence.of(ratio(0.99, Double.NaN, Double.NaN, 1, "one fork each"), "time undecided"))
                .isEqualTo("undecided: time undecided");
    }
}
