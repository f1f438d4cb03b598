package tallyflame.modules.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.GoldTable;
import tallyflame.modules.Shared;

/** The files of real alerts, which differ in their types, read as one data set. */
class RealAlertsTest {
    private static final List<String> COLUMNS = List.of(
            "candidate.jd",
            "candidate.magpsf",
            "candidate.isdiffpos",
            "candidate.ndethist",
            "candidate.sgscore1",
            "candidate.distpsnr1",
            "candidate.ssdistnr",
            "prv_candidates[].jd",
            "prv_candidates[].magpsf",
            "prv_candidates[].isdiffpos",
            "cutoutScience.stampData");

    @Test
    void readsThreeFilesOfDifferentTypesAsOneDataSet() throws Exception {
        int rows = 0;
        try (AlertSource source = AlertSource.open(Shared.alerts(), COLUMNS, 50, -1)) {
            assertThat(source.rows()).isEqualTo(190);
            assertThat(source.files()).hasSize(3);
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                rows += batch.size();
                for (int row = 0; row < batch.size(); row++) {
                    assertThat(batch.texts("candidate.isdiffpos").get(row)).isIn("t", "1", "f", "0");
                    assertThat(batch.bytes("cutoutScience.stampData").get(row)).startsWith(0x1f, 0x8b);
                    assertThat(batch.textHistory("prv_candidates[].isdiffpos").get(row))
                            .hasSameSizeAs(batch.history("prv_candidates[].jd").get(row));
                }
            }
        }
        assertThat(rows).isEqualTo(190);
    }

    /** The inputs of the asteroid rules stand in the gold file: what its Python reader took from the files. */
    @Test
    void agreesWithAnotherReaderAboutTheInputsOfTheAsteroidModule() throws Exception {
        GoldTable gold = Shared.gold("asteroids_gold.csv");
        List<Long> order = new ArrayList<>();
        try (AlertSource source = AlertSource.open(Shared.alerts(), COLUMNS, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    order.add(batch.candid(row));
                    GoldTable.Row expected = gold.row(batch.candid(row));
                    assertThat(batch.objectId(row)).isEqualTo(expected.text("objectId"));
                    for (String field : List.of("ndethist", "sgscore1", "ssdistnr", "distpsnr1")) {
                        assertThat(batch.numbers("candidate." + field).get(row))
                                .as(field)
                                .isEqualTo(expected.number(field));
                    }
                }
            }
        }
        assertThat(order).hasSize(190).doesNotHaveDuplicates();
    }
}
