package tallyflame.modules.fasttransient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;

class FastTransientGoldTest {
    private static final double[] FIXED_Z = {-2, -1.5, -1, -.5, -.25, 0, .25, .5, 1, 1.5, 2};
    private static final double[] ROTATED_Z = {1, 1.5, 2, -2, -1.5, -1, -.5, -.25, 0, .25, .5};

    private final SoftAssertions soft = new SoftAssertions();
    private int rates;

    private static MeasurementDraws fixed() {
        double[] uniform = new double[FIXED_Z.length];
        Arrays.setAll(uniform, i -> (i + 0.5) / uniform.length);
        return new MeasurementDraws(FIXED_Z, ROTATED_Z, uniform);
    }

    private static double actual(AlertBatch batch, String output, int row) {
        return batch.result(output)[row];
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void timesAndClassesAreThoseOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("fast_transient_gold.csv");
        for (AlertBatch batch : set.process(new FastTransientModule())) {
            for (int row = 0; row < batch.size(); row++) {
                GoldTable.Row expected = gold.row(batch.candid(row));
                for (String output : new String[] {"delta_time", "from_upper", "jd_first_real_det", "jdstarthist_dt"}) {
                    compare(batch.candid(row) + " " + output, actual(batch, output, row), expected.number(output), 0);
                }
                rates += Double.isNaN(actual(batch, "mag_rate", row)) ? 0 : 1;
            }
        }
        soft.assertAll();
        assertThat(rates).isGreaterThan(90);
    }

    /** The current magnitude was single precision in part of the reference, which moves the rates by about 1e-7. */
    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void withFixedNumbersTheRatesOfSingleAlertsAreThoseOfTheReference(DataSet set) throws Exception {
        compareRates(set, new FastTransientModule(fixed(), false), "_fixedz_single", 2e-6);
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void withFixedNumbersTheRatesOfWholeBatchesAreThoseOfTheReference(DataSet set) throws Exception {
        compareRates(set, new FastTransientModule(fixed(), true), "_fixedz_batch", 2e-6);
    }

    /**
     * Ten thousand other random numbers. The shift is the lowest sample, and the lowest of ten thousand normal numbers
     * itself scatters by a quarter of a standard deviation of the flux, which moves all rates alike.
     */
    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void withRandomNumbersTheRatesAgreeWithinTheirScatter(DataSet set) throws Exception {
        GoldTable gold = set.gold("fast_transient_gold.csv");
        for (boolean batches : new boolean[] {false, true}) {
            String suffix = "_N10000_seed2023_" + (batches ? "batch" : "single");
            for (AlertBatch batch : set.process(new FastTransientModule(MeasurementDraws.seeded(10_000, 5), batches))) {
                for (int row = 0; row < batch.size(); row++) {
                    GoldTable.Row expected = gold.row(batch.candid(row));
                    double sigma = expected.number("sigma_rate" + suffix);
                    String what = batch.candid(row) + suffix;
                    compareScatter(
                            what + " mean", batch, row, "mag_rate", expected.number("mag_rate" + suffix), 0.5 * sigma);
                    compareScatter(what + " sigma", batch, row, "sigma_rate", sigma, 0.5 * sigma);
                    compareScatter(
                            what + " lower", batch, row, "lower_rate", expected.number("lower_rate" + suffix), sigma);
                    compareScatter(
                            what + " upper", batch, row, "upper_rate", expected.number("upper_rate" + suffix), sigma);
                }
            }
        }
        soft.assertAll();
    }

    private void compareScatter(
            String what, AlertBatch batch, int row, String output, double expected, double tolerance) {
        if (Double.isNaN(expected)) {
            soft.assertThat(actual(batch, output, row)).as(what).isNaN();
        } else {
            soft.assertThat(actual(batch, output, row)).as(what).isCloseTo(expected, Offset.offset(tolerance));
        }
    }

    private void compareRates(DataSet set, FastTransientModule module, String suffix, double tolerance)
            throws Exception {
        GoldTable gold = set.gold("fast_transient_gold.csv");
        for (AlertBatch batch : set.process(module)) {
            for (int row = 0; row < batch.size(); row++) {
                GoldTable.Row expected = gold.row(batch.candid(row));
                for (String output : new String[] {"mag_rate", "sigma_rate", "lower_rate", "upper_rate"}) {
                    compare(
                            batch.candid(row) + " " + output + suffix,
                            actual(batch, output, row),
                            expected.number(output + suffix),
                            tolerance);
                    rates++;
                }
            }
        }
        soft.assertAll();
        assertThat(rates).isEqualTo(4 * gold.rows().size());
    }

    private void compare(String what, double actual, double expected, double tolerance) {
        if (Double.isNaN(expected)) {
            soft.assertThat(actual).as(what).isNaN();
        } else if (tolerance == 0) {
            soft.assertThat(actual).as(what).isEqualTo(expected);
        } else {
            soft.assertThat(actual)
                    .as(what)
                    .isCloseTo(expected, Offset.offset(tolerance * Math.max(1, Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void theResultOfAnAlertDoesNotDependOnItsBatch(DataSet set) throws Exception {
        for (AlertBatch batch : set.process(new FastTransientModule())) {
            for (int row = 0; row < batch.size(); row += 9) {
                AlertBatch alone = batch.slice(row);
                new FastTransientModule().process(alone);
                for (String output : new String[] {"sigma_rate", "upper_rate"}) {
                    assertThat(alone.result(output)[0]).isEqualTo(Double.valueOf(batch.result(output)[row]));
                }
            }
        }
    }

    @Test
    void logarithmsAreThoseOfTheLibrary() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            double x = Math.exp(random.nextDouble() * 80 - 40);
            assertThat(FastLog.log(x)).isCloseTo(Math.log(x), within(2e-14));
        }
        assertThat(FastLog.log(1)).isCloseTo(0, within(1e-15));
        assertThat(FastLog.log(RateSamples.TINY)).isCloseTo(Math.log(RateSamples.TINY), within(2e-14));
    }
}
