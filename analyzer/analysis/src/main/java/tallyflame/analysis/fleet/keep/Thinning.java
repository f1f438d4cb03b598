package tallyflame.analysis.fleet.keep;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tallyflame.analysis.fleet.FleetDatabase;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.FleetTable;
import tallyflame.analysis.fleet.Manifest;
import tallyflame.analysis.fleet.TableFiles;
import tallyflame.analysis.fleet.keep.Partitions.Partition;
import tallyflame.analysis.store.Views;

/**
 * Sums by hour of the samples up to a day, as DuckDB makes them: recordings of one day with equal labels, host, recorder and JVM become
 * one. Recordings that have later samples, too, stay beside it.
 */
final class Thinning {
    /** What tells the recordings of a day apart that become one. */
    private static final List<String> SAME = List.of("host", "version", "commit", "labels", "recorder", "jvm");

    /** The identity of what recordings become on a day: a hash, as theirs are. */
    private static final String HOURLY = "left(md5(concat_ws(chr(10), 'hourly', %1$s.day::VARCHAR, r.service, "
            + SAME.stream().map(column -> "coalesce(r." + column + ", chr(0))").collect(Collectors.joining(", "))
            + ")), 32)";

    private final Connection connection;
    private final FleetStore store;
    private final List<Manifest> manifests;
    private final String last;

    /** @param through the last day that is thinned */
    Thinning(Connection connection, FleetStore store, List<Manifest> manifests, String through) {
        this.connection = connection;
        this.store = store;
        this.manifests = manifests;
        last = "DATE " + Views.literal(through);
    }

    /** Makes the rows. */
    void prepare() throws SQLException, IOException {
        execute("SET TimeZone = 'UTC'");
        for (String view : FleetDatabase.views(store, manifests)) {
            execute(view);
        }
        execute("CREATE TABLE gone AS SELECT r.*, " + HOURLY.formatted("r") + " AS hourly FROM recordings r"
                + " WHERE r.day <= " + last + " AND r.recording NOT IN (SELECT recording FROM stored WHERE day > "
                + last
                + " UNION SELECT recording FROM settled)");
        execute("CREATE TABLE thin AS SELECT " + HOURLY.formatted("s") + " AS recording, s.event, s.unit,"
                + " date_trunc('hour', s.time) AS time, s.pool, s.state, s.span, s.stack,"
                + " sum(s.samples)::BIGINT AS samples, sum(s.weight)::BIGINT AS weight, s.day, s.service"
                + " FROM counted s JOIN recordings r ON r.recording = s.recording WHERE s.day <= " + last
                + " GROUP BY ALL");
        requireEqual();
        // Sums by hour have no file.
        execute("CREATE TABLE thin_spans AS SELECT CASE WHEN r.file IS NULL THEN r.recording ELSE "
                + HOURLY.formatted("s")
                + " END AS recording, s.name, s.pool, date_trunc('hour', s.time) AS time, s.upto,"
                + " sum(s.spans)::BIGINT AS spans, sum(s.nanos)::BIGINT AS nanos, s.day, s.service FROM spans s"
                + " JOIN recordings r ON r.recording = s.recording WHERE s.day <= " + last + " GROUP BY ALL");
        String firsts = SAME.stream()
                .map(column -> "first(r." + column + ") AS " + column)
                .collect(Collectors.joining(", "));
        execute("CREATE TABLE about AS SELECT p.hourly AS recording, NULL::VARCHAR AS file, " + firsts
                + ", NULL::BIGINT AS pid, NULL::VARCHAR AS command, NULL::TIMESTAMPTZ AS jvm_started,"
                + " min(r.started) AS started, max(r.ended) AS ended, sum(p.bytes)::BIGINT AS bytes,"
                + " sum(p.chunks)::BIGINT AS chunks, p.day, p.service FROM ("
                + "SELECT hourly, day, service, recording, bytes, chunks FROM gone UNION ALL"
                + " SELECT DISTINCT " + HOURLY.formatted("s") + ", s.day, s.service, s.recording, 0, 0"
                + " FROM (SELECT day, service, recording FROM counted UNION SELECT day, service, recording FROM spans) s"
                + " JOIN recordings r ON r.recording = s.recording WHERE s.day <= " + last + " AND r.file IS NOT NULL"
                + ") p JOIN recordings r ON r.recording = p.recording GROUP BY p.hourly, p.day, p.service"
                + " UNION ALL SELECT " + columns(FleetTable.RECORDINGS) + ", day, service FROM recordings WHERE day <= "
                + last + " AND recording NOT IN (SELECT recording FROM gone)");
        String sums = FleetTable.LEDGER
                .names()
                .subList(4, FleetTable.LEDGER.names().size() - 1)
                .stream()
                .map(column -> "sum(l." + column + ")::BIGINT AS " + column)
                .collect(Collectors.joining(", "));
        execute("CREATE TABLE told AS SELECT g.hourly AS recording, NULL::VARCHAR AS file, l.event,"
                + " min(l.reason) AS reason, " + sums + ", NULL::VARCHAR AS what, l.day, l.service"
                + " FROM ledger l JOIN gone g ON g.recording = l.recording GROUP BY g.hourly, l.event, l.day, l.service"
                + " UNION ALL SELECT " + columns(FleetTable.LEDGER) + ", day, service FROM ledger WHERE day <= " + last
                + " AND (recording IS NULL OR recording NOT IN (SELECT recording FROM gone))");
    }

    private static String columns(FleetTable table) {
        return String.join(", ", table.names());
    }

    /** A sample whose recording is not there would be lost, and nobody would see it. */
    private void requireEqual() throws SQLException, IOException {
        String sums = "SELECT event, sum(samples), sum(weight) FROM %s WHERE day <= " + last + " GROUP BY event";
        try (Statement statement = connection.createStatement();
                ResultSet different = statement.executeQuery(
                        "(" + sums.formatted("counted") + " EXCEPT " + sums.formatted("thin") + ")")) {
            if (different.next()) {
                throw new IOException(store.folder() + ": samples of " + different.getString(1)
                        + " are of recordings that the store does not have; nothing was thinned");
            }
        }
    }

    /** Whether the files of an old partition are replaced by those that {@link #write} makes. */
    boolean replaces(Partition partition) {
        return switch (partition.table()) {
            case SAMPLES -> !partition.settled();
            case RECORDINGS, LEDGER, SPANS -> true;
            case STACKS, FRAMES, CHUNKS -> false;
        };
    }

    /** Writes the files that hold the rows. */
    List<String> write(String batch) throws SQLException, IOException {
        List<String> files = new ArrayList<>();
        write(FleetTable.SAMPLES, "thin", batch, files);
        write(FleetTable.SPANS, "thin_spans", batch, files);
        write(FleetTable.RECORDINGS, "about", batch, files);
        write(FleetTable.LEDGER, "told", batch, files);
        return files;
    }

    private void write(FleetTable table, String rows, String batch, List<String> files)
            throws SQLException, IOException {
        List<Partition> partitions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT DISTINCT day::VARCHAR, service FROM " + rows + " ORDER BY 1, 2")) {
            while (found.next()) {
                partitions.add(new Partition(table, found.getString(1), found.getString(2), false));
            }
        }
        for (Partition partition : partitions) {
            files.add(TableFiles.write(
                    connection,
                    store,
                    partition.file(batch),
                    "SELECT " + columns(table) + " FROM " + rows + " WHERE day = " + Views.literal(partition.day())
                            + " AND service = " + Views.literal(partition.service())));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
