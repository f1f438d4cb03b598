package tallyflame.analysis.store.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.Recorders;
import tallyflame.recordings.event.EventColumn;
import tallyflame.recordings.event.EventColumn.Kind;

/**
 * A table for each type of event that a statement names, made of the recordings themselves: every event, with every field that has a single
 * value. Nothing is read for statements that name none.
 */
public final class EventTables {
    /**
     * The recordings of a run.
     *
     * @param run value of the column {@code run}
     * @param alternatives recordings of JVMs, of which the first recorder that has events of a type counts
     */
    public record Source(String run, List<Path> recordings, List<Recorders> alternatives) {
        public Source {
            recordings = List.copyOf(recordings);
            alternatives = List.copyOf(alternatives);
        }

        /** The recordings in groups; of each the first recorder with events of a type is to be read. */
        List<Recorders> groups() {
            List<Recorders> groups = new ArrayList<>(alternatives);
            recordings.stream()
                    .filter(recording -> alternatives.stream().noneMatch(jvm -> jvm.contains(recording)))
                    .forEach(recording -> groups.add(new Recorders(List.of(List.of(recording)))));
            return groups;
        }
    }

    /** What may be a name of a type: with a dot, or quoted. */
    private static final Pattern MAY_NAME = Pattern.compile("(?s).*(\"|\\w\\.\\w).*");

    private static final Pattern TEXTS_AND_COMMENTS = Pattern.compile("'(?:[^']|'')*'|--[^\\r\\n]*|(?s:/\\*.*?\\*/)");

    /** Schemas that DuckDB has already. */
    private static final Set<String> RESERVED = Set.of("main", "temp", "system", "pg_catalog", "information_schema");

    private final List<Source> runs;

    /** @param runs those that the statement is about */
    public EventTables(List<Source> runs) {
        this.runs = List.copyOf(runs);
    }

    /** Whether a statement may name the table of a type of event. */
    public static boolean mayName(String sql) {
        return MAY_NAME.matcher(TEXTS_AND_COMMENTS.matcher(sql).replaceAll(" ")).matches();
    }

    /**
     * Makes the tables that a statement names.
     *
     * @throws IOException if a recording cannot be read
     * @throws SQLException if DuckDB cannot hold them
     */
    public void load(Connection connection, String sql) throws IOException, SQLException {
        if (!mayName(sql)) {
            return;
        }
        String code = TEXTS_AND_COMMENTS.matcher(sql).replaceAll(" ");
        Map<String, Map<String, EventColumn>> declared = declared();
        int number = 0;
        for (Map.Entry<String, Map<String, EventColumn>> type : declared.entrySet()) {
            if (names(code, type.getKey())) {
                load(connection, type.getKey(), type.getValue(), "event_rows_" + number++);
            }
        }
    }

    private static boolean names(String code, String type) {
        String quoted = "\"" + type.replace("\"", "\"\"") + "\"";
        boolean plain = type.indexOf('.') > 0
                && Pattern.compile("(?i)(?<![\\w.\"])" + Pattern.quote(type) + "(?![\\w.])")
                        .matcher(code)
                        .find();
        return plain || code.toLowerCase(Locale.ROOT).contains(quoted.toLowerCase(Locale.ROOT));
    }

    /** The types that the recordings declare, and the columns of each by the names that these have in SQL. */
    private Map<String, Map<String, EventColumn>> declared() throws IOException {
        Map<String, Map<String, EventColumn>> types = new TreeMap<>();
        for (Source source : runs) {
            for (Map<String, List<EventColumn>> chunk : EventReader.of(source.recordings())
                    .withoutConstants()
                    .read(chunk -> chunk.types().stream()
                            .collect(Collectors.toMap(type -> type, chunk::columns, (first, again) -> first)))
                    .chunks()) {
                chunk.forEach((type, columns) ->
                        columns.forEach(column -> types.computeIfAbsent(type, key -> new LinkedHashMap<>())
                                .merge(name(column), column, EventTables::both)));
            }
        }
        return types;
    }

    private static String name(EventColumn column) {
        String name = column.path().replace('.', '_');
        return name.equalsIgnoreCase("run") ? name + "_" : name;
    }

    /** Of releases that differ in a field, both can be a text. */
    private static EventColumn both(EventColumn first, EventColumn second) {
        return first.kind() == second.kind() ? first : new EventColumn(first.path(), Kind.TEXT);
    }

    private void load(Connection connection, String type, Map<String, EventColumn> columns, String rows)
            throws IOException, SQLException {
        List<String> shape = new ArrayList<>(List.of("run VARCHAR"));
        List<String> shown = new ArrayList<>(List.of("run"));
        columns.forEach((name, column) -> {
            shape.add(quoted(name) + " " + sqlType(column.kind()));
            shown.add(shown(quoted(name), column.kind()));
        });
        execute(connection, "CREATE TABLE " + rows + " (" + String.join(", ", shape) + ")");
        try (EventRows into = new EventRows(
                connection.unwrap(DuckDBConnection.class).createAppender(rows), List.copyOf(columns.values()))) {
            for (Source source : runs) {
                for (Recorders group : source.groups()) {
                    into.first(source.run(), type, group);
                }
            }
        }
        String view = " AS SELECT " + String.join(", ", shown) + " FROM main." + rows;
        execute(connection, "CREATE VIEW " + quoted(type) + view);
        String[] parts = type.split("\\.", -1);
        if (parts.length == 2 && !RESERVED.contains(parts[0].toLowerCase(Locale.ROOT))) {
            // So that the name need not be quoted: it is that of a table in a schema.
            execute(connection, "CREATE SCHEMA IF NOT EXISTS " + quoted(parts[0]));
            execute(connection, "CREATE VIEW " + quoted(parts[0]) + "." + quoted(parts[1]) + view);
        }
    }

    private static String sqlType(Kind kind) {
        return switch (kind) {
            case TEXT -> "VARCHAR";
            case WHOLE, TIME, DURATION -> "BIGINT";
            case DECIMAL -> "DOUBLE";
            case FLAG, STACK -> "BOOLEAN";
        };
    }

    /** Times are kept in nanoseconds, and shown as DuckDB's, which has microseconds. */
    private static String shown(String name, Kind kind) {
        return kind == Kind.TIME ? "make_timestamptz(" + name + " // 1000) AS " + name : name;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
