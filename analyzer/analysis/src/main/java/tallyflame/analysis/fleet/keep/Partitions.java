package tallyflame.analysis.fleet.keep;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.FleetTable;
import tallyflame.analysis.fleet.Manifest;
import tallyflame.analysis.fleet.TableFiles;
import tallyflame.analysis.store.Views;

/** The files of a store by table, day and service, and whether they are settled: what may be one file. */
final class Partitions {
    /** Files that may be one. */
    record Partition(FleetTable table, String day, String service, boolean settled) {
        static Partition of(String file, boolean settled) {
            return new Partition(FleetTable.of(file), FleetTable.day(file), FleetTable.service(file), settled);
        }

        /** Path within the store of a file of a batch; settled samples have files of their own. */
        String file(String batch) {
            String name = table == FleetTable.SAMPLES && settled ? batch + ".hourly" : batch;
            return table.file(day, service, name);
        }
    }

    private final FleetStore store;
    private final Set<String> settled = new HashSet<>();
    private final Map<Partition, List<String>> files = new LinkedHashMap<>();

    Partitions(FleetStore store, List<Manifest> manifests) {
        this.store = store;
        manifests.forEach(manifest -> settled.addAll(manifest.settled()));
        manifests.stream().flatMap(manifest -> manifest.files().stream()).forEach(file -> files.computeIfAbsent(
                        Partition.of(file, settled.contains(file)), of -> new ArrayList<>())
                .add(file));
    }

    Map<Partition, List<String>> files() {
        return files;
    }

    /** How many files there are. */
    int count() {
        return files.values().stream().mapToInt(List::size).sum();
    }

    /** The rows of some files of one table, those that repeat once. */
    String select(FleetTable table, List<String> of) {
        String list = of.stream()
                .map(file -> Views.literal(
                        store.folder().resolve(file).toAbsolutePath().toString()))
                .collect(Collectors.joining(", "));
        return "SELECT " + (table.repeats() ? "DISTINCT " : "") + String.join(", ", table.names())
                + " FROM read_parquet([" + list + "], hive_partitioning = false)";
    }

    /**
     * One file for each of some partitions that has several.
     *
     * @param written takes each file that is new
     * @return the file of the partition
     */
    String merged(Connection connection, Partition partition, String batch, List<String> written)
            throws SQLException, IOException {
        List<String> parts = files.get(partition);
        if (parts.size() == 1) {
            return parts.get(0);
        }
        String file = partition.file(batch);
        written.add(file);
        return TableFiles.write(connection, store, file, select(partition.table(), parts));
    }
}
