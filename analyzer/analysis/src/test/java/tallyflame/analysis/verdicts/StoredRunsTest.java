package tallyflame.analysis.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Comparisons of stored runs of the same code: nothing here depends on a clock. {@code scripts/bench-verdicts} makes many more, and
 * measures.
 */
@Tag("any-jdk")
class StoredRunsTest {
    private static final List<Integer> RUNS =
            IntStream.rangeClosed(1, 12).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fewRunsASideRaiseNoAlarm(int side) throws IOException {
        Alarms alarms = Alarms.ofSame(RUNS, side, 5, 1, StoredRuns::version);
        assertThat(alarms.comparisons()).isGreaterThanOrEqualTo(15);
        assertThat(alarms.verdicts() + alarms.functions() + alarms.lines() + alarms.throughput())
                .as("%s", alarms)
                .isZero();
        assertThat(alarms.undecided()).isEqualTo(alarms.comparisons());
    }

    @Test
    void aHundredChecksByBudgetsThatOtherRunsProposedFailTwiceAtMost(@TempDir Path folder) throws IOException {
        Gates gates = Gates.ofSame(RUNS, new Gates.Deal(3, 3, 50, 1), StoredRuns::version, folder);
        assertThat(gates.checks()).isEqualTo(100);
        assertThat(gates.budgets()).as("a floor of throughput in each").isEqualTo(100);
        assertThat(gates.failed()).as("%s", gates).isLessThanOrEqualTo(2);
    }

    @Test
    void threeRunsASideRaiseFewAlarmsAndDecide() throws IOException {
        Alarms alarms = Alarms.ofSame(RUNS, 3, 5, 1, StoredRuns::version);
        assertThat(alarms.comparisons()).isEqualTo(10);
        assertThat(alarms.undecided()).as("%s", alarms).isZero();
        for (int found : new int[] {alarms.throughput(), alarms.functions(), alarms.lines(), alarms.verdicts()}) {
            assertThat(found).as("%s", alarms).isLessThanOrEqualTo(1);
        }
    }
}
