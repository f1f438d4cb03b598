package tallyflame.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
    /** scipy.stats.t.interval(0.95, 4, loc=3, scale=scipy.stats.sem([1, 2, 3, 4, 5])) gives 1.036757, 4.963243. */
    @Test
    void isStudentsInterval() {
        Interval interval = Interval.ofMean(1, 2, 3, 4, 5);
        assertThat(interval.value()).isEqualTo(3);
        assertThat(interval.low()).isCloseTo(1.036757, within(1e-6));
        assertThat(interval.high()).isCloseTo(4.963243, within(1e-6));
    }

    /** scipy.stats.t.interval(0.95, 39, loc=19.5, scale=scipy.stats.sem(range(40))) gives 15.761212, 23.238788. */
    @Test
    void isStudentsIntervalOfManyObservations() {
        Interval interval =
                Interval.ofMean(IntStream.range(0, 40).asDoubleStream().toArray());
        assertThat(interval.low()).isCloseTo(15.761212, within(1e-6));
        assertThat(interval.high()).isCloseTo(23.238788, within(1e-6));
    }

    @Test
    void ofASingleObservationIsAPoint() {
        assertThat(Interval.ofMean(7)).isEqualTo(new Interval(7, 7, 7));
    }

    @Test
    void keepsItsRelativeWidthAroundAnotherCentre() {
        assertThat(new Interval(10, 8, 12).around(100)).isEqualTo(new Interval(100, 80, 120));
    }
}
