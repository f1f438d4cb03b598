package tallyflame.analysis.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.Views;
import tallyflame.runs.EnvironmentException;

/** SQL on a fleet's store: a view for each table, and {@code labelled}, the samples with what their recordings are labelled. */
public final class FleetDatabase {
    private static final String LABELLED =
            """
            CREATE VIEW labelled AS
            SELECT s.*, r.file, r.host, r.version, r.commit, r.labels, r.jvm
            FROM samples s JOIN recordings r USING (recording)""";

    private FleetDatabase() {}

    /**
     * Opens a store as it is now.
     *
     * @param spill folder for intermediate results
     * @param memory limit of DuckDB's memory, such as {@code 2GB}
     * @throws IOException if a manifest cannot be read
     */
    public static Database open(FleetStore store, Path spill, String memory)
            throws IOException, QueryException, EnvironmentException {
        List<Manifest> manifests = store.manifests();
        List<String> views = new ArrayList<>();
        List<String> all = new ArrayList<>();
        for (FleetTable table : FleetTable.values()) {
            List<String> files = manifests.stream()
                    .flatMap(manifest -> manifest.files().stream())
                    .filter(file -> file.startsWith(table.label() + "/"))
                    .map(file -> store.folder().resolve(file).toAbsolutePath().toString())
                    .toList();
            views.add(view(table, files));
            all.addAll(files);
        }
        views.add(LABELLED);
        return Database.open(views, all, spill, memory);
    }

    private static String view(FleetTable table, List<String> files) {
        String view = "CREATE VIEW " + table.label() + " AS ";
        if (files.isEmpty()) {
            return view + table.nothing();
        }
        String list = files.stream().map(Views::literal).collect(Collectors.joining(", "));
        String rows = "read_parquet([" + list
                + "], hive_partitioning = true, hive_types = {'day': DATE, 'service': VARCHAR})";
        // Each batch brings the stacks and frames that it needs.
        boolean once = table == FleetTable.STACKS || table == FleetTable.FRAMES;
        return view + (once ? "SELECT DISTINCT " + String.join(", ", table.names()) : "SELECT *") + " FROM " + rows;
    }
}
