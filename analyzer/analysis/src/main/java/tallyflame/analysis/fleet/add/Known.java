package tallyflame.analysis.fleet.add;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.FleetTable;
import tallyflame.analysis.fleet.Manifest;
import tallyflame.analysis.fleet.add.FleetAdd.Refused;
import tallyflame.analysis.store.Views;
import tallyflame.recordings.ChunkIdentity;

/** What a store has of some chunks and files: only the tables of their days are read, however many others there are. */
final class Known {
    private final Connection connection;
    private final FleetStore store;
    private final List<Manifest> manifests;

    /** Of what some manifests hold. */
    Known(Connection connection, FleetStore store, List<Manifest> manifests) {
        this.connection = connection;
        this.store = store;
        this.manifests = manifests;
    }

    /** Those of some chunks that count already, by when they began. */
    Map<String, Counted> chunks(Collection<ChunkIdentity> wanted) throws SQLException {
        Map<String, Counted> found = new HashMap<>();
        Set<String> days = wanted.stream()
                .map(chunk -> BatchWriter.day(chunk.beganMillis()).toString())
                .collect(Collectors.toSet());
        String begun =
                literals(wanted.stream().map(ChunkIdentity::begun).distinct().toList());
        String files = files(FleetTable.CHUNKS, days);
        if (!files.isEmpty() && !begun.isEmpty()) {
            rows(
                    "SELECT begun, content, file FROM read_parquet([" + files + "]) WHERE begun IN (" + begun + ")",
                    row -> found.put(
                            row.getString(1), new Counted(row.getString(1), row.getString(2), row.getString(3))));
        }
        return found;
    }

    /** What was said before of files, so that it is not said again. */
    Set<Refused> refused(List<Path> of) throws SQLException, IOException {
        Set<Refused> found = new HashSet<>();
        Set<String> days = new HashSet<>();
        for (Path file : of) {
            days.add(BatchWriter.changed(file).toString());
        }
        String files = files(FleetTable.LEDGER, days);
        if (!files.isEmpty()) {
            rows(
                    "SELECT file, what, reason FROM read_parquet([" + files + "]) WHERE event IS NULL AND file IN ("
                            + literals(of.stream().map(Path::toString).toList()) + ")",
                    row -> found.add(new Refused(row.getString(1), row.getString(2), row.getString(3))));
        }
        return found;
    }

    private String files(FleetTable table, Set<String> days) {
        return manifests.stream()
                .flatMap(manifest -> manifest.files().stream())
                .filter(file -> FleetTable.of(file) == table && days.contains(FleetTable.day(file)))
                .map(file -> Views.literal(
                        store.folder().resolve(file).toAbsolutePath().toString()))
                .collect(Collectors.joining(", "));
    }

    private static String literals(List<String> texts) {
        return texts.stream().map(Views::literal).collect(Collectors.joining(", "));
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void rows(String sql, Row each) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.take(rows);
            }
        }
    }
}
