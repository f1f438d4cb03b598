package tallyflame.analysis.store;

import static tallyflame.analysis.store.ParquetColumn.flag;
import static tallyflame.analysis.store.ParquetColumn.integer;
import static tallyflame.analysis.store.ParquetColumn.number;
import static tallyflame.analysis.store.ParquetColumn.text;
import static tallyflame.analysis.store.ParquetColumn.time;
import static tallyflame.analysis.store.ParquetColumn.whole;

import java.util.List;
import java.util.Locale;

/** The stored tables and their columns; {@code docs/store.md} says what each column means. */
public enum ParquetTable {
    RUNS(
            text("run"),
            text("kind"),
            text("module").orAbsent(),
            text("command").orAbsent(),
            text("started"),
            text("status"),
            whole("alerts").orAbsent(),
            integer("threads"),
            integer("forks"),
            number("alerts_per_second").orAbsent(),
            number("alerts_per_second_low").orAbsent(),
            number("alerts_per_second_high").orAbsent(),
            number("effective_alerts_per_second").orAbsent(),
            number("effective_share").orAbsent(),
            number("cold_alerts_per_second").orAbsent(),
            number("all_threads_alerts_per_second").orAbsent(),
            number("alerts_per_cpu_second").orAbsent(),
            number("bytes_per_alert").orAbsent(),
            number("gc_share").orAbsent(),
            number("latency_p50_us").orAbsent(),
            number("latency_p90_us").orAbsent(),
            number("latency_p99_us").orAbsent(),
            number("latency_max_us").orAbsent(),
            text("energy_method").orAbsent(),
            number("joules_per_1000_alerts").orAbsent(),
            number("joules_low").orAbsent(),
            number("joules_high").orAbsent(),
            number("grams_co2_per_1000_alerts").orAbsent(),
            text("engine").orAbsent(),
            text("cpu"),
            integer("cores"),
            text("tool_version")),
    PROFILES(
            text("run"),
            text("event"),
            text("unit"),
            whole("samples"),
            whole("weight"),
            whole("recorded"),
            whole("outside_window"),
            whole("outside_range"),
            whole("outside_spans"),
            whole("other_threads"),
            whole("outside_functions"),
            whole("without_stack"),
            whole("unresolved"),
            whole("duplicates"),
            whole("truncated"),
            whole("failed"),
            whole("lost"),
            whole("unreadable_bytes"),
            whole("unreadable_chunks"),
            whole("unreadable_events"),
            flag("main")),
    FRAMES(
            text("run"),
            integer("frame").delta(),
            text("function"),
            text("class"),
            text("method"),
            text("descriptor"),
            integer("line").orAbsent(),
            integer("bci").orAbsent(),
            text("type")),
    STACKS(
            text("run"),
            integer("stack").delta(),
            integer("parent").delta(),
            integer("last").delta(),
            integer("depth"),
            integer("frame"),
            flag("outermost")),
    SAMPLES(
            text("run"),
            text("event"),
            time("time").delta().orAbsent(),
            text("thread").orAbsent(),
            text("pool").orAbsent(),
            text("state").orAbsent(),
            integer("stack").delta(),
            whole("samples"),
            whole("weight"),
            text("unit"),
            integer("span").orAbsent()),
    SPANS(
            text("run"),
            integer("id").delta(),
            integer("parent").orAbsent(),
            text("name"),
            text("tag").orAbsent(),
            text("thread"),
            time("start").delta(),
            whole("duration"),
            whole("cpu").orAbsent(),
            whole("queued").orAbsent(),
            integer("samples"),
            whole("lock"),
            whole("wait"),
            whole("park"),
            whole("sleep"),
            whole("io"),
            whole("gc"),
            whole("stopped")),
    FUNCTIONS(
            text("run"),
            text("event"),
            text("function"),
            whole("self"),
            whole("total"),
            whole("self_samples"),
            whole("total_samples"),
            number("self_share"),
            number("self_low").orAbsent(),
            number("self_high").orAbsent(),
            number("total_share"),
            number("total_low").orAbsent(),
            number("total_high").orAbsent(),
            text("unit")),
    LINES(
            text("run"),
            text("class"),
            text("method"),
            text("descriptor"),
            text("file"),
            integer("line").orAbsent(),
            whole("entered").orAbsent(),
            whole("hits").orAbsent(),
            text("event").orAbsent(),
            whole("weight").orAbsent(),
            whole("samples").orAbsent(),
            text("unit").orAbsent(),
            whole("objects").orAbsent(),
            whole("bytes").orAbsent(),
            number("removed").orAbsent(),
            number("removed_low").orAbsent(),
            number("removed_high").orAbsent()),
    BRANCHES(
            text("run"),
            text("class"),
            text("method"),
            text("descriptor"),
            text("file"),
            integer("line"),
            integer("branch"),
            text("kind"),
            integer("outcome"),
            integer("to_line").orAbsent(),
            whole("count"),
            text("label").orAbsent());

    /** Version of the whole set of tables; a change of any column's name or meaning makes a new one. */
    static final int SCHEMA = 5;

    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<ParquetColumn> columns;

    ParquetTable(ParquetColumn... columns) {
        this.columns = List.of(columns);
    }

    /** Name in SQL, and of the file without its suffix. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the file in the folder of the tables. */
    String fileName() {
        return label() + ".parquet";
    }

    /** The columns in their order. */
    List<ParquetColumn> columns() {
        return columns;
    }
}
