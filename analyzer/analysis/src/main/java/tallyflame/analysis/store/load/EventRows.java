package tallyflame.analysis.store.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.Recorders;
import tallyflame.recordings.event.Event;
import tallyflame.recordings.event.EventColumn;

/** Appends events to a table of DuckDB, row by row; a field that an event leaves open is NULL. */
final class EventRows implements AutoCloseable {
    private final DuckDBAppender appender;
    private final List<EventColumn> columns;
    private final List<String> paths;
    private long rows;

    EventRows(DuckDBAppender appender, List<EventColumn> columns) {
        this.appender = appender;
        this.columns = columns;
        paths = columns.stream().map(EventColumn::path).toList();
    }

    /** Appends the events of a type of the first recorder of a JVM that has any. */
    void first(String run, String type, Recorders jvm) throws IOException, SQLException {
        long before = rows;
        for (List<Path> files : jvm.files()) {
            SQLException[] problem = new SQLException[1];
            EventReader.of(files)
                    .until(() -> problem[0] != null)
                    .on(type, paths, event -> {
                        try {
                            append(run, event);
                        } catch (SQLException e) {
                            problem[0] = e;
                        }
                    })
                    .read();
            if (problem[0] != null) {
                throw problem[0];
            }
            if (rows > before) {
                return;
            }
        }
    }

    private void append(String run, Event event) throws SQLException {
        appender.beginRow().append(run);
        for (int field = 0; field < columns.size(); field++) {
            append(columns.get(field).kind(), event, field);
        }
        appender.endRow();
        rows++;
    }

    private void append(EventColumn.Kind kind, Event event, int field) throws SQLException {
        if (!event.has(field)) {
            appender.appendNull();
            return;
        }
        switch (kind) {
            case TEXT -> appender.append(event.text(field));
            case WHOLE -> appender.append(event.number(field));
            case DECIMAL -> appender.append(event.decimal(field));
            case FLAG -> appender.append(event.isTrue(field));
            case TIME -> appender.append(event.time(field));
            case DURATION -> appender.append(event.nanos(field));
            case STACK -> appender.append(event.number(field) != 0);
        }
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }
}
