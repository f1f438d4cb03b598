package tallyflame.spark.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaxTest {
    private static final ResultSum RESULTS = new ResultSum(1000, 1, 900, "ZTF1 7: no reason", 0, 0);

    /** Two cores for 3 s. */
    private static Tax.Loop loop(long aloneNanos) {
        TaskTimes.Sum tasks = new TaskTimes.Sum(4, 5000, 4500, 200, 100, 50);
        return new Tax.Loop(3, tasks, 300_000_000, 500_000_000, 3_900_000_000L, aloneNanos);
    }

    @Test
    void thePartsAreAllThatTheCoresWereThereFor() {
        Tax tax = Tax.of("m", RESULTS, 2, 4, List.of(loop(3_600_000_000L), loop(3_600_000_000L)));

        assertThat(tax.micros().values().stream()
                        .mapToDouble(part -> part.value())
                        .sum())
                .isCloseTo(6000, within(1e-6));
        assertThat(tax.micros().get("module, more than that").value()).isCloseTo(300, within(1e-6));
        assertThat(tax.micros().get("cached data to rows").value()).isCloseTo(300, within(1e-6));
        assertThat(tax.micros().get("rows to columns of a batch").value()).isCloseTo(200, within(1e-6));
        assertThat(tax.micros().get("launching tasks, taking results").value()).isCloseTo(200, within(1e-6));
        assertThat(tax.micros().get("idle cores, jobs' begin and end").value()).isCloseTo(1000, within(1e-6));
        assertThat(tax.ratio().value()).isCloseTo(0.6, within(1e-9));
        assertThat(tax.lines()).anyMatch(line -> line.contains("first failure: ZTF1 7: no reason"));
    }

    @Test
    void withoutAComparisonThereIsNoRatio() {
        Tax tax = Tax.of("m", RESULTS, 2, 4, List.of(loop(0)));

        assertThat(tax.ratio()).isNull();
        assertThat(tax.alertsPerSecond().value()).isCloseTo(1000 / 3.0 / 2, within(1e-9));
        assertThat(tax.micros()).containsKey("module");
    }
}
