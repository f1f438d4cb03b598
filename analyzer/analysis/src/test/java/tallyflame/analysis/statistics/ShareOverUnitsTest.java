package tallyflame.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.statistics.ShareOverUnits.Unit;
import tallyflame.runs.Interval;

class ShareOverUnitsTest {
    @Test
    void unitsOfOneSizeGiveStudentsIntervalOfTheirShares() {
        Interval share = ShareOverUnits.of(List.of(new Unit(10, 100), new Unit(20, 100), new Unit(30, 100)));
        Interval mean = Interval.ofMean(0.1, 0.2, 0.3);

        assertThat(share.value()).isCloseTo(0.2, within(1e-12));
        assertThat(share.high()).isCloseTo(mean.high(), within(1e-9));
        assertThat(share.low()).isZero(); // Student's interval begins below
    }

    @Test
    void largerUnitsWeighMore() {
        assertThat(ShareOverUnits.of(List.of(new Unit(90, 100), new Unit(0, 900)))
                        .value())
                .isCloseTo(0.09, within(1e-12));
    }

    @Test
    void oneUnitTellsNothingAboutOthers() {
        assertThat(ShareOverUnits.of(List.of(new Unit(30, 100)))).isEqualTo(new Interval(0.3, 0, 1));
    }

    /** Executors whose own shares spread around 0.3: an interval that took samples for independent would hold it far less often. */
    @Test
    void theIntervalHoldsTheShareAboutAsOftenAsItSays() {
        Random random = new Random(17);
        int held = 0;
        for (int round = 0; round < 2000; round++) {
            List<Unit> units = new ArrayList<>();
            for (int unit = 0; unit < 8; unit++) {
                double own = 0.3 + 0.05 * random.nextGaussian();
                long part = random.doubles(500).filter(sample -> sample < own).count();
                units.add(new Unit(part, 500));
            }
            Interval interval = ShareOverUnits.of(units);
            held += interval.low() <= 0.3 && 0.3 <= interval.high() ? 1 : 0;
        }
        assertThat(held / 2000.0).isBetween(0.935, 0.965);
    }
}
