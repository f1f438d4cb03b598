package tallyflame.analysis.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tallyflame.parquet.ParquetFile;
import tallyflame.runs.ToolVersion;

/** Finds the tables of runs, and makes them where they are missing or older than what they are made of. */
public final class Store {
    private static final String SCHEMA_KEY = "tallyflame.schema";
    private static final String VERSION_KEY = "tallyflame.version";
    private static final String FILES_KEY = "tallyflame.files";

    /** Told before tables are made, which can take a while. */
    @FunctionalInterface
    public interface Listener {
        void making(RunSource source);
    }

    private final Path temporary;
    private final boolean keeps;
    private final Listener listener;

    /**
     * A store.
     *
     * @param temporary folder for the tables of runs that have no place for them; the caller deletes it in the end
     * @param keeps whether tables that are made stay with their run, where it has a place for them
     */
    public Store(Path temporary, boolean keeps, Listener listener) {
        this.temporary = temporary;
        this.keeps = keeps;
        this.listener = listener;
    }

    /**
     * The tables of a run, made if necessary. Those that stay with the run are complete or absent: all are made, in a folder next
     * to their place, which is then renamed. Where they do not stay, only those that are wanted are made.
     *
     * @param wanted the tables that a statement reads
     * @throws IOException if the run cannot be read or its tables not be written
     */
    public Path tables(RunSource source, Set<ParquetTable> wanted) throws IOException {
        Map<String, String> stamp = stamp(source.files());
        if (source.tables().isPresent()) {
            Path tables = source.tables().get();
            if (isCurrent(tables, stamp, source.files().isEmpty())) {
                return tables;
            }
            if (keeps && Files.isWritable(tables.toAbsolutePath().getParent())) {
                Path made = sibling(tables, "new");
                make(source, EnumSet.allOf(ParquetTable.class), stamp, made);
                replace(tables, made);
                return tables;
            }
        }
        Path made = Files.createTempDirectory(temporary, "tables");
        if (!wanted.isEmpty()) {
            make(source, wanted, stamp, made);
        }
        return made;
    }

    private void make(RunSource source, Set<ParquetTable> wanted, Map<String, String> stamp, Path folder)
            throws IOException {
        listener.making(source);
        RunTables content = source.read(wanted);
        delete(folder);
        Files.createDirectories(folder);
        try {
            TablesWriter.write(folder, wanted, stamp, source.run(), content);
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private static void replace(Path tables, Path made) throws IOException {
        Path old = sibling(tables, "old");
        delete(old);
        if (Files.exists(tables)) {
            Files.move(tables, old);
        }
        Files.move(made, tables);
        delete(old);
    }

    private static Path sibling(Path tables, String what) {
        return tables.resolveSibling(
                "." + tables.getFileName() + "." + ProcessHandle.current().pid() + "." + what);
    }

    /** What the footers of all tables say about their origin. */
    private static Map<String, String> stamp(List<Path> files) throws IOException {
        List<String> entries = new ArrayList<>();
        for (Path file : files) {
            entries.add(file.getFileName() + " " + Files.size(file) + " "
                    + Files.getLastModifiedTime(file).toMillis());
        }
        Map<String, String> stamp = new TreeMap<>();
        stamp.put(SCHEMA_KEY, String.valueOf(ParquetTable.SCHEMA));
        stamp.put(VERSION_KEY, ToolVersion.get());
        stamp.put(FILES_KEY, String.join("\n", entries));
        return stamp;
    }

    /**
     * Whether all tables are there and of this origin.
     *
     * @param asTheyAre whether there is nothing to make them of; then their schema is all that counts
     */
    private static boolean isCurrent(Path tables, Map<String, String> stamp, boolean asTheyAre) {
        for (ParquetTable table : ParquetTable.values()) {
            Path file = tables.resolve(table.fileName());
            if (!Files.isRegularFile(file)) {
                return false;
            }
            try (ParquetFile parquet = ParquetFile.open(file)) {
                Map<String, String> found = parquet.properties();
                List<String> keys = asTheyAre ? List.of(SCHEMA_KEY) : List.copyOf(stamp.keySet());
                if (keys.stream().anyMatch(key -> !stamp.get(key).equals(found.get(key)))) {
                    return false;
                }
            } catch (IOException | RuntimeException damaged) {
                return false;
            }
        }
        return true;
    }

    /** Deletes a folder with everything in it; nothing happens if there is none. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
