package tallyflame.modules.earlysn;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.GoldTable;
import tallyflame.modules.RealBatches;
import tallyflame.modules.Shared;

class EarlySupernovaGoldTest {
    private static final String[] BANDS = {"_g", "_r"};

    private final SoftAssertions soft = new SoftAssertions();
    private int fitted;
    private int agreeing;

    /** Where the light only rises by an exponential, height and day of the middle run away together; the fit is the same. */
    @Test
    void featuresAreThoseOfTheReference() throws Exception {
        GoldTable gold = Shared.gold("rf_snia_features_gold.csv");
        EarlySupernovaModule module = new EarlySupernovaModule();
        for (AlertBatch batch : RealBatches.process(module)) {
            for (int row = 0; row < batch.size(); row++) {
                for (int band = 0; band < BANDS.length; band++) {
                    compare(batch, row, band, gold.row(batch.candid(row)));
                }
            }
        }
        soft.assertAll();
        assertThat(fitted).isGreaterThan(3);
        assertThat(agreeing).as("fits with the same parameters").isGreaterThanOrEqualTo(fitted * 2 / 3);
    }

    private void compare(AlertBatch batch, int row, int band, GoldTable.Row gold) {
        String suffix = BANDS[band];
        String what = gold.text("objectId") + suffix;
        for (String name : new String[] {"nrise", "snratio"}) {
            double expected = gold.number(name + suffix);
            soft.assertThat(batch.result(name + suffix)[row])
                    .as(what + " " + name)
                    .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, expected)));
        }
        if (gold.number("nrise" + suffix) == 0) {
            soft.assertThat(batch.result("mse" + suffix)[row]).as(what).isEqualTo(gold.number("mse" + suffix));
            soft.assertThat(batch.result("a" + suffix)[row]).as(what).isZero();
            return;
        }
        fitted++;
        DailyFlux points = new DailyFlux();
        points.load(
                row,
                band + 1,
                batch.series("jd"),
                batch.series("fid"),
                batch.series("magpsf"),
                batch.series("sigmapsf"));
        double[] ours = new double[3];
        double[] theirs = new double[3];
        boolean same = true;
        for (int i = 0; i < 3; i++) {
            String name = new String[] {"a", "b", "c"}[i] + suffix;
            ours[i] = batch.result(name)[row];
            theirs[i] = gold.number(name);
            same &= Math.abs(ours[i] - theirs[i]) < 1e-3 * Math.abs(theirs[i]);
        }
        agreeing += same ? 1 : 0;
        double loss = SigmoidFit.loss(points, ours);
        double theirLoss = SigmoidFit.loss(points, theirs);
        soft.assertThat(loss).as(what + " loss").isLessThanOrEqualTo(theirLoss * (1 + 1e-6) + 1e-9);
        if (same) {
            double expected = gold.number("mse" + suffix);
            soft.assertThat(batch.result("mse" + suffix)[row])
                    .as(what + " mse")
                    .isCloseTo(expected, Offset.offset(1e-3 * expected + 1e-12));
        }
    }
}
