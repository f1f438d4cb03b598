package tallyflame.analysis.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Value RATE = new Value(600, 570, 630, 5, "");

    @Test
    void onlyAnIntervalThatLeavesOutTheLimitDecides() {
        assertThat(Judge.verdict(RATE, 560, true)).isEqualTo(Verdict.PASS);
        assertThat(Judge.verdict(RATE, 590, true)).isEqualTo(Verdict.UNDECIDED);
        assertThat(Judge.verdict(RATE, 640, true)).isEqualTo(Verdict.FAIL);
        assertThat(Judge.verdict(RATE, 640, false)).isEqualTo(Verdict.PASS);
        assertThat(Judge.verdict(RATE, 560, false)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void anExactValueFailsOnTheFirstExcess() {
        assertThat(Judge.verdict(Value.exact(500), 500, false)).isEqualTo(Verdict.PASS);
        assertThat(Judge.verdict(Value.exact(Math.nextUp(500)), 500, false)).isEqualTo(Verdict.FAIL);
        assertThat(Judge.verdict(Value.none("not counted"), 500, false)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void theCloserToTheLimitTheMoreForksItTakes() {
        assertThat(Judge.moreForks(RATE, 580)).isBetween(3, 10);
        assertThat(Judge.moreForks(RATE, 595)).isGreaterThan(20);
        assertThat(Judge.moreForks(RATE, 600)).as("no number of forks").isNull();
        assertThat(Judge.moreForks(new Value(4, 1, 8, 0, ""), 5))
                .as("an estimate")
                .isNull();
    }
}
