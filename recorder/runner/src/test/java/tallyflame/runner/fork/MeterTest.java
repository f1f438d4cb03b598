package tallyflame.runner.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void keepsTotalsHoweverManyStepsThereAre() {
        for (int steps : new int[] {1, 39, 40, 41, 80, 81, 1000, 12_345}) {
            Meter meter = new Meter();
            for (int step = 0; step < steps; step++) {
                meter.add(3, 1_000_000 + step, 500_000 + step);
            }
            assertThat(meter.alerts()).isEqualTo(3L * steps);
            assertThat(meter.nanos()).isEqualTo(1_000_000L * steps + (long) steps * (steps - 1) / 2);
            assertThat(meter.rate()).isCloseTo(meter.alerts() * 1e9 / meter.nanos(), within(1e-6));
            assertThat(meter.rates().length).isBetween(Math.min(steps, 19), 40);
        }
    }

    @Test
    void isSteadyOnceTheRateNoLongerRises() {
        Meter rising = new Meter();
        Meter level = new Meter();
        for (int step = 1; step <= 40; step++) {
            rising.add(step, 9_000_000, 1_000_000);
            level.add(100, step * 1_000_000L, 1_000_000);
        }
        assertThat(rising.steady()).isFalse();
        assertThat(level.steady()).isTrue();
        assertThat(new Meter().steady()).as("nothing measured").isFalse();
    }
}
