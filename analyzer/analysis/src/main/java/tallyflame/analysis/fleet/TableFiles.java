package tallyflame.analysis.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import tallyflame.analysis.store.Views;

/** Files of tables, as all who write them do. */
public final class TableFiles {
    private static final String FORM = " (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 122880)";

    private TableFiles() {}

    /**
     * Writes a file, sorted as its table is, and has it on the disk.
     *
     * @param file path within the store
     * @param select a statement with the columns of the table
     * @return the path
     */
    public static String write(Connection connection, FleetStore store, String file, String select)
            throws SQLException, IOException {
        Path path = store.folder().resolve(file);
        Files.createDirectories(path.getParent());
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM (" + select + ") ORDER BY "
                    + FleetTable.of(file).order() + ") TO "
                    + Views.literal(path.toAbsolutePath().toString()) + FORM);
        }
        FleetStore.synchronize(path);
        FleetStore.synchronize(path.getParent());
        return file;
    }

    /** Deletes files that were never part of the store. */
    public static void delete(FleetStore store, Iterable<String> files) throws IOException {
        for (String file : files) {
            Files.deleteIfExists(store.folder().resolve(file));
        }
    }
}
