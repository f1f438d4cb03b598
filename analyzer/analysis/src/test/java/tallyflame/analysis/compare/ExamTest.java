package tallyflame.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tallyflame.counts.code.MethodId;
import tallyflame.runs.Pass;

class ExamTest {
    private static final MethodId LARGE = MethodId.parse("x.A.large");
    private static final MethodId SMALL = MethodId.parse("x.A.small");

    private static Exam.ExamFork fork(double large, double small) {
        return new Exam.ExamFork(Map.of(LARGE, large, SMALL, small), Map.of(LARGE, 80.0, SMALL, 20.0), 0);
    }

    @Test
    void anInstrumentThatSawNothingIsNotWithoutError() {
        Exam.Score blind = Exam.score("program", Pass.JFR, List.of(fork(0, 0), fork(0, 0)));
        assertThat(blind.samples()).isZero();
        assertThat(blind.worstError()).isCloseTo(0.8, within(1e-12));
        assertThat(blind.meanError()).isCloseTo(0.5, within(1e-12));
        assertThat(blind.topRight()).isZero();
    }

    @Test
    void forksWithoutSamplesSayNothingBesideOthers() {
        Exam.Score score = Exam.score("program", Pass.SAMPLE, List.of(fork(800, 200), fork(0, 0)));
        assertThat(score.worstError()).isCloseTo(0, within(1e-12));
        assertThat(score.forks()).isEqualTo(2);
        assertThat(score.topRight()).isEqualTo(1);
    }
}
