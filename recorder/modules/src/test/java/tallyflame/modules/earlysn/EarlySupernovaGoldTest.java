package tallyflame.modules.earlysn;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;

class EarlySupernovaGoldTest {
    private static final String[] BANDS = {"_g", "_r"};

    /** A height of so many times the highest flux says that the light has not begun to turn. */
    private static final double RUNS_AWAY = 10;

    private final SoftAssertions soft = new SoftAssertions();
    private int turning;
    private int agreeing;

    /**
     * Where the light only rises by an exponential, height and day of the middle run away together until the fit runs out of
     * steps, ours a little earlier or later than the reference's. The curve is the same.
     */
    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void featuresAreThoseOfTheReference(DataSet set) throws Exception {
        GoldTable gold = set.gold("rf_snia_features_gold.csv");
        EarlySupernovaModule module = new EarlySupernovaModule();
        for (AlertBatch batch : set.process(module)) {
            for (int row = 0; row < batch.size(); row++) {
                for (int band = 0; band < BANDS.length; band++) {
                    compare(batch, row, band, gold.row(batch.candid(row)));
                }
            }
        }
        soft.assertAll();
        assertThat(turning).isGreaterThan(3);
        assertThat(agreeing).as("fits with the same parameters").isEqualTo(turning);
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
        boolean runsAway = theirs[2] > RUNS_AWAY * highest(points);
        turning += runsAway ? 0 : 1;
        agreeing += same && !runsAway ? 1 : 0;
        double tolerance = runsAway ? 5e-3 : 1e-6;
        double loss = SigmoidFit.loss(points, ours);
        double theirLoss = SigmoidFit.loss(points, theirs);
        soft.assertThat(loss).as(what + " loss").isLessThanOrEqualTo(theirLoss * (1 + tolerance) + 1e-9);
        if (same) {
            double expected = gold.number("mse" + suffix);
            soft.assertThat(batch.result("mse" + suffix)[row])
                    .as(what + " mse")
                    .isCloseTo(expected, Offset.offset(1e-3 * expected + 1e-12));
        }
    }

    private static double highest(DailyFlux points) {
        double highest = 0;
        for (int i = 0; i < points.size(); i++) {
            highest = Math.max(highest, points.flux(i));
        }
        return highest;
    }
}
