package tallyflame.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tallyflame.modules.alerts.AlertSource;
import tallyflame.modules.generate.AlertGenerator;
import tallyflame.modules.generate.GeneratedCatalog;

/**
 * Alerts with catalogues and gold values. The tests of the modules run over every data set that is {@linkplain #present()
 * present}, so that a clone that stands alone skips nothing.
 */
public enum DataSet {
    /** Alerts that the generator makes; gold values in {@code src/test/resources/gold}. */
    GENERATED {
        @Override
        public Path alerts() {
            return GeneratedFiles.ALERTS;
        }

        @Override
        public Path catalog() {
            return GeneratedFiles.CATALOG;
        }

        @Override
        public Path templates() {
            return goldFile("templates.csv");
        }

        @Override
        public Path goldFile(String name) {
            URL file = Objects.requireNonNull(DataSet.class.getResource("/gold/" + name), name);
            return Path.of(URI.create(file.toString()));
        }
    },
    /**
     * Real alerts, which are not part of the project: a folder {@code shared} beside the checkout, or where {@code
     * TALLYFLAME_SHARED} says.
     */
    REAL {
        @Override
        public Path alerts() {
            return SHARED.resolve("alerts");
        }

        @Override
        public Path catalog() {
            return SHARED.resolve("catalogs/gcvs.parquet");
        }

        @Override
        public Path templates() {
            return SHARED.resolve("catalogs/mixed_pcs.csv");
        }

        @Override
        public Path goldFile(String name) {
            return SHARED.resolve("gold").resolve(name);
        }
    };

    private static final Path SHARED = findShared();

    /** The generated alerts, always, and the real ones where they are. */
    public static Stream<DataSet> present() {
        return Stream.of(values()).filter(set -> set == GENERATED || Files.isDirectory(set.alerts()));
    }

    /** A folder of alert files. */
    public abstract Path alerts();

    /** A catalogue for the cross-match, with columns {@code ra}, {@code dec} and {@code VarType}. */
    public abstract Path catalog();

    /** Light-curve templates for the kilonova module. */
    public abstract Path templates();

    /** A file of gold values. */
    public abstract Path goldFile(String name);

    /** A CSV file of gold values. */
    public GoldTable gold(String name) {
        try {
            return GoldTable.read(goldFile(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All alerts, one batch a file. */
    public List<AlertBatch> read(List<String> columns) throws IOException {
        List<AlertBatch> batches = new ArrayList<>();
        try (AlertSource source = AlertSource.open(alerts(), columns, 1000, -1)) {
            for (AlertBatch batch = source.next(); batch != null; batch = source.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }

    /** The results of a module, one batch a file. */
    public List<AlertBatch> process(ScienceModule module) throws Exception {
        List<AlertBatch> batches = read(module.columns());
        for (AlertBatch batch : batches) {
            module.process(batch);
        }
        return batches;
    }

    private static Path findShared() {
        String named = System.getenv("TALLYFLAME_SHARED");
        if (named != null) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("shared/ALGORITHMS.md"))) {
                return folder.resolve("shared");
            }
        }
        return Path.of("shared");
    }

    /** The files of the generated data set, written by the first test of a JVM that asks. */
    private static final class GeneratedFiles {
        /** The gold values are those of this count and seed. The rarest oddity of the generator is at 211. */
        private static final int COUNT = 220;

        private static final long SEED = 1;
        private static final Path FOLDER = Path.of("target/generated-data-set");
        static final Path ALERTS = FOLDER.resolve("alerts");
        static final Path CATALOG = FOLDER.resolve("catalog.parquet");

        static {
            try {
                AlertGenerator.write(ALERTS, COUNT, SEED);
                writeCatalog();
            } catch (IOException | SQLException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private static void writeCatalog() throws SQLException {
            try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duck.createStatement()) {
                statement.execute("create table catalog (ra double, dec double, VarType varchar)");
                try (PreparedStatement insert = duck.prepareStatement("insert into catalog values (?, ?, ?)")) {
                    for (int entry = 0; entry < GeneratedCatalog.SIZE; entry++) {
                        insert.setDouble(1, GeneratedCatalog.ra(entry));
                        insert.setDouble(2, GeneratedCatalog.dec(entry));
                        insert.setString(3, GeneratedCatalog.type(entry));
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
                statement.execute("copy catalog to '" + CATALOG + "' (format parquet)");
            }
        }
    }
}
