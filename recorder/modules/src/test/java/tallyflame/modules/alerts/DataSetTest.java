package tallyflame.modules.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.DataSet;
import tallyflame.modules.GoldTable;

/** Alerts in the schema of the survey. */
class DataSetTest {
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

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void readsAllFilesAsOneDataSet(DataSet set) throws Exception {
        int alerts = set.gold("asteroids_gold.csv").rows().size();
        int rows = 0;
        try (AlertSource source = AlertSource.open(set.alerts(), COLUMNS, 50, -1)) {
            assertThat(source.rows()).isEqualTo(alerts);
            assertThat(source.files()).hasSize(set == DataSet.REAL ? 3 : 1);
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
        assertThat(rows).isEqualTo(alerts);
    }

    /** Alerts that went through another tool may have all numbers in double precision; both kinds lie in one folder. */
    @Test
    void filesOfDifferentTypesAreReadAsOneDataSet() throws Exception {
        Path original = DataSet.GENERATED.alerts().resolve("alerts-00000.parquet");
        Files.copy(original, folder.resolve("a.parquet"));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    """
                    copy (
                      select objectId, candid, {jd: candidate.jd, magpsf: candidate.magpsf::double,
                        isdiffpos: candidate.isdiffpos, ndethist: candidate.ndethist::bigint,
                        sgscore1: candidate.sgscore1::double, distpsnr1: candidate.distpsnr1::double,
                        ssdistnr: candidate.ssdistnr::double} as candidate,
                        list_transform(prv_candidates, e -> {isdiffpos: e.isdiffpos, magpsf: e.magpsf::double,
                          jd: e.jd}) as prv_candidates,
                        cutoutScience
                      from '%s')
                    to '%s' (format parquet)
                    """
                            .formatted(original, folder.resolve("b.parquet")));
        }
        List<AlertBatch> batches = new ArrayList<>();
        try (AlertSource source = AlertSource.open(folder, COLUMNS, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                batches.add(batch);
            }
        }
        assertThat(batches).hasSize(2);
        assertThat(batches.get(0).size()).isEqualTo(batches.get(1).size()).isPositive();
        for (int row = 0; row < batches.get(0).size(); row++) {
            assertThat(values(batches.get(1), row)).isEqualTo(values(batches.get(0), row));
        }
    }

    private static List<Object> values(AlertBatch batch, int row) {
        List<Object> values = new ArrayList<>();
        values.add(batch.candid(row));
        values.add(batch.texts("candidate.isdiffpos").get(row));
        for (String column : COLUMNS) {
            if (column.startsWith("candidate.") && !column.endsWith("isdiffpos")) {
                values.add(batch.numbers(column).get(row));
            }
        }
        values.add(Arrays.stream(batch.history("prv_candidates[].jd").get(row))
                .boxed()
                .toList());
        values.add(Arrays.stream(batch.history("prv_candidates[].magpsf").get(row))
                .boxed()
                .toList());
        values.add(Arrays.asList(batch.textHistory("prv_candidates[].isdiffpos").get(row)));
        values.add(
                HexFormat.of().formatHex(batch.bytes("cutoutScience.stampData").get(row)));
        return values;
    }

    /** The inputs of the asteroid rules stand in the gold file: what another reader of Parquet took from the files. */
    @ParameterizedTest
    @MethodSource("tallyflame.modules.DataSet#present")
    void agreesWithAnotherReaderAboutTheInputsOfTheAsteroidModule(DataSet set) throws Exception {
        GoldTable gold = set.gold("asteroids_gold.csv");
        List<Long> order = new ArrayList<>();
        for (AlertBatch batch : set.read(COLUMNS)) {
            for (int row = 0; row < batch.size(); row++) {
                order.add(batch.candid(row));
                GoldTable.Row expected = gold.row(batch.candid(row));
                assertThat(batch.objectId(row)).isEqualTo(expected.text("objectId"));
                for (String field : List.of("ndethist", "sgscore1", "ssdistnr", "distpsnr1")) {
                    assertThat(batch.numbers("candidate." + field).get(row))
                            .as(field)
                            .isEqualTo(Double.valueOf(expected.number(field)));
                }
            }
        }
        assertThat(order).hasSize(gold.rows().size()).doesNotHaveDuplicates();
    }
}
