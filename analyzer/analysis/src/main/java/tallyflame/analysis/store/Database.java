package tallyflame.analysis.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.store.driver.MissingDriver;
import tallyflame.analysis.store.load.EventTables;
import tallyflame.runs.EnvironmentException;

/**
 * An embedded DuckDB with one view for each table over the Parquet files of any number of runs. Statements may read these tables
 * and nothing else: no other file, no network, no extension; the settings are locked. For one thread at a time.
 */
public final class Database implements Closeable {
    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.FLOAT,
            Types.REAL,
            Types.DOUBLE,
            Types.NUMERIC,
            Types.DECIMAL);

    /** State of {@link DriverManager}'s exception when no driver takes the address. */
    private static final String NO_DRIVER = "08001";

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the tables of runs.
     *
     * @param runs at least one, each with a name of its own
     * @param tables those that can be read; the others are unknown to statements
     * @param spill folder for intermediate results that do not fit into memory; made when it is needed
     * @param memory limit of DuckDB's memory, such as {@code 2GB}
     * @throws EnvironmentException if DuckDB is not here, or has no library for this platform
     * @throws QueryException if a setting is refused or a table cannot be read
     */
    public static Database open(List<RunFolder> runs, Set<ParquetTable> tables, Path spill, String memory)
            throws QueryException, EnvironmentException {
        List<String> files = tables.stream()
                .flatMap(table -> runs.stream().map(run -> Views.file(table, run)))
                .toList();
        return open(Views.of(runs, tables), files, spill, memory);
    }

    /**
     * Opens views over files.
     *
     * @param views statements that make them, run while every file can be read
     * @param files absolute paths of the only files that statements may read afterwards
     * @param spill as above
     * @param memory as above
     */
    public static Database open(List<String> views, List<String> files, Path spill, String memory)
            throws QueryException, EnvironmentException {
        try {
            Database database = new Database(connect(spill, memory));
            database.prepare(views, files);
            return database;
        } catch (SQLException e) {
            throw QueryException.of(e);
        }
    }

    /**
     * Starts a DuckDB without any tables, for who writes files by it; it may read and write all that this process may.
     *
     * @throws EnvironmentException if DuckDB is not here, or has no library for this platform
     */
    public static Connection connect(Path spill, String memory) throws SQLException, EnvironmentException {
        try {
            return DriverManager.getConnection("jdbc:duckdb:", settings(spill, memory));
        } catch (SQLException e) {
            if (NO_DRIVER.equals(e.getSQLState())) {
                throw notHere(e);
            }
            throw e;
        } catch (LinkageError e) {
            throw notHere(e);
        }
    }

    private static EnvironmentException notHere(Throwable cause) {
        return new EnvironmentException(MissingDriver.advice(), cause);
    }

    private static Properties settings(Path spill, String memory) {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("allow_persistent_secrets", "false");
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("memory_limit", memory);
        settings.setProperty("jdbc_stream_results", "true");
        return settings;
    }

    private void prepare(List<String> views, List<String> files) throws SQLException {
        for (String view : views) {
            execute(view);
        }
        execute("SET TimeZone = 'UTC'");
        execute("SET allowed_paths = [" + files.stream().map(Views::literal).collect(Collectors.joining(", ")) + "]");
        execute("SET enable_external_access = false");
        execute("SET lock_configuration = true");
    }

    /**
     * Makes the tables of events that a statement names.
     *
     * @throws QueryException if DuckDB cannot hold them
     * @throws IOException if a recording cannot be read
     */
    public void load(EventTables events, String sql) throws QueryException, IOException {
        try {
            events.load(connection, sql);
        } catch (SQLException e) {
            throw QueryException.of(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Runs a statement.
     *
     * @param mostRows rows after which to stop
     * @return whether there are more rows than those handed over
     * @throws QueryException if DuckDB refuses the statement, or it does not only read
     * @throws EnvironmentException if the memory limit is too small for it
     * @throws IOException from the sink
     */
    public boolean query(String sql, long mostRows, RowSink sink)
            throws QueryException, EnvironmentException, IOException {
        try (Statement statement = connection.createStatement()) {
            StatementCheck.requireReading(connection, sql);
            if (!statement.execute(sql)) {
                throw new QueryException("the statement has no rows to show");
            }
            try (ResultSet rows = statement.getResultSet()) {
                return hand(rows, mostRows, sink);
            }
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("Out of Memory Error")) {
                throw new EnvironmentException(
                        "the query needs more memory than DuckDB was given; raise --memory, or ask"
                                + " for less at once");
            }
            throw QueryException.of(e);
        }
    }

    private static boolean hand(ResultSet rows, long mostRows, RowSink sink) throws SQLException, IOException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<RowSink.ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String type = metadata.getColumnTypeName(i);
            // HUGEINT, the type of sums of BIGINT, has no number among the types of JDBC.
            boolean number = NUMBERS.contains(metadata.getColumnType(i)) || type.endsWith("HUGEINT");
            columns.add(new RowSink.ResultColumn(metadata.getColumnLabel(i), type, number));
        }
        sink.columns(columns);
        for (long count = 0; rows.next(); count++) {
            if (count == mostRows) {
                return true;
            }
            List<Object> cells = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                cells.add(value(rows.getObject(i)));
            }
            sink.row(cells);
        }
        return false;
    }

    private static Object value(Object cell) throws SQLException {
        if (cell == null || cell instanceof Number || cell instanceof Boolean || cell instanceof String) {
            return cell;
        }
        if (cell instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        if (cell instanceof Timestamp time) {
            return time.toLocalDateTime().toString();
        }
        if (cell instanceof Array array) {
            List<Object> elements = new ArrayList<>();
            for (Object element : (Object[]) array.getArray()) {
                elements.add(value(element));
            }
            return elements;
        }
        return cell.toString();
    }

    /** Ends DuckDB; its memory and spilled files are given back. */
    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("DuckDB cannot be closed: " + e.getMessage(), e);
        }
    }
}
