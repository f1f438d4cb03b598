package tallyflame.modules.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;

class FeaturesGoldTest {
    /**
     * This alert has up to three r measurements of one date, of which one is kept: the first for us, for the reference
     * the one that its unstable sort happens to put first.
     */
    private static final String SAME_DATES = "1786119423415015015";

    /**
     * A file of gold values.
     *
     * @param fewestPoints bands with fewer have no values in it
     * @param values at least so many numbers are to be compared
     */
    private record Gold(DataSet set, String file, double tolerance, int fewestPoints, int values) {}

    private static final Gold GENERATED = new Gold(DataSet.GENERATED, "ad_features_reference_gold.csv", 1e-9, 1, 5000);
    private static final Gold REAL = new Gold(DataSet.REAL, "ad_features_reference_gold.csv", 1e-6, 4, 2500);
    /** The package that made these in production works in single precision in places. */
    private static final Gold PRODUCTION = new Gold(DataSet.REAL, "ad_features_stored_gold.csv", 1e-5, 1, 1000);

    private final SoftAssertions soft = new SoftAssertions();
    private int compared;

    static Stream<Gold> files() {
        Set<DataSet> present = DataSet.present().collect(Collectors.toSet());
        return Stream.of(GENERATED, REAL, PRODUCTION).filter(gold -> present.contains(gold.set()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void featuresAreThoseOfTheReference(Gold file) throws Exception {
        compare(file);
        assertThat(compared).isGreaterThan(file.values());
    }

    private void compare(Gold file) throws Exception {
        GoldTable gold = file.set().gold(file.file());
        Map<String, AlertBatch> batches = new TreeMap<>();
        Map<String, Integer> rows = new TreeMap<>();
        for (AlertBatch batch : file.set().process(new LightCurveFeaturesModule())) {
            for (int row = 0; row < batch.size(); row++) {
                batches.put(Long.toString(batch.candid(row)), batch);
                rows.put(Long.toString(batch.candid(row)), row);
            }
        }
        for (GoldTable.Row row : gold.rows()) {
            if (row.number("npoints") < file.fewestPoints() || (file.set() == DataSet.REAL && isOfSameDates(row))) {
                continue;
            }
            String candid = row.text("candid");
            for (Feature feature : Feature.values()) {
                String name = feature.name().toLowerCase(Locale.ROOT);
                String band = List.of("g", "r").get((int) row.number("fid") - 1);
                double actual = batches.get(candid).result(name + "_" + band)[rows.get(candid)];
                String title = name.equals("stetson_k") ? "stetson_K" : name;
                compareOne(candid + " " + band + " " + name, actual, row.number(title), file.tolerance());
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
