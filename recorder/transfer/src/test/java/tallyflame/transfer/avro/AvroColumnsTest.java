package tallyflame.transfer.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.modules.AlertBatch;
import tallyflame.modules.AlertColumn;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.parquet.ColumnOutput;
import tallyflame.parquet.ParquetFile;
import tallyflame.transfer.TestAlerts;

/** Every type of an Avro schema in Parquet, as our reader, DuckDB and the way back to Avro see it. */
class AvroColumnsTest {
    private static final String EVERY_TYPE =
            """
            {"type": "record", "name": "alert", "namespace": "ztf", "fields": [
              {"name": "objectId", "type": ["null", "string"]},
              {"name": "candid", "type": "long"},
              {"name": "nothing", "type": "null"},
              {"name": "flag", "type": ["boolean", "null"]},
              {"name": "fid", "type": "int"},
              {"name": "magpsf", "type": ["null", "float"]},
              {"name": "jd", "type": ["double", "null"]},
              {"name": "stamp", "type": ["bytes", "null"]},
              {"name": "kind", "type": {"type": "enum", "name": "kind", "symbols": ["STAR", "GALAXY"]}},
              {"name": "digest", "type": {"type": "fixed", "name": "md5", "size": 4}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
              {"name": "either", "type": ["null", "int", "string"]},
              {"name": "crossmatch", "type": [{"type": "map", "values": ["float", "null"]}, "null"]},
              {"name": "prv_candidates", "type": ["null", {"type": "array", "items": {
                 "type": "record", "name": "prv", "fields": [
                   {"name": "jd", "type": "double"}, {"name": "magpsf", "type": ["float", "null"]},
                   {"name": "flags", "type": {"type": "array", "items": "int"}}]}}]}
            ]}
            """;

    @TempDir
    private Path folder;

    private static Path write(Path file, Schema schema, List<byte[]> records) throws IOException {
        AvroColumns columns = AvroColumns.of(schema, null);
        ParquetProperties properties = ParquetProperties.builder().build();
        try (ColumnOutput output =
                new ColumnOutput(file, columns.parquet(), CompressionCodecName.SNAPPY, properties, 2, Map.of())) {
            for (byte[] record : records) {
                columns.check(record);
                columns.write(record, output.columns());
                output.endRow();
            }
        }
        return file;
    }

