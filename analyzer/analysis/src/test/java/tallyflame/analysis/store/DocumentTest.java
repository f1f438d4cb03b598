package tallyflame.analysis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/store.md} to what it says: its queries run, and its tables have the columns it lists. */
class DocumentTest {
    private static final Path PAGE = Path.of("../../docs/store.md");
    private static final Pattern QUERY =
            Pattern.compile("\n([^\n]+)\n<!-- query -->\n```sql\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("\\| `(\\w+)` \\| ([a-z]+)( or NULL)? \\|");

    @TempDir
    static Path folder;

    private static String page;
    private static List<RunFolder> runs;

    @BeforeAll
    static void makeTables() throws IOException {
        page = Files.readString(PAGE);
        Store store = new Store(folder, true, source -> {});
        runs = List.of(
                new RunFolder("before", store.tables(new SyntheticRun(folder, "before", 1), SyntheticRun.ALL)),
                new RunFolder("after", store.tables(new SyntheticRun(folder, "after", 2), SyntheticRun.ALL)));
    }

    @TestFactory
    Stream<DynamicTest> queriesHaveAnswers() {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher query = QUERY.matcher(page);
        while (query.find()) {
            String sql = query.group(2);
            tests.add(DynamicTest.dynamicTest(query.group(1), () -> {
                try (Database database = Database.open(runs, Views.readBy(sql), folder.resolve("spill"), "1GB")) {
                    assertThat(Rows.of(database, sql).cells).isNotEmpty();
                }
            }));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(10);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> queriesOfTheReadmeHaveAnswers() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        String block = readme.substring(readme.indexOf("<!-- queries -->"), readme.indexOf("<!-- /queries -->"));
        List<String> queries = block.lines().filter(line -> line.contains(";")).toList();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(10);
        assertThat(queries)
                .as("weights of different units are neither sorted nor summed together")
                .filteredOn(sql -> sql.contains("self") || sql.contains("sum(weight)"))
                .allMatch(sql -> sql.contains("event") || sql.contains("main_"));
        return queries.stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    try (Database database = Database.open(runs, Views.readBy(sql), folder.resolve("spill"), "1GB")) {
                        assertThat(Rows.of(database, sql).cells).isNotEmpty();
                    }
                }));
    }

    @Test
    void everyColumnIsDescribed() {
        for (ParquetTable table : ParquetTable.values()) {
            int start = page.indexOf("\n### " + table.label() + "\n");
            assertThat(start).as(table.label()).isPositive();
            String section = page.substring(start, page.indexOf("\n##", start + 1));
            List<String> described = COLUMN.matcher(section)
                    .results()
                    .map(m -> m.group().strip())
                    .toList();
            assertThat(described)
                    .isEqualTo(table.columns().stream().map(DocumentTest::row).toList());
        }
    }

    private static String row(ParquetColumn column) {
        String type =
                switch (column.type()) {
                    case TEXT -> "text";
                    case INTEGER, LONG -> "integer";
                    case DOUBLE -> "number";
                    case FLAG -> "boolean";
                    case TIME -> "timestamp";
                };
        return String.format(Locale.ROOT, "| `%s` | %s%s |", column.name(), type, column.optional() ? " or NULL" : "");
    }

    @Test
    void itDescribesThisSchema() {
        assertThat(page).contains("(this page describes **" + ParquetTable.SCHEMA + "**)");
    }
}
