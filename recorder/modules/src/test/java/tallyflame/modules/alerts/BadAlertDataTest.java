package tallyflame.modules.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.MessageTypeParser;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.modules.AlertBatch;
import tallyflame.parquet.ParquetOutput;

/** Data that cannot be read: one line that names the file, what is wrong, what is there instead, and what to do. */
class BadAlertDataTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = folder.resolve("a.parquet");
        AlertFiles.write(file, AlertFiles.standard(), 400);
    }

    private AbstractThrowableAssert<?, ?> assertFailure(Path path, String... columns) {
        return assertThatThrownBy(() -> readAll(path, List.of(columns)))
                .isInstanceOf(AlertDataException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").startsWith(path.toString()));
    }

    private static void readAll(Path path, List<String> columns) throws Exception {
        try (AlertSource source = AlertSource.open(path, columns, 50, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                assertThat(batch.size()).isPositive();
            }
        }
    }

    @Test
    void aMissingColumnNamesTheNearest() {
        assertFailure(file, "candidate.magps")
                .hasMessageContaining("no column candidate.magps;")
                .hasMessageContaining("candidate.magpsf")
                .hasMessageContaining("alerts describe");
    }

    @Test
    void aStructIsToBeNamedByItsFields() {
        assertFailure(file, "candidate").hasMessageContaining("candidate.jd");
        assertFailure(file, "prv_candidates").hasMessageContaining("prv_candidates[].magpsf");
    }

    @Test
    void theFileThatLacksAColumnIsNamed() throws Exception {
        Path other = folder.resolve("b.parquet");
        AlertFiles.write(
                other,
                AlertFiles.schema("repeated group list { optional group element { optional double magpsf;"
                        + " optional binary isdiffpos (STRING); optional double distnr; } }"),
                5);
        assertThatThrownBy(() -> readAll(folder, List.of("prv_candidates[].distnr")))
                .isInstanceOf(AlertDataException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void anEmptyFile() throws Exception {
        Path empty = Files.createFile(folder.resolve("b.parquet"));
        assertFailure(empty).hasMessageContaining("empty (0 bytes)");
    }

    @Test
    void aFileOfAnotherKind() throws Exception {
        Path text = Files.writeString(folder.resolve("b.parquet"), "objectId,candid\nZTF1,1\n");
        assertFailure(text).hasMessageContaining("not a Parquet file");
    }

    @Test
    void aFileThatIsCutShort() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        Path half = Files.write(folder.resolve("b.parquet"), Arrays.copyOf(bytes, bytes.length / 2));
        assertFailure(half).hasMessageContaining("cut short");
    }

    @Test
    void aDamagedFooter() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 6] = 0x7f;
        Path damaged = Files.write(folder.resolve("b.parquet"), bytes);
        assertFailure(damaged).hasMessageContaining("footer");
    }

    /** Whatever byte is hit, the answer is data or one line that names the file. */
    @Test
    void damagedPagesAreReportedWithTheirPlace() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int failures = 0;
        for (int at = 8; at < 8000; at += 101) {
            byte[] copy = bytes.clone();
            Arrays.fill(copy, at, at + 12, (byte) 0xff);
            Path damaged = Files.write(folder.resolve("b.parquet"), copy);
            try {
                readAll(damaged, AlertFiles.COLUMNS);
            } catch (AlertDataException e) {
                assertThat(e.getMessage())
                        .startsWith(damaged + ": damaged at row group 0")
                        .doesNotContain("\n");
                failures++;
            }
        }
        assertThat(failures).isPositive();
    }

    @Test
    void aFolderWithoutParquet() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        assertFailure(other).hasMessageContaining("no Parquet file").hasMessageContaining("there is nothing");
        Files.writeString(other.resolve("notes.txt"), "x");
        assertFailure(other).hasMessageContaining("there is notes.txt");
    }

    @Test
    void noAlertsAtAll() throws Exception {
        Path none = folder.resolve("none.parquet");
        AlertFiles.write(none, AlertFiles.standard(), 0);
        assertFailure(none).hasMessageContaining("no alerts");
    }

    @Test
    void aFileWithoutRowsAmongOthersIsPassedOver() throws Exception {
        AlertFiles.write(folder.resolve("0.parquet"), AlertFiles.standard(), 0);
        AlertFiles.write(folder.resolve("z.parquet"), AlertFiles.standard(), 0);
        try (AlertSource source = AlertSource.open(folder, AlertFiles.COLUMNS, 100, -1)) {
            AlertFiles.requireContent(source, 400);
        }
    }

    @Test
    void alertsOfAnotherSurveyAreNamedSo() throws Exception {
        Path rubin = folder.resolve("lsst.parquet");
        var schema = MessageTypeParser.parseMessageType("message alert { required int64 diaSourceId; }");
        try (ParquetOutput output = ParquetOutput.create(rubin, schema, 10)) {
            output.write(row -> row.integer("diaSourceId", 1));
        }
        assertFailure(rubin).hasMessageContaining("LSST schema").hasMessageContaining("modules do not take yet");
    }

    @Test
    void noSuchPath() {
        assertThatThrownBy(() -> readAll(folder.resolve("gone"), List.of())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileWithoutIdentity() throws Exception {
        Path catalog = folder.resolve("catalog.parquet");
        try (var output = tallyflame.parquet.ParquetOutput.create(
                catalog,
                org.apache.parquet.schema.MessageTypeParser.parseMessageType("message c { required double ra; }"),
                10)) {
            output.write(row -> row.number("ra", 1));
        }
        assertFailure(catalog).hasMessageContaining("no column objectId");
    }
}
