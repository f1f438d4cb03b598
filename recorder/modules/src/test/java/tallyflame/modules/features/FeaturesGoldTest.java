package tallyflame.modules.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.GoldTable;
import tallyflame.modules.RealBatches;
import tallyflame.modules.Shared;

class FeaturesGoldTest {
    /**
     * This alert has up to three r measurements of one date, of which one is kept: the first for us, for the reference
     * the one that its unstable sort happens to put first.
     */
    private static final String SAME_DATES = "1786119423415015015";

    /** The re-implementation has values from this many points on; the values of production from one on. */
    private static final int REFERENCE_POINTS = 4;

    private final SoftAssertions soft = new SoftAssertions();
    private int compared;

    @Test
    void featuresAreThoseOfTheReference() throws Exception {
        compare("ad_features_reference_gold.csv", 1e-6);
        assertThat(compared).isGreaterThan(2500);
    }

    /** The package that made these in production works in single precision in places. */
    @Test
    void featuresAreThoseStoredByProduction() throws Exception {
        compare("ad_features_stored_gold.csv", 1e-5);
        assertThat(compared).isGreaterThan(1000);
    }

    private void compare(String file, double tolerance) throws Exception {
        GoldTable gold = Shared.gold(file);
        Map<String, AlertBatch> batches = new TreeMap<>();
        Map<String, Integer> rows = new TreeMap<>();
        for (AlertBatch batch : RealBatches.process(new LightCurveFeaturesModule())) {
            for (int row = 0; row < batch.size(); row++) {
                batches.put(Long.toString(batch.candid(row)), batch);
                rows.put(Long.toString(batch.candid(row)), row);
            }
        }
        boolean isReference = file.contains("reference");
        for (GoldTable.Row row : gold.rows()) {
            if (isReference && (row.number("npoints") < REFERENCE_POINTS || isOfSameDates(row))) {
                continue;
            }
            String candid = row.text("candid");
            for (Feature feature : Feature.values()) {
                String name = feature.name().toLowerCase(Locale.ROOT);
                String band = List.of("g", "r").get((int) row.number("fid") - 1);
                double actual = batches.get(candid).result(name + "_" + band)[rows.get(candid)];
                String title = name.equals("stetson_k") ? "stetson_K" : name;
                compareOne(candid + " " + band + " " + name, actual, row.number(title), tolerance);
            }
        }
        soft.assertAll();
    }

    private static boolean isOfSameDates(GoldTable.Row row) {
        return row.text("candid").equals(SAME_DATES) && row.number("fid") == 2;
    }

    private void compareOne(String what, double actual, double expected, double tolerance) {
        if (Double.isNaN(expected)) {
            soft.assertThat(actual).as(what).isNaN();
        } else {
            compared++;
            Offset<Double> offset = Offset.offset(tolerance * Math.max(Math.abs(expected), 1e-3));
            soft.assertThat(actual).as(what).isCloseTo(expected, offset);
        }
    }
}
