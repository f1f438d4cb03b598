package tallyflame.modules.kilonova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;

class KilonovaGoldTest {
    private final SoftAssertions soft = new SoftAssertions();
    private int fitted;

    /**
     * The reference minimises by steps with numerical gradients over kinks, and stops early now and then: our loss must not
     * be higher than at its coefficients, and where it is as low, the coefficients must agree.
     */
    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void noFitIsWorseThanThatOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("kilonova_features_gold.csv");
        BandFit fit = new BandFit(Templates.read(set.templates()));
        int agree = 0;
        for (AlertBatch batch : set.read(new KilonovaModule().columns())) {
            AlertColumn.Series jd = batch.series("jd");
            for (int row = 0; row < batch.size(); row++) {
                for (int band = 1; band <= 2; band++) {
                    double[] ours = fit.compute(
                            row, band, jd, batch.series("fid"), batch.series("magpsf"), batch.series("sigmapsf"));
                    agree += compare(gold.row(batch.candid(row)), band == 1 ? "_g" : "_r", ours, fit.fit()) ? 1 : 0;
                }
            }
        }
        soft.assertAll();
        assertThat(fitted).isGreaterThan(100);
        assertThat(agree).as("fits with the same coefficients").isGreaterThan(fitted * 7 / 10);
    }

    private boolean compare(GoldTable.Row gold, String band, double[] ours, TemplateFit fit) {
        String what = gold.text("objectId") + band;
        double peak = gold.number("maxflux" + band);
        if (peak == 0) {
            return false;
        }
        fitted++;
        double[] theirs = {gold.number("coeff1" + band), gold.number("coeff2" + band), gold.number("coeff3" + band)};
        soft.assertThat(ours[4]).as(what + " peak").isCloseTo(peak, Offset.offset(1e-9 * peak));
        double[] coefficients = {ours[0], ours[1], ours[2]};
        double difference = fit.loss(theirs) - fit.loss(coefficients);
        soft.assertThat(difference).as(what + " loss").isGreaterThan(-1e-6 * (1 + fit.loss(theirs)));
        double largest = 0;
        for (int i = 0; i < 3; i++) {
            largest = Math.max(largest, Math.abs(coefficients[i] - theirs[i]));
        }
        return largest < 1e-3;
    }

    /** What the module fits without the published templates. */
    @Test
    void simpleTemplatesAreThoseOfTheGoldValues() throws Exception {
        double[][] gold = Templates.read(DataSet.GENERATED.templates()).values();
        for (int i = 0; i < Templates.COUNT; i++) {
            assertThat(Templates.simple().values()[i]).containsExactly(gold[i], Offset.offset(1e-9));
        }
    }

    /** Whatever the points: no step along any axis, nor a random one, leads lower. */
    @Test
    void theMinimumIsOne() {
        Random random = new Random(8);
        Templates templates = Templates.simple();
        for (int round = 0; round < 100; round++) {
            TemplateFit fit = new TemplateFit();
            fit.clear(random.nextDouble() * 100);
            for (int point = 0; point < 2 + random.nextInt(10); point++) {
                fit.add(templates, 190 + random.nextInt(60), random.nextGaussian(), 0.1 + random.nextDouble());
            }
            double[] best = fit.solve().clone();
            double lowest = fit.loss(best);
            for (int step = 0; step < 200; step++) {
                double[] other = best.clone();
                for (int i = 0; i < 3; i++) {
                    double moved = other[i] + random.nextGaussian() * (step % 2 == 0 ? 0.01 : 0.5);
                    other[i] = Math.max(-2, Math.min(2, moved));
                }
                assertThat(fit.loss(other)).isGreaterThan(lowest - 1e-9 * (1 + lowest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void alertsWithNothingToFitGetZeros(DataSet set) throws Exception {
        GoldTable gold = set.gold("kilonova_features_gold.csv");
        for (AlertBatch batch : set.process(new KilonovaModule())) {
            for (int row = 0; row < batch.size(); row++) {
                for (String band : new String[] {"_g", "_r"}) {
                    double expected = gold.row(batch.candid(row)).number("maxflux" + band);
                    assertThat(batch.result("maxflux" + band)[row])
                            .isCloseTo(expected, Offset.offset(1e-9 * (1 + expected)));
                    if (expected == 0) {
                        assertThat(batch.result("coeff1" + band)[row]).isZero();
                    }
                }
            }
        }
    }
}
