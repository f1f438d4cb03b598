package tallyflame.analysis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.parquet.ParquetFile;

class StoreTest {
    @TempDir
    Path folder;

    @TempDir
    Path temporary;

    private SyntheticRun run;
    private Store store;

    @BeforeEach
    void makeRun() throws IOException {
        run = new SyntheticRun(folder, "r", 1);
        store = new Store(temporary, true, source -> {});
    }

    @Test
    void tablesAreMadeOnce() throws IOException {
        Path tables = store.tables(run, SyntheticRun.ALL);
        assertThat(tables).isEqualTo(folder.resolve("r/tables"));
        assertThat(names(tables))
                .containsExactlyInAnyOrder(
                        "profiles.parquet",
                        "runs.parquet",
                        "frames.parquet",
                        "stacks.parquet",
                        "samples.parquet",
                        "spans.parquet",
                        "functions.parquet",
                        "lines.parquet",
                        "branches.parquet");
        store.tables(run, SyntheticRun.ALL);
        assertThat(run.reads).isEqualTo(1);
        assertThat(names(folder.resolve("r"))).containsExactlyInAnyOrder("async.jfr", "tables");
    }

    @Test
    void newRecordingMakesNewTables() throws IOException {
        store.tables(run, SyntheticRun.ALL);
        Files.writeString(run.recording(), "another recording");
        store.tables(run, SyntheticRun.ALL);
        assertThat(run.reads).isEqualTo(2);
    }

    @Test
    void missingOrDamagedTableMakesNewOnes() throws IOException {
        Path tables = store.tables(run, SyntheticRun.ALL);
        Files.delete(tables.resolve("lines.parquet"));
        store.tables(run, SyntheticRun.ALL);
        Files.writeString(tables.resolve("samples.parquet"), "PAR1 not really PAR1");
        store.tables(run, SyntheticRun.ALL);
        assertThat(run.reads).isEqualTo(3);
    }

    @Test
    void tablesServeWithoutTheirRecording() throws IOException {
        store.tables(run, SyntheticRun.ALL);
        Files.delete(run.recording());
        assertThat(store.tables(run, SyntheticRun.ALL)).isEqualTo(folder.resolve("r/tables"));
        assertThat(run.reads).isEqualTo(1);
    }

    @Test
    void ofTablesThatDoNotStayOnlyThoseThatAreReadAreMade() throws IOException {
        Store passing = new Store(temporary, false, source -> {});
        Path tables = passing.tables(run, EnumSet.of(ParquetTable.FUNCTIONS, ParquetTable.PROFILES));
        assertThat(names(tables)).containsExactlyInAnyOrder("functions.parquet", "profiles.parquet");
        assertThat(names(passing.tables(run, Set.of()))).isEmpty();
        assertThat(run.reads).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "SELECT function FROM functions f                  | FUNCTIONS",
                "select * from Main_Functions                      | PROFILES FUNCTIONS",
                "FROM 'samples'                                    | SAMPLES",
                "SELECT stack_text(1) FROM \"lines\"               | FRAMES STACKS LINES",
                "FROM inclusive_of('cpu')                          | FRAMES STACKS SAMPLES",
                "FROM inclusive                                    | PROFILES FRAMES STACKS SAMPLES",
                "SELECT path FROM jdk.FileRead                     | ``",
                "FROM query_table(concat('sam', 'ples')), runs          | *",
                "SELECT * FROM duckdb_views()                      | *",
                "SHOW TABLES                                       | *",
                "FROM function                                     | *",
            })
    void aStatementReadsTheTablesThatItNames(String sql, String tables) {
        Set<ParquetTable> read = tables.equals("*")
                ? SyntheticRun.ALL
                : Stream.of(tables.split(" "))
                        .filter(name -> !name.isEmpty())
                        .map(ParquetTable::valueOf)
                        .collect(Collectors.toSet());
        assertThat(Views.readBy(sql)).isEqualTo(read);
    }

    @Test
    void failureLeavesTheOldTablesAndNoRest() throws IOException {
        store.tables(run, SyntheticRun.ALL);
        Files.writeString(run.recording(), "a recording that cannot be read");
        RunSource broken = new RunSource() {
            @Override
            public String run() {
                return "r";
            }

            @Override
            public List<Path> files() {
                return run.files();
            }

            @Override
            public Optional<Path> tables() {
                return run.tables();
            }

            @Override
            public RunTables read(Set<ParquetTable> wanted) throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatThrownBy(() -> store.tables(broken, SyntheticRun.ALL)).hasMessage("broken");
        assertThat(names(folder.resolve("r"))).containsExactlyInAnyOrder("async.jfr", "tables");
        assertThat(names(folder.resolve("r/tables"))).hasSize(ParquetTable.values().length);
    }

    @Test
    void filesNameTheirOriginAndAreCompressedByZstandard() throws IOException {
        Path tables = store.tables(run, SyntheticRun.ALL);
        for (ParquetTable table : ParquetTable.values()) {
            try (ParquetFile parquet = ParquetFile.open(tables.resolve(table.fileName()))) {
                Map<String, String> metadata = parquet.properties();
                assertThat(metadata).containsEntry("tallyflame.schema", "5").containsKey("tallyflame.version");
                assertThat(metadata.get("tallyflame.files")).startsWith("async.jfr 11 ");
                assertThat(parquet.rowGroups())
                        .hasSize(1)
                        .flatMap(block -> block.getColumns())
                        .allMatch(column -> column.getCodec() == CompressionCodecName.ZSTD);
            }
        }
    }

    @Test
    void runsOfOneNameAreToldApartByTheirPaths() throws IOException {
        SyntheticRun other = new SyntheticRun(folder.resolve("elsewhere"), "r", 2);
        SyntheticRun third = new SyntheticRun(folder, "s", 3);
        List<Path> inputs = List.of(Path.of("r"), Path.of("./elsewhere/r"), Path.of("s"));
        assertThat(RunNames.distinct(inputs, List.of(run, other, third))).containsExactly("r", "elsewhere/r", "s");
        assertThatThrownBy(() -> RunNames.distinct(List.of(Path.of("r"), Path.of("r")), List.of(run, run)))
                .hasMessage("r is named twice");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
