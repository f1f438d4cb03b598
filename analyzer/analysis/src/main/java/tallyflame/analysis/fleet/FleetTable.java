package tallyflame.analysis.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tallyflame.analysis.store.Views;

/** The tables of a fleet's store and their columns; {@code docs/fleet.md} says what each means. */
public enum FleetTable {
    RECORDINGS(
            "host, started",
            "recording VARCHAR",
            "file VARCHAR",
            "host VARCHAR",
            "version VARCHAR",
            "commit VARCHAR",
            "labels VARCHAR",
            "recorder VARCHAR",
            "jvm VARCHAR",
            "pid BIGINT",
            "command VARCHAR",
            "jvm_started TIMESTAMPTZ",
            "started TIMESTAMPTZ",
            "ended TIMESTAMPTZ",
            "bytes BIGINT",
            "chunks BIGINT"),
    SAMPLES(
            "event, time, recording, stack",
            "recording VARCHAR",
            "event VARCHAR",
            "unit VARCHAR",
            "time TIMESTAMPTZ",
            "pool VARCHAR",
            "state VARCHAR",
            "span VARCHAR",
            "stack BLOB",
            "samples BIGINT",
            "weight BIGINT"),
    SPANS(
            "name, time, recording",
            "recording VARCHAR",
            "name VARCHAR",
            "pool VARCHAR",
            "time TIMESTAMPTZ",
            "upto BIGINT",
            "spans BIGINT",
            "nanos BIGINT"),
    STACKS("stack, depth", "stack BLOB", "depth INTEGER", "frame BLOB", "top BOOLEAN", "outermost BOOLEAN"),
    FRAMES(
            "function, line",
            "frame BLOB",
            "function VARCHAR",
            "class VARCHAR",
            "method VARCHAR",
            "descriptor VARCHAR",
            "line INTEGER",
            "type VARCHAR"),
    LEDGER(
            "file, event",
            "recording VARCHAR",
            "file VARCHAR",
            "event VARCHAR",
            "reason VARCHAR",
            "bytes BIGINT",
            "recorded BIGINT",
            "kept BIGINT",
            "outside_window BIGINT",
            "without_stack BIGINT",
            "unresolved BIGINT",
            "already_there BIGINT",
            "truncated BIGINT",
            "failed BIGINT",
            "lost BIGINT",
            "unreadable_bytes BIGINT",
            "what VARCHAR"),
    CHUNKS("begun", "begun VARCHAR", "content VARCHAR", "file VARCHAR");

    private final String order;

    /** Unmodifiable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> columns;

    FleetTable(String order, String... columns) {
        this.order = order;
        this.columns = List.of(columns);
    }

    /** Name in SQL and of the folder of its files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What rows are sorted by, so that the statistics of row groups tell which to pass over. */
    public String order() {
        return order;
    }

    /** Names and types of the columns in the files, as {@code CREATE TABLE} takes them. */
    public String definition() {
        return String.join(", ", columns);
    }

    /** Names of the columns in the files. */
    public List<String> names() {
        return columns.stream()
                .map(column -> column.substring(0, column.indexOf(' ')))
                .toList();
    }

    /** A statement without rows that has the columns of the table and those of its partitions. */
    private String nothing() {
        return columns.stream()
                .map(column -> "NULL::" + column.substring(column.indexOf(' ') + 1) + " AS "
                        + column.substring(0, column.indexOf(' ')))
                .collect(Collectors.joining(
                        ", ", "SELECT ", ", NULL::DATE AS day, NULL::VARCHAR AS service WHERE false"));
    }

    /** Whether each batch brings the rows that it needs, so that the same are in several files. */
    public boolean repeats() {
        return this == STACKS || this == FRAMES;
    }

    /** The table that a file within the store is of. */
    public static FleetTable of(String file) {
        return valueOf(file.substring(0, file.indexOf('/')).toUpperCase(Locale.ROOT));
    }

    /** The day that a file within the store is of, as {@code 2026-11-29}. */
    public static String day(String file) {
        return Path.of(file).getName(1).toString().substring("day=".length());
    }

    /** The service that a file within the store is of. */
    public static String service(String file) {
        return Path.of(file).getName(2).toString().substring("service=".length());
    }

    /** What reads files within the store: those of one table, with the columns of their partitions. */
    String reading(FleetStore store, List<String> files) {
        if (files.isEmpty()) {
            return nothing();
        }
        String list = files.stream()
                .map(file -> Views.literal(
                        store.folder().resolve(file).toAbsolutePath().toString()))
                .collect(Collectors.joining(", "));
        // Each batch brings the stacks and frames that it needs.
        return (repeats() ? "SELECT DISTINCT " + String.join(", ", names()) : "SELECT *") + " FROM read_parquet(["
                + list + "], hive_partitioning = true, hive_types = {'day': DATE, 'service': VARCHAR})";
    }

    /** Path of a file within the store, in the folders of its partition. */
    public String file(String day, String service, String batch) {
        return label() + "/day=" + day + "/service=" + service + "/" + batch + ".parquet";
    }
}
