package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.fleet.FleetDatabase;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.ParquetTable;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.RecordedRun;
import tallyflame.analysis.store.RunFolder;
import tallyflame.analysis.store.RunNames;
import tallyflame.analysis.store.Store;
import tallyflame.analysis.store.Views;
import tallyflame.analysis.store.load.EventTables;
import tallyflame.analysis.table.Format;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.TableOptions;
import tallyflame.cli.read.QueryAnswers.DuplicateColumnException;
import tallyflame.cli.read.QueryAnswers.Rows;

/** Runs SQL on the tables of runs. */
@Command(
        name = "query",
        description = {
            "SQL on the tables of one or many runs: profiles, frames, stacks, samples, spans, functions, lines, branches;",
            "and on every type of event in their recordings.",
            "Makes the tables first where they are missing or older than the recordings."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  tallyflame query run-1 \"SELECT function, self FROM functions WHERE event = 'cpu' ORDER BY self DESC LIMIT 10\"",
            "  tallyflame query a.jfr b.jfr \"SELECT run, thread, sum(weight) FROM samples GROUP BY ALL\" --format csv",
            "  tallyflame query a.jfr \"SELECT path, sum(bytesRead) FROM jdk.FileRead GROUP BY path\"",
            "  tallyflame query run-1 \"SELECT tag, duration, lock FROM spans WHERE name = 'alert' ORDER BY duration DESC LIMIT 10\"",
            "  tallyflame query run-1 \"DESCRIBE samples\"        the columns of a table",
            "",
            "docs/store.md describes every column and has ten queries to start from."
        })
public final class QueryCommand implements Callable<Integer> {
    private static final long ROWS_ON_A_TERMINAL = 1000;
    private static final Pattern MEMORY = Pattern.compile("(?i)[0-9]+(\\.[0-9]+)? ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)");

    @Mixin
    private TableOptions common;

    @Mixin
    private SpanOptions spans;

    @Parameters(
            arity = "2..*",
            paramLabel = "IN… SQL",
            description =
                    "Run directories or .jfr files, each a run of its own, or one store of a fleet; then one statement.")
    private List<String> words;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "Stop after N rows; 0 for all (default: 1000 for people, all for csv and json).")
    private Long maxRows;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Limit of the query's memory, such as 500MB (default: ${DEFAULT-VALUE}).")
    private String memory = "2GB";

    @Option(
            names = "--leave-as-is",
            description = "Make missing tables in a temporary folder; nothing is written into the run.")
    private boolean leaveAsIs;

    @Override
    public Integer call() throws Exception {
        if (maxRows != null && maxRows < 0) {
            throw common.usage("--max-rows must not be negative");
        }
        if (!MEMORY.matcher(memory).matches()) {
            throw common.usage("--memory needs a size such as 500MB or 2GB, not '" + memory + "'");
        }
        Path only = words.size() == 2 ? Path.of(words.get(0)) : null;
        boolean fleet = only != null && FleetStore.isStore(only) && !spans.asked();
        List<RecordedRun> runs = fleet ? List.of() : runs();
        Path temporary = Files.createTempDirectory("tallyflame-query");
        // Also where the user ends it from the keyboard, which no finally sees.
        Thread cleaner = new Thread(() -> deleteIfPossible(temporary));
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            return fleet ? query(FleetStore.open(only), temporary) : query(runs, temporary);
        } catch (QueryException | DuplicateColumnException e) {
            throw common.usage(e.getMessage());
        } finally {
            Store.delete(temporary);
            Runtime.getRuntime().removeShutdownHook(cleaner);
        }
    }

    private List<RecordedRun> runs() throws IOException {
        List<RecordedRun> runs = new ArrayList<>();
        for (String input : words.subList(0, words.size() - 1)) {
            for (RecordedRun run : RecordedRun.allOf(Path.of(input))) {
                runs.add(spans.asked() ? run.within(spans.read(common, run.recorded())) : run);
            }
        }
        return runs;
    }

    private static void deleteIfPossible(Path folder) {
        try {
            Store.delete(folder);
        } catch (IOException e) {
            // A file that the interrupted query is just writing stays; temporary folders are cleaned by the system,
            // too.
        }
    }

    private int query(List<RecordedRun> runs, Path temporary) throws Exception {
        Store store = new Store(temporary, !leaveAsIs, run -> progress("making the tables of " + run.run() + " ..."));
        List<String> names = names(runs);
        List<RunFolder> folders = new ArrayList<>();
        String sql = words.get(words.size() - 1);
        Set<ParquetTable> read = Views.readBy(sql);
        for (int i = 0; i < runs.size(); i++) {
            folders.add(new RunFolder(names.get(i), store.tables(runs.get(i), read)));
        }
        try (Database database = Database.open(folders, read, temporary.resolve("spill"), memory)) {
            database.load(events(runs, names), sql);
            return answer(database, sql);
        }
    }

    private int query(FleetStore store, Path temporary) throws Exception {
        try (Database database = FleetDatabase.open(store, temporary.resolve("spill"), memory)) {
            return answer(database, words.get(1));
        }
    }

    private int answer(Database database, String sql) throws Exception {
        Rows rows = rows();
        boolean more = database.query(sql, mostRows(), rows);
        rows.end(more);
        common.out().flush();
        if (more) {
            progress("more rows than the " + mostRows() + " shown; --max-rows 0 shows all");
        }
        return Failures.DONE;
    }

    private static EventTables events(List<RecordedRun> runs, List<String> names) {
        List<EventTables.Source> sources = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            runs.get(i).events(names.get(i)).ifPresent(sources::add);
        }
        return new EventTables(sources);
    }

    private List<String> names(List<RecordedRun> runs) {
        try {
            return RunNames.distinct(runs.stream().map(RecordedRun::path).toList(), runs);
        } catch (IllegalArgumentException e) {
            throw common.usage(e.getMessage());
        }
    }

    private void progress(String words) {
        common.err().println(words);
        common.err().flush();
    }

    private Rows rows() throws IOException {
        return switch (common.format()) {
            case CSV -> new QueryAnswers.Delimited(common.out());
            case JSON -> new QueryAnswers.Document(common.out());
            case TABLE, MD, HTML -> new QueryAnswers.Whole(common);
        };
    }

    /** Rows for people are all held before the first is written. */
    private boolean held() {
        return common.format() != Format.CSV && common.format() != Format.JSON;
    }

    private long mostRows() {
        if (maxRows == null) {
            return held() ? ROWS_ON_A_TERMINAL : Long.MAX_VALUE;
        }
        return maxRows == 0 ? Long.MAX_VALUE : maxRows;
    }
}
