package tallyflame.analysis.fleet.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.fleet.Batch;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.FleetTable;
import tallyflame.analysis.fleet.Manifest;
import tallyflame.analysis.fleet.TableFiles;
import tallyflame.analysis.fleet.keep.Partitions.Partition;
import tallyflame.analysis.store.Database;
import tallyflame.runs.EnvironmentException;

/**
 * Keeps a store small, beside others that add to it and ask it: a new batch has all that older ones had, and replaces them in one step.
 * Their files stay for an hour, for those who have opened them.
 */
public final class FleetUpkeep {
    /** What upkeep is told of. */
    @FunctionalInterface
    public interface Listener {
        /** Called when the files are written, before they become part of the store. */
        void written();
    }

    /**
     * What came of it.
     *
     * @param filesBefore how many files there were
     * @param filesAfter how many there are
     * @param days how many days were thinned that were not before
     */
    public record Result(int filesBefore, int filesAfter, int days) {}

    private final FleetStore store;
    private final Path temporary;
    private final Listener listener;

    /** @param temporary folder for what does not fit into memory */
    public FleetUpkeep(FleetStore store, Path temporary, Listener listener) {
        this.store = store;
        this.temporary = temporary;
        this.listener = listener;
    }

    /** What a batch of upkeep is made of. */
    private record Made(List<String> files, List<String> settled, String through, int days) {}

    private interface Work {
        /** Makes the files of a batch; empty if there is nothing to do. */
        Optional<Made> make(Connection connection, String batch, List<Manifest> seen, List<String> written)
                throws SQLException, IOException;
    }

    /** Merges the files of each table, day and service, and all manifests. */
    public Result compact() throws IOException, EnvironmentException {
        return replaceAll(this::merge, "");
    }

    /**
     * Thins the samples of old days to sums by hour, host and version, and merges their files. Weight stays, to the last unit.
     *
     * @param first the first day that stays as it is
     */
    public Result retain(LocalDate first) throws IOException, EnvironmentException {
        String through = first.minusDays(1).toString();
        return replaceAll(
                (connection, batch, seen, written) -> thin(connection, batch, seen, written, through), through);
    }

    private Result replaceAll(Work work, String through) throws IOException, EnvironmentException {
        while (true) {
            List<Manifest> seen = List.of();
            List<String> written = new ArrayList<>();
            try (Batch batch = store.begin();
                    Connection connection = Database.connect(temporary, "1GB")) {
                seen = store.manifests();
                Partitions before = new Partitions(store, seen);
                Optional<Made> made = work.make(connection, batch.name(), seen, written);
                if (made.isEmpty()) {
                    return new Result(before.count(), before.count(), 0);
                }
                listener.written();
                Made all = made.get();
                Manifest manifest = Manifest.replacing(seen, batch.name(), all.files(), all.settled(), all.through());
                if (store.commit(manifest, seen, newer -> reaches(newer, through))) {
                    return new Result(before.count(), all.files().size(), all.days());
                }
                TableFiles.delete(store, written);
            } catch (SQLException e) {
                throw new IOException(store.folder() + ": cannot be rewritten: " + e.getMessage(), e);
            }
        }
    }

    /** Whether something was added meanwhile that is to be thinned, too. */
    private static boolean reaches(List<Manifest> newer, String through) {
        return newer.stream()
                .flatMap(manifest -> manifest.files().stream())
                .anyMatch(file -> FleetTable.day(file).compareTo(through) <= 0);
    }

    private Optional<Made> merge(Connection connection, String batch, List<Manifest> seen, List<String> written)
            throws SQLException, IOException {
        Partitions partitions = new Partitions(store, seen);
        if (seen.size() < 2 && partitions.count() == partitions.files().size()) {
            return Optional.empty();
        }
        List<String> files = new ArrayList<>();
        List<String> settled = new ArrayList<>();
        for (Partition partition : partitions.files().keySet()) {
            String file = partitions.merged(connection, partition, batch, written);
            files.add(file);
            if (partition.settled()) {
                settled.add(file);
            }
        }
        String through = Manifest.through(seen);
        return Optional.of(new Made(files, settled, through.isEmpty() ? null : through, 0));
    }

    private Optional<Made> thin(
            Connection connection, String batch, List<Manifest> seen, List<String> written, String through)
            throws SQLException, IOException {
        String before = Manifest.through(seen);
        String last = before.compareTo(through) > 0 ? before : through;
        Partitions partitions = new Partitions(store, seen);
        List<Partition> old = partitions.files().keySet().stream()
                .filter(partition -> partition.day().compareTo(last) <= 0)
                .toList();
        List<String> days = old.stream()
                .filter(partition -> partition.table() == FleetTable.SAMPLES && !partition.settled())
                .map(Partition::day)
                .distinct()
                .toList();
        if (days.isEmpty()) {
            return Optional.empty();
        }
        Thinning thinning = new Thinning(connection, store, seen, last);
        thinning.prepare();
        List<String> files = new ArrayList<>();
        List<String> settled = new ArrayList<>();
        for (Partition partition : partitions.files().keySet()) {
            if (!old.contains(partition)) {
                files.addAll(partitions.files().get(partition));
            } else if (!thinning.replaces(partition)) {
                files.add(partitions.merged(connection, partition, batch, written));
                if (partition.settled()) {
                    settled.add(files.get(files.size() - 1));
                }
            }
        }
        for (String file : thinning.write(batch)) {
            written.add(file);
            files.add(file);
            if (FleetTable.of(file) == FleetTable.SAMPLES) {
                settled.add(file);
            }
        }
        return Optional.of(new Made(files, settled, last, days.size()));
    }
}
