package tallyflame.modules.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.modules.AlertBatch;

class AlertSourceTest {
    private static final int ROWS = 500;

    @TempDir
    private Path folder;

    private void requireContent(Path path, int rows, int batchSize) throws Exception {
        try (AlertSource source = AlertSource.open(path, AlertFiles.COLUMNS, batchSize, -1)) {
            assertThat(source.rows()).isEqualTo(rows);
            AlertFiles.requireContent(source, rows);
        }
    }

    /** Brotli has no writer for Java in this project; DuckDB's files have it, below. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BROTLI")
    void readsEveryCodecInBothPageVersions(CompressionCodecName codec) throws Exception {
        for (WriterVersion version : WriterVersion.values()) {
            Path file = folder.resolve(version + ".parquet");
            AlertFiles.write(file, AlertFiles.standard(), ROWS, codec, version, 200);
            requireContent(file, ROWS, 90);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4", "lz4_raw"})
    void readsWhatDuckDbWrites(String codec) throws Exception {
        Path file = folder.resolve("duck.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    """
                    copy (
                      select 'ZTF' || i as objectId, 2663279756115015007 + i as candid,
                        {jd: 2460000.5 + i::double, magpsf: case when i %% 3 = 2 then null else (17.1 + i)::float end,
                         isdiffpos: case when i %% 2 = 0 then 't' end} as candidate,
                        case when i %% 5 = 4 then null else list_transform(range(i %% 4), k -> {
                          magpsf: case when (i + k) %% 3 = 0 then null else (i + k / 10)::double end,
                          isdiffpos: case when k = 1 then null else 'f' || k end}) end as prv_candidates,
                        {stampData: unhex(repeat(printf('%%02x', i %% 256), case when i %% 7 = 6 then 0 else 60 end))}
                          as cutoutScience
                      from range(500) t(i))
                    to '%s' (format parquet, compression %s, row_group_size 2048)
                    """
                            .formatted(file, codec));
        }
        requireContent(file, ROWS, 128);
    }

    @ParameterizedTest
    @CsvSource({
        "standard, repeated group list { optional group element {",
        "spark, repeated group bag { optional group array_element {",
        "protobuf, repeated group list { required group element {"
    })
    void readsListsOfThreeLevels(String name, String head) throws Exception {
        Path file = folder.resolve(name + ".parquet");
        String fields = " optional double magpsf; optional binary isdiffpos (STRING); } }";
        AlertFiles.write(file, AlertFiles.schema(head + fields), ROWS);
        requireContent(file, ROWS, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"array", "prv_candidates_tuple", "element"})
    void readsListsOfTwoLevels(String name) throws Exception {
        Path file = folder.resolve("two.parquet");
        String fields = " { optional double magpsf; optional binary isdiffpos (STRING); }";
        AlertFiles.write(file, AlertFiles.schema("repeated group " + name + fields), ROWS);
        requireContent(file, ROWS, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 10_000})
    void batchesAreNeverLargerThanAsked(int batchSize) throws Exception {
        Path file = folder.resolve("a.parquet");
        AlertFiles.write(file, AlertFiles.standard(), 150, CompressionCodecName.ZSTD, WriterVersion.PARQUET_1_0, 64);
        requireContent(file, 150, batchSize);
        try (AlertSource source = AlertSource.open(file, List.of(), batchSize, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                assertThat(batch.size()).isBetween(1, batchSize);
            }
        }
    }

    @Test
    void aLimitEndsEarly() throws Exception {
        AlertFiles.write(folder.resolve("a.parquet"), AlertFiles.standard(), 30);
        AlertFiles.write(folder.resolve("b.parquet"), AlertFiles.standard(), 30);
        try (AlertSource source = AlertSource.open(folder, AlertFiles.COLUMNS, 20, 45)) {
            assertThat(source.rows()).isEqualTo(45);
            List<Integer> sizes = new ArrayList<>();
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                sizes.add(batch.size());
            }
            assertThat(sizes).containsExactly(20, 10, 15);
        }
    }

    @Test
    void foldersOfPartitionsGiveColumns() throws Exception {
        Path early = Files.createDirectories(folder.resolve("year=2024/finkclass=Early SN Ia candidate"));
        Path unknown = Files.createDirectories(folder.resolve("year=2025/finkclass=__HIVE_DEFAULT_PARTITION__"));
        Path encoded = Files.createDirectories(folder.resolve("year=2026/finkclass=a%2Fb"));
        Path temporary = Files.createDirectories(folder.resolve("_temporary/0"));
        for (Path part : List.of(early, unknown, encoded)) {
            AlertFiles.write(part.resolve("part-0.parquet"), AlertFiles.standard(), 2);
        }
        Files.createFile(folder.resolve("_SUCCESS"));
        Files.createFile(early.resolve(".part-0.parquet.crc"));
        Files.writeString(temporary.resolve("part-1.parquet"), "half a file");
        List<String> columns = List.of("year", "finkclass", "candidate.jd");
        List<String> seen = new ArrayList<>();
        try (AlertSource source = AlertSource.open(folder, columns, 10, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                seen.add(batch.numbers("year").get(1) + " "
                        + batch.texts("finkclass").get(0) + " "
                        + batch.numbers("candidate.jd").get(1));
            }
        }
        assertThat(seen)
                .containsExactly(
                        "2024.0 Early SN Ia candidate 2460001.5", "2025.0 null 2460001.5", "2026.0 a/b 2460001.5");
    }

    @Test
    void concatenatesHistoryAndCurrentValue() throws Exception {
        Path file = folder.resolve("a.parquet");
        AlertFiles.write(file, AlertFiles.standard(), 8);
        try (AlertSource source = AlertSource.open(file, AlertFiles.COLUMNS, 10, -1)) {
            AlertBatch batch = source.next();
            assertThat(batch.series("magpsf").get(3)).containsExactly(Double.NaN, 3.1, 3.2, (float) 20.1);
            assertThat(batch.textSeries("isdiffpos").get(6)).containsExactly("f0", null, "t");
            assertThat(batch.series("magpsf").get(4)).as("NULL history").containsExactly((float) 21.1);
            AlertBatch slice = batch.slice(3);
            assertThat(slice.size()).isEqualTo(1);
            assertThat(slice.candid(0)).isEqualTo(batch.candid(3));
            assertThat(slice.series("magpsf").get(0))
                    .containsExactly(batch.series("magpsf").get(3));
            assertThat(slice.numbers("candidate.jd").get(0)).isEqualTo(AlertFiles.jd(3));
        }
    }

    @Test
    void numbersOfAllTypesBecomeDoubles() throws Exception {
        Path file = folder.resolve("types.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (select 'x' as objectId, 1::integer as candid, true as flag, 7::tinyint as tiny,"
                    + " 1.25::decimal(9,2) as small_decimal, -12345678901234.5::decimal(30,1) as large_decimal,"
                    + " [1.5::float, null, 2.5] as cmagpsf, 'abc'::blob as raw) to '" + file + "' (format parquet)");
        }
        List<String> columns = List.of("flag", "tiny", "small_decimal", "large_decimal", "cmagpsf[]", "raw");
        try (AlertSource source = AlertSource.open(file, columns, 10, -1)) {
            AlertBatch batch = source.next();
            assertThat(batch.candid(0)).isEqualTo(1);
            assertThat(batch.numbers("flag").get(0)).isEqualTo(1);
            assertThat(batch.numbers("tiny").get(0)).isEqualTo(7);
            assertThat(batch.numbers("small_decimal").get(0)).isEqualTo(1.25);
            assertThat(batch.numbers("large_decimal").get(0)).isEqualTo(-12345678901234.5);
            assertThat(batch.history("cmagpsf[]").get(0)).containsExactly(1.5, Double.NaN, 2.5);
            assertThat(batch.texts("raw").get(0)).as("bytes not marked as text").isEqualTo("abc");
        }
    }
}
