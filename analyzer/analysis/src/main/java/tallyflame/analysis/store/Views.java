package tallyflame.analysis.store;

import static tallyflame.analysis.store.ParquetTable.FRAMES;
import static tallyflame.analysis.store.ParquetTable.FUNCTIONS;
import static tallyflame.analysis.store.ParquetTable.PROFILES;
import static tallyflame.analysis.store.ParquetTable.SAMPLES;
import static tallyflame.analysis.store.ParquetTable.STACKS;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tallyflame.analysis.store.load.EventTables;

/** What statements see of the files: one view for each table over all runs, and views and macros for people on top of these. */
public final class Views {
    /**
     * Columns with numbers of stacks, frames and spans. In the files these start again in every run. Here they are made distinct, so
     * that joins need no equality of {@code run} beside them: with one, DuckDB joins by hashing {@code run} and tries every
     * stack with every other, instead of sorting by the range.
     */
    private static final Set<String> NUMBERS = Set.of("stack", "parent", "last", "frame", "id", "span");

    /** Of the run number; numbers within a run are 32-bit. */
    private static final int SHIFT = 32;

    /** One row a frame of each stack, outermost first by {@code depth}; ask for few stacks, or it is long. */
    private static final String STACK_FRAMES =
            """
            CREATE VIEW stack_frames AS
            SELECT leaf.run, leaf.stack, node.depth, node.frame, f.function, f.class, f.method, f.line, f.type, node.outermost
            FROM stacks leaf
            JOIN stacks node ON leaf.stack BETWEEN node.stack AND node.last
            JOIN frames f ON f.frame = node.frame""";

    /** One row a sample and function in its stack. Samples of one stack are not summed up first, so any condition may be set. */
    private static final String INCLUSIVE =
            """
            SELECT s.run, s.event, s.time, s.thread, s.pool, s.state, f.function, s.samples, s.weight, s.unit, s.span
            FROM samples s
            JOIN stacks node ON s.stack BETWEEN node.stack AND node.last AND node.outermost
            JOIN frames f ON f.frame = node.frame
            WHERE\s""";

    /** What tells the event that stands for a run, so that weights of different units do not meet. */
    private static final String MAIN = "(%s.run, %s.event) IN (SELECT (run, event) FROM profiles WHERE main)";

    /** A stack as one text, root first. */
    private static final String STACK_TEXT =
            """
            CREATE MACRO stack_text(of_stack) AS (
            SELECT string_agg(f.function, ';' ORDER BY node.depth)
            FROM stacks node JOIN frames f ON f.frame = node.frame
            WHERE of_stack BETWEEN node.stack AND node.last)""";

    /**
     * A view or macro on top of the tables.
     *
     * @param name in SQL
     * @param sql the statement that makes it
     * @param reads the tables that it reads
     */
    private record View(String name, String sql, Set<ParquetTable> reads) {
        static View of(String name, String sql, ParquetTable first, ParquetTable... others) {
            return new View(name, sql, EnumSet.of(first, others));
        }
    }

    private static final List<View> VIEWS = List.of(
            View.of("stack_frames", STACK_FRAMES, STACKS, FRAMES),
            View.of(
                    "inclusive",
                    "CREATE VIEW inclusive AS " + INCLUSIVE + MAIN.replace("%s", "s"),
                    SAMPLES,
                    STACKS,
                    FRAMES,
                    PROFILES),
            View.of(
                    "inclusive_of",
                    "CREATE MACRO inclusive_of(of_event) AS TABLE " + INCLUSIVE + "s.event = of_event",
                    SAMPLES,
                    STACKS,
                    FRAMES),
            View.of(
                    "main_functions",
                    "CREATE VIEW main_functions AS SELECT * FROM functions f WHERE " + MAIN.replace("%s", "f"),
                    FUNCTIONS,
                    PROFILES),
            View.of(
                    "main_samples",
                    "CREATE VIEW main_samples AS SELECT * FROM samples s WHERE " + MAIN.replace("%s", "s"),
                    SAMPLES,
                    PROFILES),
            View.of("stack_text", STACK_TEXT, STACKS, FRAMES));

    /** Words of statements that may read any table, named or not. */
    private static final Pattern ANY =
            Pattern.compile("(?i)\\b(show|pragma|information_schema|query|query_table|(duckdb|sqlite|pg)_\\w+)\\b");

    private static final Pattern WORD = Pattern.compile("\\w+");

    private Views() {}

    /**
     * The tables that a statement may read: those whose names, or the names of whose views, occur in it anywhere, in texts and comments
     * too, for a few more do no harm. All of them if it names none, for its error then says which there are, or if it lists tables.
     */
    public static Set<ParquetTable> readBy(String sql) {
        Set<String> words = WORD.matcher(sql.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        Set<ParquetTable> tables = EnumSet.noneOf(ParquetTable.class);
        Stream.of(ParquetTable.values())
                .filter(table -> words.contains(table.label()))
                .forEach(tables::add);
        VIEWS.stream().filter(view -> words.contains(view.name())).forEach(view -> tables.addAll(view.reads()));
        boolean all = ANY.matcher(sql).find() || (tables.isEmpty() && !EventTables.mayName(sql));
        return all ? EnumSet.allOf(ParquetTable.class) : tables;
    }

    /** The statements that make the views and macros on these tables, in this order. */
    static List<String> of(List<RunFolder> runs, Set<ParquetTable> tables) {
        List<String> statements = new ArrayList<>();
        for (ParquetTable table : tables) {
            List<String> parts = new ArrayList<>();
            for (int run = 0; run < runs.size(); run++) {
                parts.add(part(table, runs.get(run), run));
            }
            statements.add("CREATE VIEW " + table.label() + " AS " + String.join(" UNION ALL ", parts));
        }
        VIEWS.stream()
                .filter(view -> tables.containsAll(view.reads()))
                .map(View::sql)
                .forEach(statements::add);
        return statements;
    }

    private static String part(ParquetTable table, RunFolder run, int number) {
        List<String> replaced = new ArrayList<>();
        replaced.add(literal(run.run()) + " AS run");
        long offset = (long) number << SHIFT;
        for (ParquetColumn column : table.columns()) {
            if (NUMBERS.contains(column.name())) {
                String distinct = column.name() + "::BIGINT + " + offset;
                // The number 0 of a parent means none.
                String value = column.name().equals("parent") ? "if(parent = 0, 0, " + distinct + ")" : distinct;
                replaced.add(value + " AS " + column.name());
            }
        }
        return "SELECT * REPLACE (" + String.join(", ", replaced) + ") FROM read_parquet(" + literal(file(table, run))
                + ")";
    }

    /** Absolute path of a table's file. */
    static String file(ParquetTable table, RunFolder run) {
        return run.tables().resolve(table.fileName()).toAbsolutePath().toString();
    }

    /** A text as SQL writes it. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
