package tallyflame.cli.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.analysis.store.TableFolders;
import tallyflame.cli.Main;

class QueryCommandTest {
    @TempDir
    static Path folder;

    private static String run;
    private static String other;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void makeTables() throws IOException {
        run = TableFolders.make(folder, "run-1", 1).toString();
        other = TableFolders.make(folder, "run-2", 2).toString();
    }

    private int query(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "query";
        System.arraycopy(words, 0, all, 1, words.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    @Test
    void tableIsForPeople() {
        assertThat(query(run, other, "SELECT run, event, 1 / 3 AS third, NULL AS nothing FROM profiles ORDER BY ALL"))
                .isZero();
        assertThat(out)
                .hasToString(
                        """
                        run    event     third  nothing
                        run-1  alloc  0.333333
                        run-1  cpu    0.333333
                        run-2  alloc  0.333333
                        run-2  cpu    0.333333
                        """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void csvIsForSpreadsheets() {
        query(run, "SELECT 'a,b' AS \"x\"\"y\", 0.1 AS tenth, NULL AS nothing", "--format", "csv");
        assertThat(out).hasToString("\"x\"\"y\",tenth,nothing\n\"a,b\",0.1,\n");
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        query(run, "SELECT event, 1 AS one, [1.5] AS list, NULL AS nothing FROM profiles ORDER BY event", "--json");
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document)
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"schema":1,
                                         "columns":[{"name":"event","type":"VARCHAR"},{"name":"one","type":"INTEGER"},
                                                    {"name":"list","type":"DECIMAL(2,1)[]"},{"name":"nothing","type":"INTEGER"}],
                                         "rows":[{"event":"alloc","one":1,"list":[1.5],"nothing":null},
                                                 {"event":"cpu","one":1,"list":[1.5],"nothing":null}],
                                         "more":false}"""));
    }

    @Test
    void jsonCannotHaveTwoColumnsOfOneName() {
        assertThat(query(run, "SELECT 1 AS a, 2 AS a", "--json")).isEqualTo(2);
        assertThat(err.toString()).contains("two columns are named a").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void moreRowsAreSaid() {
        query(run, "FROM range(5)", "--max-rows", "2");
        assertThat(out).hasToString("range\n    0\n    1\n");
        assertThat(err.toString()).contains("more rows").contains("--max-rows 0");
    }

    @Test
    void tablesStopAtAThousandRowsAndCsvDoesNot() {
        query(run, "FROM range(1500)");
        assertThat(out.toString().lines()).hasSize(1001);
        out.getBuffer().setLength(0);
        query(run, "FROM range(1500)", "--format", "csv");
        assertThat(out.toString().lines()).hasSize(1501);
    }

    @Test
    void wrongSqlIsAUsageError() {
        assertThat(query(run, "SELECT wieght FROM samples")).isEqualTo(2);
        assertThat(err.toString())
                .contains("wieght")
                .contains("(line 1, column 8)")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongOptionsAreUsageErrors() {
        assertThat(query(run, "SELECT 1", "--memory", "lots")).isEqualTo(2);
        assertThat(query(run, "SELECT 1", "--max-rows", "-1")).isEqualTo(2);
        assertThat(query("SELECT 1")).isEqualTo(2);
        assertThat(query(run, run, "SELECT 1")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(4).contains("run-1 is named twice");
    }

    @Test
    void unreadableInputIsNamed() throws IOException {
        assertThat(query(folder.resolve("gone.jfr").toString(), "SELECT 1")).isEqualTo(3);
        Path text = Files.writeString(folder.resolve("text.jfr"), "no recording");
        assertThat(query(text.toString(), "SELECT 1")).isEqualTo(3);
        assertThat(err.toString()).contains("gone.jfr: no such file").contains("text.jfr");
    }
}
