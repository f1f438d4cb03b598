package tallyflame.analysis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;
import tallyflame.runs.EnvironmentException;

/** What SQL says of two runs, against the profiles they were made of; and what SQL cannot do. */
class DatabaseTest {
    @TempDir
    static Path folder;

    private static List<SyntheticRun> runs;
    private static List<RunFolder> tables;
    private static Database database;

    @BeforeAll
    static void open() throws Exception {
        runs = List.of(new SyntheticRun(folder, "before", 1), new SyntheticRun(folder, "after's", 2));
        tables = new ArrayList<>();
        for (SyntheticRun run : runs) {
            tables.add(new RunFolder(run.run(), new Store(folder, true, source -> {}).tables(run, SyntheticRun.ALL)));
        }
        database = Database.open(tables, SyntheticRun.ALL, folder.resolve("spill"), "1GB");
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    @Test
    void totalsAreTheProfiles() throws Exception {
        List<String> expected = new ArrayList<>();
        for (SyntheticRun run : runs) {
            for (Profile profile : run.profiles) {
                expected.add(run.run() + " " + profile.event() + " "
                        + profile.tree().samples() + " " + profile.tree().weight());
            }
        }
        assertThat(Rows.of(database, "SELECT run, event, sum(samples), sum(weight) FROM samples GROUP BY ALL")
                        .lines())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Rows.of(database, "SELECT run, event, samples, weight FROM profiles")
                        .lines())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Rows.of(
                                database,
                                "SELECT DISTINCT recorded - samples - outside_window - without_stack FROM profiles")
                        .single())
                .isEqualTo(0L);
    }

    @Test
    void selfAndTotalByFunctionAreThoseOfFunctions() throws Exception {
        for (SyntheticRun run : runs) {
            for (Profile profile : run.profiles) {
                FunctionTable functions = FunctionTable.of(profile);
                String where =
                        " WHERE run = '" + run.run().replace("'", "''") + "' AND event = '" + profile.event() + "'";
                assertThat(Rows.of(
                                        database,
                                        "SELECT function, self, total, self_samples, total_samples FROM functions"
                                                + where)
                                .lines())
                        .isEqualTo(functions.functions().stream()
                                .map(f -> f.name() + " " + f.self() + " " + f.total() + " " + f.selfSamples() + " "
                                        + f.samples())
                                .toList());
                assertThat(Rows.of(
                                        database,
                                        "SELECT function, sum(weight), sum(samples) FROM inclusive_of('"
                                                + profile.event() + "')" + where + " GROUP BY ALL")
                                .lines())
                        .containsExactlyInAnyOrderElementsOf(functions.functions().stream()
                                .map(f -> f.name() + " " + f.total() + " " + f.samples())
                                .toList());
            }
        }
    }

    @Test
    void samplesKeepTimeThreadStateAndStack() throws Exception {
        Profile cpu = runs.get(0).profiles.get(0);
        Samples samples = cpu.samples().orElseThrow();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> samples.millis()[i]));
        List<String> expected = order.stream()
                .map(i -> samples.startMillis() + samples.millis()[i] + " "
                        + samples.threadNames().get(samples.threads()[i]) + " "
                        + (samples.states()[i] < 0 ? null : samples.stateNames().get(samples.states()[i])) + " "
                        + collapsed(cpu.tree(), samples.nodes()[i]) + " " + samples.counts()[i] + " "
                        + samples.weights()[i])
                .toList();
        assertThat(Rows.of(
                                database,
                                "SELECT epoch_ms(time), thread, state, stack_text(stack), samples, weight FROM samples"
                                        + " WHERE run = 'before' AND event = 'cpu'")
                        .lines())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Rows.of(database, "SELECT epoch_ms(time) FROM samples WHERE run = 'before' AND event = 'cpu'")
                        .lines())
                .isSortedAccordingTo(Comparator.comparingLong(Long::parseLong));
    }

    @Test
    void stackFramesWriteEveryStackOut() throws Exception {
        Map<String, Long> bySql = new TreeMap<>();
        Rows.of(
                        database,
                        "SELECT string_agg(function, ';' ORDER BY depth) AS text, any_value(w.weight) FROM stack_frames"
                                + " JOIN (SELECT stack, sum(weight)::BIGINT AS weight FROM samples WHERE event = 'cpu'"
                                + " AND run = 'before' GROUP BY ALL) w USING (stack) GROUP BY stack")
                .cells
                .forEach(row -> bySql.merge((String) row.get(0), (Long) row.get(1), Long::sum));
        Map<String, Long> byTree = new TreeMap<>();
        StackForest tree = runs.get(0).profiles.get(0).tree();
        for (int node = 1; node < tree.size(); node++) {
            if (tree.selfWeight(node) > 0) {
                byTree.merge(collapsed(tree, node), tree.selfWeight(node), Long::sum);
            }
        }
        assertThat(bySql).isEqualTo(byTree);
    }

    @Test
    void numbersOfDifferentRunsNeverMeet() throws Exception {
        assertThat(Rows.of(
                                database,
                                "SELECT count(*), count(DISTINCT stack), min(parent),"
                                        + " (SELECT count(*) FROM stacks a JOIN stacks b ON a.stack BETWEEN b.stack AND b.last"
                                        + " WHERE a.run <> b.run) FROM stacks")
                        .lines())
                .containsExactly(Rows.of(database, "SELECT count(*), count(*), 0, 0 FROM stacks")
                        .lines()
                        .get(0));
        assertThat(Rows.of(database, "SELECT count(*) FROM stacks n JOIN frames f USING (frame) WHERE n.run <> f.run")
                        .single())
                .isEqualTo(0L);
    }

    @Test
    void linesJoinHitsWithWeights() throws Exception {
        assertThat(Rows.of(
                                database,
                                "SELECT line, entered, hits, event, samples > 0 FROM lines WHERE run = 'before'"
                                        + " AND method = 'step0' AND descriptor = '(I)V' ORDER BY line")
                        .lines())
                .containsExactly("10 25 25 cpu true", "11 25 1025 cpu true", "12 25 1000 cpu true");
        assertThat(Rows.of(database, "SELECT count(*) > 0 FROM lines WHERE method = 'resize' AND hits IS NULL")
                        .single())
                .isEqualTo(true);
    }

    @Test
    void branchesHaveARowForEachOutcome() throws Exception {
        assertThat(Rows.of(
                                database,
                                "SELECT file, line, branch, kind, outcome, to_line, count FROM branches WHERE run = 'before'"
                                        + " ORDER BY line, outcome")
                        .lines())
                .containsExactly(
                        "Sky.java 11 0 JUMP 0 12 1000",
                        "Sky.java 11 0 JUMP 1 14 25",
                        "Sky.java 12 0 SWITCH 0 13 1",
                        "Sky.java 12 0 SWITCH 1 11 999",
                        "Sky.java 12 0 SWITCH 2 null 0");
    }

    @Test
    void answersStopAtTheLimitAndSaySo() throws Exception {
        Rows rows = new Rows();
        assertThat(database.query("FROM range(10)", 3, rows)).isTrue();
        assertThat(rows.lines()).containsExactly("0", "1", "2");
        assertThat(database.query("FROM range(3)", 3, new Rows())).isFalse();
    }

    @Test
    void valuesComeAsPlainJavaOnes() throws Exception {
        assertThat(Rows.of(
                                database,
                                "SELECT [1, NULL], TIMESTAMPTZ '2026-11-22 12:00:00Z', DATE '2026-11-22', 1.5, sum(1::BIGINT),"
                                        + " true, NULL, {'a': 1}")
                        .lines())
                .containsExactly("[1, null] 2026-11-22T12:00:00Z 2026-11-22 1.5 1 true null {a=1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXPLAIN SELECT 1",
                "EXPLAIN ANALYZE FROM samples",
                "DESCRIBE samples",
                "SUMMARIZE frames",
                "SHOW TABLES",
                "PIVOT functions ON event USING sum(self) GROUP BY function;",
                "PIVOT functions ON event USING sum(self) GROUP BY function;  -- with a comment",
                "WITH f AS (FROM functions) FROM f",
                "SELECT string_agg(function, ';') FROM functions -- COPY"
            })
    void statementsThatReadAreRun(String sql) throws Exception {
        assertThat(Rows.of(database, sql).cells).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_text('/etc/hosts')",
                "SELECT * FROM '/etc/hosts'",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM read_parquet('https://localhost/x.parquet')",
                "COPY samples TO 'stolen.csv'",
                "SELECT 1; COPY samples TO 'stolen.csv'",
                "EXPLAIN ANALYZE COPY samples TO 'stolen.csv'",
                "PIVOT samples ON event USING sum(weight); COPY samples TO 'stolen.csv'",
                "PIVOT samples ON event USING sum(weight); -- \n COPY samples TO 'stolen.csv'",
                "PIVOT samples ON event USING sum(weight); -- \r COPY samples TO 'stolen.csv'",
                "ATTACH 'stolen.db'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET memory_limit = '100GB'",
                "CREATE TABLE t AS SELECT 1",
                "EXPORT DATABASE 'stolen'"
            })
    void nothingButTheTablesIsReachable(String sql) {
        assertThatThrownBy(() -> Rows.of(database, sql)).isInstanceOf(QueryException.class);
        assertThat(Path.of("stolen.csv")).doesNotExist();
        assertThat(Path.of("stolen.db")).doesNotExist();
        assertThat(Path.of("stolen")).doesNotExist();
    }

    @Test
    void tablesCannotBeOverwritten() throws Exception {
        Path file = tables.get(0).tables().resolve("branches.parquet");
        byte[] before = Files.readAllBytes(file);
        String copy = "COPY (SELECT 1) TO '" + file + "' (FORMAT parquet, USE_TMP_FILE false)";
        assertThatThrownBy(() -> Rows.of(database, copy)).hasMessageStartingWith("only statements that read");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FORM samples | Parser Error: syntax error at or near \"FORM\" (line 1, column 1)",
                "SELECT 1,\\n wieght FROM samples | Binder Error: Referenced column \"wieght\" not found in FROM clause! Candidate bindings: \"weight\"",
                "FROM sample | Catalog Error: Table with name sample does not exist! Did you mean \"samples\"? (line 1, column 6)",
                "SELECT sum(thread) FROM samples | No function matches the given name and argument types 'sum(VARCHAR)'",
            })
    void errorsAreOneLine(String sql, String message) {
        assertThatThrownBy(() -> Rows.of(database, sql.replace("\\n", "\n")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("[^\\n]+");
    }

    @Test
    void tablesThatWereNotAskedForAreUnknownRatherThanEmpty() throws Exception {
        try (Database some =
                Database.open(tables, EnumSet.of(ParquetTable.FUNCTIONS), folder.resolve("spill3"), "1GB")) {
            assertThat(Rows.of(some, "SELECT DISTINCT run FROM functions").lines())
                    .hasSize(2);
            assertThatThrownBy(() -> Rows.of(some, "SELECT count(*) FROM samples"))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("samples does not exist");
        }
    }

    @Test
    void tooLittleMemoryIsTheEnvironments() throws Exception {
        try (Database small = Database.open(tables, SyntheticRun.ALL, folder.resolve("spill2"), "2MB")) {
            assertThatThrownBy(() -> Rows.of(small, "SELECT list(range) FROM range(10000000)"))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("--memory");
        }
    }

    private static String collapsed(StackForest tree, int node) {
        String name = tree.frames().functionName(tree.frames().methodOf(tree.frame(node)));
        return tree.parent(node) == StackForest.ROOT ? name : collapsed(tree, tree.parent(node)) + ";" + name;
    }
}
