package tallyflame.spark.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tallyflame.runs.cluster.ModuleCost;
import tallyflame.runs.cluster.ModuleCost.Part;

class TaxTest {
    private static final ResultSum RESULTS = new ResultSum(1000, 1, 900, "ZTF1 7: no reason", Time.NONE, Time.NONE);

    /** Two cores for 3 s. */
    private static Tax.Loop loop(long aloneNanos) {
        TaskTimes.Sum tasks = new TaskTimes.Sum(4, 5000, 4500, 200, 100, 50, 3_000_000_000L, 60_000_000);
        boolean compared = aloneNanos > 0;
        return new Tax.Loop(
                3,
                tasks,
                compared ? new Time(300_000_000, 100_000_000) : Time.NONE,
                compared ? new Time(700_000_000, 600_000_000) : Time.NONE,
                new Time(500_000_000, 250_000_000),
                new Time(3_900_000_000L, 2_600_000_000L),
                new Time(aloneNanos, aloneNanos * 2 / 3));
    }

    private static double micros(ModuleCost cost, String part) {
        return cost.parts().stream()
                .filter(one -> one.part().equals(part))
                .map(Part::micros)
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void thePartsAreAllThatTheCoresWereThereFor() {
        ModuleCost cost = Tax.of("m", RESULTS, 2, 4, List.of(loop(3_600_000_000L), loop(3_600_000_000L)));

        assertThat(cost.parts().stream()
                        .mapToDouble(part -> part.micros().value())
                        .sum())
                .isCloseTo(6000, within(1e-6));
        assertThat(micros(cost, "module, as without Spark")).isCloseTo(3600, within(1e-6));
        assertThat(micros(cost, "module, more than without Spark")).isCloseTo(300, within(1e-6));
        assertThat(micros(cost, "cached data to rows")).isCloseTo(300, within(1e-6));
        assertThat(micros(cost, "rows to columns of a batch")).isCloseTo(200, within(1e-6));
        assertThat(micros(cost, "launching tasks, taking results")).isCloseTo(200, within(1e-6));
        assertThat(micros(cost, "idle cores, jobs' begin and end")).isCloseTo(1000, within(1e-6));
        assertThat(micros(cost, "unexplained: the rest of the tasks")).isCloseTo(100, within(1e-6));
        assertThat(cost.rowObjectMicros().value()).isCloseTo(700, within(1e-6));
    }

    @Test
    void theGapIsWhatThePartsOfSparkAddUpTo() {
        ModuleCost cost = Tax.of("m", RESULTS, 2, 4, List.of(loop(3_600_000_000L), loop(3_600_000_000L)));

        double gap = cost.parts().stream()
                .filter(Part::gap)
                .mapToDouble(part -> part.micros().value())
                .sum();
        assertThat(cost.ratio().value()).isCloseTo(0.6, within(1e-9));
        assertThat(3600 / (3600 + gap)).isCloseTo(cost.ratio().value(), within(1e-9));
        double cpu = cost.parts().stream()
                .filter(part -> part.cpuMicros() != null)
                .mapToDouble(part -> part.cpuMicros().value())
                .sum();
        assertThat(cpu).as("all CPU of the tasks").isCloseTo(3060, within(1e-6));
        assertThat(cost.cpuRatio().value()).isCloseTo(2400 / cpu, within(1e-9));
        assertThat(cost.failure()).isEqualTo("ZTF1 7: no reason");
    }

    @Test
    void withoutAComparisonThereIsNoRatio() {
        ModuleCost cost = Tax.of("m", RESULTS, 2, 4, List.of(loop(0)));

        assertThat(cost.ratio()).isNull();
        assertThat(cost.alertsPerSecond().value()).isCloseTo(1000 / 3.0 / 2, within(1e-9));
        assertThat(micros(cost, "module")).isCloseTo(3900, within(1e-6));
        assertThat(micros(cost, "cached data to columns of a batch")).isCloseTo(500, within(1e-6));
        assertThat(cost.rowObjectMicros()).isNull();
    }
}
