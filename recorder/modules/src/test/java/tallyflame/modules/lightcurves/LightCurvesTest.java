package tallyflame.modules.lightcurves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LightCurvesTest {
    @Test
    void visitsAreSortedAndDistinctByDateAndFilter() {
        Visits visits = new Visits();
        visits.add(3, 1, 17, 0.1);
        visits.add(1, 2, 16, 0.2);
        visits.add(3, 2, 18, 0.3);
        visits.add(3, 1, 19, 0.4);
        visits.add(2, 1, 15, 0.5);
        visits.sortAndDropDuplicates();
        assertThat(visits.size()).isEqualTo(4);
        double[] magnitudes = new double[4];
        for (int i = 0; i < 4; i++) {
            magnitudes[i] = visits.magnitude(i);
        }
        assertThat(magnitudes).containsExactly(16, 15, 17, 18);
    }

    @Test
    void apparentMagnitudes() {
        assertThat(ApparentMagnitude.isPositive("t")).isTrue();
        assertThat(ApparentMagnitude.isPositive("1")).isTrue();
        assertThat(ApparentMagnitude.isPositive("f")).isFalse();
        assertThat(ApparentMagnitude.isPositive("0")).isFalse();
        assertThat(ApparentMagnitude.isPositive(null)).isFalse();
        // Twice the light is 0.7526 mag brighter.
        assertThat(ApparentMagnitude.magnitude(18, 18, true)).isCloseTo(18 - 2.5 * Math.log10(2), within(1e-12));
        assertThat(ApparentMagnitude.magnitude(17, 18, false)).isNaN();
        assertThat(ApparentMagnitude.magnitude(Double.NaN, 18, true)).isNaN();
        assertThat(ApparentMagnitude.magnitude(18, -999, true)).isNaN();
        assertThat(ApparentMagnitude.error(18, 0.1, -999, -999, true)).isNaN();
    }
}
