package tallyflame.analysis.fleet.add;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tallyflame.analysis.fleet.FleetTable;
import tallyflame.flamegraphs.Frames;

/** Tables of a batch as they grow, with stacks and frames by number, in a DuckDB that may spill them. */
final class RawRows {
    private static final Map<String, String> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put(
                "raw_samples",
                "recording VARCHAR, event VARCHAR, unit VARCHAR, minute BIGINT, pool VARCHAR, state VARCHAR,"
                        + " span VARCHAR, stack INTEGER, samples BIGINT, weight BIGINT");
        TABLES.put(
                "raw_spans",
                "recording VARCHAR, name VARCHAR, pool VARCHAR, minute BIGINT, upto BIGINT, spans BIGINT, nanos BIGINT");
        TABLES.put("raw_ids", "number INTEGER, stack BLOB");
        TABLES.put("raw_stacks", "number INTEGER, depth INTEGER, frame INTEGER, top BOOLEAN, outermost BOOLEAN");
        TABLES.put(
                "raw_frames",
                "number INTEGER, frame BLOB, function VARCHAR, class VARCHAR, method VARCHAR, descriptor VARCHAR,"
                        + " line INTEGER, type VARCHAR");
        TABLES.put("raw_recordings", FleetTable.RECORDINGS.definition() + ", day DATE");
        TABLES.put("raw_ledger", FleetTable.LEDGER.definition() + ", day DATE");
        TABLES.put("raw_chunks", FleetTable.CHUNKS.definition() + ", day DATE");
    }

    private final Map<String, DuckDBAppender> appenders = new LinkedHashMap<>();

    RawRows(Connection connection) throws SQLException {
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + table.getKey() + " (" + table.getValue() + ")");
            }
            appenders.put(
                    table.getKey(), connection.unwrap(DuckDBConnection.class).createAppender("main", table.getKey()));
        }
    }

    void stack(int number, byte[] hash) throws SQLException {
        appenders.get("raw_ids").beginRow().append(number).append(hash).endRow();
    }

    void frameOfStack(int stack, int depth, int frame, boolean top, boolean outermost) throws SQLException {
        appenders
                .get("raw_stacks")
                .beginRow()
                .append(stack)
                .append(depth)
                .append(frame)
                .append(top)
                .append(outermost)
                .endRow();
    }

    void frame(int number, byte[] hash, Frames frames, int frame) throws SQLException {
        int method = frames.methodOf(frame);
        DuckDBAppender row =
                appenders.get("raw_frames").beginRow().append(number).append(hash);
        row.append(frames.functionName(method))
                .append(frames.className(method))
                .append(frames.methodName(method))
                .append(frames.descriptor(method));
        if (frames.line(frame) < 0) {
            row.appendNull();
        } else {
            row.append(frames.line(frame));
        }
        row.append(frames.type(frame).name()).endRow();
    }

    /** A row of any other table: texts, numbers, days and times in the order of its columns, {@code null} for none. */
    void row(String table, Object... cells) throws SQLException {
        DuckDBAppender row = appenders.get(table).beginRow();
        for (Object cell : cells) {
            if (cell == null) {
                row.appendNull();
            } else if (cell instanceof Long number) {
                row.append(number.longValue());
            } else if (cell instanceof Integer number) {
                row.append(number.intValue());
            } else if (cell instanceof LocalDate day) {
                row.append(day);
            } else if (cell instanceof java.time.OffsetDateTime time) {
                row.append(time);
            } else {
                row.append(cell.toString());
            }
        }
        row.endRow();
    }

    /** Has all rows in their tables. */
    void end() throws SQLException {
        for (DuckDBAppender appender : appenders.values()) {
            appender.close();
        }
    }
}
