package tallyflame.modules.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import tallyflame.modules.AlertBatch;
import tallyflame.parquet.ParquetOutput;
import tallyflame.parquet.ParquetRow;

/** Small alert files of all layouts, and what they hold: alert i has i % 4 visits, every third magnitude is NULL. */
final class AlertFiles {
    static final List<String> COLUMNS = List.of(
            "candidate.jd",
            "candidate.magpsf",
            "candidate.isdiffpos",
            "prv_candidates[].magpsf",
            "prv_candidates[].isdiffpos",
            "cutoutScience.stampData");

    private AlertFiles() {}

    /** The standard layout, whose list has this inside. */
    static MessageType schema(String list) {
        return MessageTypeParser.parseMessageType(
                """
                message alert {
                  optional binary objectId (STRING);
                  optional int64 candid;
                  optional group candidate {
                    required double jd;
                    optional float magpsf;
                    optional binary isdiffpos (STRING);
                  }
                  optional group prv_candidates (LIST) { %s }
                  optional group cutoutScience { optional binary stampData; }
                }
                """
                        .formatted(list));
    }

    static MessageType standard() {
        return schema("repeated group list { optional group element { optional double magpsf;"
                + " optional binary isdiffpos (STRING); } }");
    }

    static void write(Path file, MessageType schema, int rows) throws IOException {
        write(file, schema, rows, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0, 1000);
    }

    static void write(
            Path file, MessageType schema, int rows, CompressionCodecName codec, WriterVersion version, int perGroup)
            throws IOException {
        ParquetProperties properties = ParquetProperties.builder()
                .withWriterVersion(version)
                .withPageSize(2000)
                .build();
        try (ParquetOutput output = ParquetOutput.create(file, schema, codec, properties, perGroup)) {
            for (int i = 0; i < rows; i++) {
                int row = i;
                output.write(fields -> writeRow(fields, schema, row));
            }
        }
    }

    private static void writeRow(ParquetRow fields, MessageType schema, int row) {
        fields.text("objectId", "ZTF" + row);
        fields.integer("candid", candid(row));
        fields.struct("candidate", candidate -> {
            candidate.number("jd", jd(row));
            candidate.number("magpsf", magpsf(row));
            candidate.text("isdiffpos", row % 2 == 0 ? "t" : null);
        });
        if (row % 5 != 4) {
            var repeated = schema.getType("prv_candidates").asGroupType().getType(0);
            boolean wrapped = repeated.asGroupType().getFieldCount() == 1
                    && !repeated.getName().equals("array");
            fields.struct(
                    "prv_candidates",
                    list -> list.repeated(repeated.getName(), visits(row), (entry, i) -> {
                        if (wrapped) {
                            entry.struct(
                                    repeated.asGroupType().getType(0).getName(),
                                    element -> writeVisit(element, row, i));
                        } else {
                            writeVisit(entry, row, i);
                        }
                    }));
        }
        fields.struct("cutoutScience", cutout -> cutout.bytes("stampData", stamp(row)));
    }

    private static void writeVisit(ParquetRow element, int row, int i) {
        element.number("magpsf", visitMagpsf(row, i));
        element.text("isdiffpos", i == 1 ? null : "f" + i);
    }

    /** Checks all values of a data set written by this class, read in batches of any size. */
    static void requireContent(AlertSource source, int rows) throws IOException {
        int row = 0;
        for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
            for (int i = 0; i < batch.size(); i++, row++) {
                requireEqual(row, "candid", candid(row), batch.candid(i));
                requireEqual(row, "objectId", "ZTF" + row, batch.objectId(i));
                requireEqual(row, "jd", jd(row), batch.numbers("candidate.jd").get(i));
                requireEqual(
                        row,
                        "magpsf",
                        (double) (float) magpsf(row),
                        batch.numbers("candidate.magpsf").get(i));
                requireEqual(
                        row,
                        "isdiffpos",
                        row % 2 == 0 ? "t" : null,
                        batch.texts("candidate.isdiffpos").get(i));
                requireEqual(
                        row,
                        "stamp",
                        Arrays.toString(stamp(row)),
                        Arrays.toString(batch.bytes("cutoutScience.stampData").get(i)));
                requireVisits(row, batch, i);
            }
        }
        requireEqual(row, "rows", rows, row);
    }

    private static void requireVisits(int row, AlertBatch batch, int i) {
        int count = row % 5 == 4 ? 0 : visits(row);
        List<Double> magnitudes = new ArrayList<>();
        List<String> signs = new ArrayList<>();
        for (int visit = 0; visit < count; visit++) {
            magnitudes.add(visitMagpsf(row, visit));
            signs.add(visit == 1 ? null : "f" + visit);
        }
        double[] read = batch.history("prv_candidates[].magpsf").get(i);
        requireEqual(row, "history", magnitudes, Arrays.stream(read).boxed().toList());
        requireEqual(
                row,
                "signs",
                signs,
                Arrays.asList(batch.textHistory("prv_candidates[].isdiffpos").get(i)));
    }

    private static void requireEqual(int row, String what, Object expected, Object actual) {
        if (expected == null ? actual != null : !expected.equals(actual)) {
            throw new AssertionError("row " + row + " " + what + ": expected " + expected + ", was " + actual);
        }
    }

    static long candid(int row) {
        return 2_663_279_756_115_015_007L + row;
    }

    static double jd(int row) {
        return 2_460_000.5 + row;
    }

    static double magpsf(int row) {
        return row % 3 == 2 ? Double.NaN : 17.1 + row;
    }

    static int visits(int row) {
        return row % 4;
    }

    static double visitMagpsf(int row, int i) {
        return (row + i) % 3 == 0 ? Double.NaN : row + i / 10.0;
    }

    static byte[] stamp(int row) {
        byte[] bytes = new byte[row % 7 == 6 ? 0 : 60];
        Arrays.fill(bytes, (byte) row);
        return bytes;
    }
}