    private static GenericRecord full(Schema schema) {
        GenericData.Record record = new GenericData.Record(schema);
        record.put("objectId", "ZTF1");
        record.put("candid", Long.MAX_VALUE);
        record.put("flag", true);
        record.put("fid", 2);
        record.put("magpsf", 18.5f);
        record.put("jd", 2_460_000.25);
        record.put("stamp", ByteBuffer.wrap(new byte[] {0, -1}));
        record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "GALAXY"));
        record.put("digest", new GenericData.Fixed(schema.getField("digest").schema(), new byte[] {1, 2, 3, 4}));
        record.put("day", 1);
        record.put("at", 1_000_001L);
        record.put("price", ByteBuffer.wrap(new byte[] {48, 57}));
        record.put("either", "a text");
        Map<String, Object> crossmatch = new LinkedHashMap<>();
        crossmatch.put("gaia", 1.5f);
        crossmatch.put("simbad", null);
        record.put("crossmatch", crossmatch);
        Schema entry =
                schema.getField("prv_candidates").schema().getTypes().get(1).getElementType();
        record.put("prv_candidates", List.of(visit(entry, 1, 17f, List.of(1, 2)), visit(entry, 2, null, List.of())));
        return record;
    }

    private static GenericRecord visit(Schema schema, double jd, Float magpsf, List<Integer> flags) {
        GenericData.Record visit = new GenericData.Record(schema);
        visit.put("jd", jd);
        visit.put("magpsf", magpsf);
        visit.put("flags", flags);
        return visit;
    }

    private static GenericRecord bare(Schema schema, Object history) {
        GenericRecord record = full(schema);
        for (String name : List.of("objectId", "flag", "magpsf", "jd", "stamp", "at", "either", "crossmatch")) {
            record.put(name, null);
        }
        record.put("prv_candidates", history);
        return record;
    }

    private Path everyType() throws IOException {
        Schema schema = new Schema.Parser().parse(EVERY_TYPE);
        return write(
                folder.resolve("every.parquet"),
                schema,
                List.of(
                        TestAlerts.encode(full(schema)),
                        TestAlerts.encode(bare(schema, null)),
                        TestAlerts.encode(bare(schema, List.of()))));
    }

    @Test
    void everyTypeComesOutAsModulesReadIt() throws Exception {
        Path file = everyType();
        List<String> names = List.of(
                "flag",
                "fid",
                "magpsf",
                "jd",
                "stamp",
                "kind",
                "day",
                "at",
                "price",
                "either.member0",
                "either.member1",
                "prv_candidates[].jd",
                "prv_candidates[].magpsf",
                "nothing");
        try (AlertSource source = AlertSource.open(file, names, 10, -1)) {
            AlertBatch batch = source.next();
            assertThat(batch.size()).isEqualTo(2);
            assertThat(batch.numbers("flag").values()).containsExactly(1, Double.NaN);
            assertThat(batch.numbers("magpsf").values()).containsExactly(18.5, Double.NaN);
            assertThat(batch.numbers("jd").values()).containsExactly(2_460_000.25, Double.NaN);
            assertThat(batch.bytes("stamp").values()[0]).containsExactly(0, -1);
            assertThat(batch.bytes("stamp").values()[1]).isNull();
            assertThat(batch.texts("kind").values()).containsExactly("GALAXY", "GALAXY");
            assertThat(batch.numbers("day").values()).containsExactly(1, 1);
            assertThat(batch.numbers("at").values()).containsExactly(1_000_001, Double.NaN);
            assertThat(batch.numbers("price").values()).containsExactly(123.45, 123.45);
            assertThat(batch.numbers("either.member0").values()).containsExactly(Double.NaN, Double.NaN);
            assertThat(batch.texts("either.member1").values()).containsExactly("a text", null);
            assertThat(batch.numbers("nothing").values()).containsExactly(Double.NaN, Double.NaN);
            AlertColumn.Series magnitudes = batch.history("prv_candidates[].magpsf");
            assertThat(magnitudes.values()).containsExactly(17, Double.NaN);
            assertThat(magnitudes.offsets()).containsExactly(0, 2, 2);
        }
    }

    /** DuckDB knows nothing of our code, and tells an empty list from none. */
    @Test
    void aReaderThatIsNotOursSeesTheSame() throws Exception {
        Path file = everyType();
        String query = "SELECT candid, CAST(price AS VARCHAR), \"at\", \"day\", crossmatch, len(prv_candidates),"
                + " prv_candidates[1].flags, CAST(digest AS VARCHAR) FROM '" + file + "'";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            assertThat(rows.getLong(1)).isEqualTo(Long.MAX_VALUE);
            assertThat(rows.getString(2)).isEqualTo("123.45");
            assertThat(rows.getString(3)).startsWith("1970-01-01T00:00:01.000001");
            assertThat(rows.getString(4)).isEqualTo("1970-01-02");
            assertThat(rows.getString(5)).isEqualTo("{gaia=1.5, simbad=NULL}");
            assertThat(rows.getInt(6)).isEqualTo(2);
            assertThat(rows.getString(7)).isEqualTo("[1, 2]");
            assertThat(rows.getString(8)).isEqualTo("\\x01\\x02\\x03\\x04");
            rows.next();
            assertThat(rows.getObject(6)).isNull();
            rows.next();
            assertThat(rows.getInt(6)).isZero();
            assertThat(rows.wasNull()).isFalse();
        }
    }

    /** Parquet to Avro and back: each column has the same levels and values again. */
    @Test
    void theWayBackToAvroLosesNothing() throws Exception {
        requireRoundTrip(everyType());
        requireRoundTrip(
                AlertGenerator.write(folder.resolve("generated"), 30, 5).get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alerts.parquet",
                "part-0-0-435829.parquet",
                "part-00002-bdab8e46-89c4-4ac1-8603-facd71833e8a-c000.snappy.parquet"
            })
    void realAlertsGoToAvroAndBack(String name) throws Exception {
        String shared = System.getenv().getOrDefault("TALLYFLAME_SHARED", "../../../shared");
        Path file = Path.of(shared, "alerts", name);
        Assumptions.assumeTrue(Files.exists(file), () -> file + " does not exist: real alerts are not tested");
        requireRoundTrip(file);
    }

    private void requireRoundTrip(Path file) throws IOException {
        List<byte[]> encoded = new java.util.ArrayList<>();
        List<GenericRecord> before = new java.util.ArrayList<>();
        Schema schema;
        try (ParquetFile parquet = ParquetFile.open(file)) {
            RowReader rows = RowReader.of(parquet);
            schema = rows.schema();
            for (GenericRecord row = rows.next(); row != null; row = rows.next()) {
                before.add(row);
                encoded.add(TestAlerts.encode(row));
            }
        }
        Path again = write(folder.resolve("again.parquet"), schema, encoded);
        try (ParquetFile parquet = ParquetFile.open(again)) {
            RowReader rows = RowReader.of(parquet);
            assertThat(rows.schema()).isEqualTo(schema);
            for (GenericRecord expected : before) {
                assertThat(rows.next()).isEqualTo(expected);
            }
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void aRecordThatIsCutAnywhereIsRefused() throws Exception {
        Schema schema = new Schema.Parser().parse(EVERY_TYPE);
        AvroColumns columns = AvroColumns.of(schema, null);
        byte[] record = TestAlerts.encode(full(schema));
        for (int length = 0; length < record.length; length++) {
            byte[] part = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> columns.check(part)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> columns.check(Arrays.copyOf(record, record.length + 1)))
                .hasMessageContaining("left over");
    }

    /** A length that promises gigabytes must not be believed. */
    @Test
    void anAbsurdLengthCostsNoMemory() throws Exception {
        Schema schema = new Schema.Parser()
                .parse(
                        "{\"type\": \"record\", \"name\": \"r\", \"fields\": [{\"name\": \"t\", \"type\": \"string\"}]}");
        AvroColumns columns = AvroColumns.of(schema, null);
        byte[] twoGigabytes = {-2, -1, -1, -1, 15, 65};
        assertThatThrownBy(() -> columns.check(twoGigabytes)).hasMessageContaining("a length of 2147483647");
        assertThatThrownBy(() -> columns.check(new byte[] {2, -1})).hasMessageContaining("not UTF-8");
    }

    @Test
    void theWatchedFieldIsHandedOut() throws Exception {
        AvroColumns columns = AvroColumns.of(TestAlerts.SCHEMA, "candidate.jd");
        assertThat(columns.isWatching()).isTrue();
        assertThat(columns.check(TestAlerts.encode(TestAlerts.alert(TestAlerts.SCHEMA, 250))))
                .isEqualTo(2_460_002.5);
        assertThat(AvroColumns.of(TestAlerts.SCHEMA, "candidate.magpsf").isWatching())
                .isFalse();
    }

    @Test
    void whatParquetCannotHoldIsSaid() {
        String self =
                "{\"type\": \"record\", \"name\": \"r\", \"fields\": [{\"name\": \"r\", \"type\": [\"null\", \"r\"]}]}";
        assertThatThrownBy(() -> AvroColumns.of(new Schema.Parser().parse(self), null))
                .hasMessageContaining("contains itself");
        assertThatThrownBy(() -> AvroColumns.of(Schema.create(Schema.Type.INT), null))
                .hasMessageContaining("no records");
    }
}
