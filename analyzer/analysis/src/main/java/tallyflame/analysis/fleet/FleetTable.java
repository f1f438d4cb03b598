package tallyflame.analysis.fleet;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
    STACKS("", "stack BLOB", "depth INTEGER", "frame BLOB", "top BOOLEAN", "outermost BOOLEAN"),
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
            "unreadable_bytes BIGINT");

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

    /** What rows are sorted by, so that the statistics of row groups tell which to pass over; empty for the order they came in. */
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
    String nothing() {
        return columns.stream()
                .map(column -> "NULL::" + column.substring(column.indexOf(' ') + 1) + " AS "
                        + column.substring(0, column.indexOf(' ')))
                .collect(Collectors.joining(
                        ", ", "SELECT ", ", NULL::DATE AS day, NULL::VARCHAR AS service WHERE false"));
    }

    /** Path of a file within the store, in the folders of its partition. */
    public String file(String day, String service, String batch) {
        return label() + "/day=" + day + "/service=" + service + "/" + batch + ".parquet";
    }
}
