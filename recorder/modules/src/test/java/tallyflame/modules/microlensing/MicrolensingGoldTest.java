package tallyflame.modules.microlensing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;

class MicrolensingGoldTest {
    private final SoftAssertions soft = new SoftAssertions();

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void apparentMagnitudesAreThoseOfTheReference(DataSet set) throws Exception {
        Map<String, GoldTable.Row> gold = new HashMap<>();
        for (GoldTable.Row row : set.gold("microlensing_dcmag_gold.csv").rows()) {
            gold.put(row.text("candid") + " " + row.text("fid") + " " + row.text("k"), row);
        }
        int compared = 0;
        for (AlertBatch batch : set.read(new MicrolensingModule().columns())) {
            MicrolensingModule.Points points = new MicrolensingModule.Points(batch);
            for (int row = 0; row < batch.size(); row++) {
                int[] k = new int[4];
                for (int i = batch.series("fid").from(row);
                        i < batch.series("fid").to(row);
                        i++) {
                    int fid = (int) batch.series("fid").values()[i];
                    if (Double.isNaN(batch.series("magpsf").values()[i])) {
                        continue;
                    }
                    GoldTable.Row expected = gold.get(batch.candid(row) + " " + fid + " " + k[fid]++);
                    if (expected != null) {
                        close(batch.candid(row) + " mag", points.magnitude(i), expected.number("dcmag"), 1e-12);
                        close(batch.candid(row) + " error", points.error(i), expected.number("dcerr"), 1e-12);
                        compared++;
                    }
                }
            }
        }
        soft.assertAll();
        assertThat(compared).isEqualTo(gold.size());
    }

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void statisticsAreThoseOfTheIndependentImplementation(DataSet set) throws Exception {
        Map<String, GoldTable.Row> gold = new HashMap<>();
        for (GoldTable.Row row : set.gold("microlensing_features_gold.csv").rows()) {
            gold.put(row.text("candid") + " " + row.text("fid"), row);
        }
        int bands = 0;
        for (AlertBatch batch : set.process(new MicrolensingModule())) {
            for (int row = 0; row < batch.size(); row++) {
                for (int fid = 1; fid <= 2; fid++) {
                    GoldTable.Row expected = gold.get(batch.candid(row) + " " + fid);
                    boolean isComputed =
                            expected != null && !expected.text("std").isEmpty();
                    bands += isComputed ? 1 : 0;
                    for (Statistic statistic : Statistic.values()) {
                        double value = batch.result(statistic.title() + (fid == 1 ? "_g" : "_r"))[row];
                        String what = batch.candid(row) + " " + fid + " " + statistic;
                        if (isComputed) {
                            close(what, value, expected.number(statistic.title()), 1e-9);
                        } else {
                            soft.assertThat(value).as(what).isZero();
                        }
                    }
                }
            }
        }
        soft.assertAll();
        assertThat(bands).isEqualTo(set == DataSet.REAL ? 20 : gold.size());
    }

    private void close(String what, double actual, double expected, double tolerance) {
        if (Double.isNaN(expected)) {
            soft.assertThat(actual).as(what + " (undefined)").isZero();
            return;
        }
        soft.assertThat(actual)
                .as(what)
                .isCloseTo(expected, Offset.offset(tolerance * Math.max(1, Math.abs(expected))));
    }
}
