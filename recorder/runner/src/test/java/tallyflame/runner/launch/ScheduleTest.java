package tallyflame.runner.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.runs.Pass;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({"3, 6", "4, 4", "5, 10", "6, 6"})
    void inBalancedRoundsEveryPassIsEverywhereAndFollowsEveryOtherEquallyOften(int number, int rounds) {
        List<Pass> passes = List.of(Pass.values()).subList(0, number);
        Schedule schedule = Schedule.rounds(passes, rounds, Duration.ZERO, Duration.ofSeconds(1));
        List<Schedule.Step> steps = schedule.steps();
        assertThat(steps).hasSize(number * rounds).doesNotHaveDuplicates();
        Map<String, Integer> positions = new HashMap<>();
        Map<String, Integer> successions = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            positions.merge(steps.get(i).pass() + " at " + i % number, 1, Integer::sum);
            if (i % number > 0) {
                successions.merge(
                        steps.get(i - 1).pass() + " before " + steps.get(i).pass(), 1, Integer::sum);
            }
        }
        assertThat(positions).hasSize(number * number);
        assertThat(new ArrayList<>(positions.values())).containsOnly(rounds / number);
        assertThat(successions).hasSize(number * (number - 1));
        assertThat(new ArrayList<>(successions.values())).containsOnly(rounds / number);
    }
}
