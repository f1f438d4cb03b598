package tallyflame.analysis.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.store.Database;
import tallyflame.analysis.store.QueryException;
import tallyflame.analysis.store.Views;
import tallyflame.runs.EnvironmentException;

/**
 * SQL on a fleet's store: a view for each table, and {@code labelled}, the samples with what their recordings are labelled. Of what
 * two recorders sampled of a JVM at the same time, {@code samples} has each kind of event once, as the policy of evidence prefers;
 * {@code twice} has the others.
 */
public final class FleetDatabase {
    /**
     * When a preferred recorder recorded the same kind of event in the JVM of a recording. A process has its number for itself while it
     * lives on one host, and hosts that nobody knows may be the same. The start that async-profiler knows may be late.
     */
    private static final String COVERED =
            """
            CREATE VIEW covered AS
            SELECT r.recording, l.event, date_trunc('minute', p.started) AS since, p.ended AS until
            FROM recordings r
            JOIN recordings p ON p.pid = r.pid
            AND list_position(%1$s, p.recorder) < list_position(%1$s, r.recorder)
            AND coalesce(p.host = r.host, true) AND coalesce(p.command = r.command, true)
            AND r.jvm_started <= p.jvm_started + INTERVAL 1 MINUTE AND p.started <= r.ended AND r.started <= p.ended
            JOIN ledger l ON l.recording = p.recording AND l.kept > 0""";

    /** Samples of a minute that a preferred recorder has, too. */
    private static final String IN_COVERED =
            """
            EXISTS (SELECT 1 FROM covered c
            WHERE c.recording = s.recording AND c.event = s.event AND s.time BETWEEN c.since AND c.until)""";

    private static final String LABELLED =
            """
            SELECT s.*, r.file, r.host, r.version, r.commit, r.labels, r.recorder, r.jvm
            FROM %s s JOIN recordings r USING (recording)""";

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
        List<String> files = manifests.stream()
                .flatMap(manifest -> manifest.files().stream())
                .map(file -> store.folder().resolve(file).toAbsolutePath().toString())
                .toList();
        return Database.open(views(store, manifests), files, spill, memory);
    }

    /** The statements that make the views over the files of some manifests. */
    public static List<String> views(FleetStore store, List<Manifest> manifests) {
        Set<String> settled = new HashSet<>();
        manifests.forEach(manifest -> settled.addAll(manifest.settled()));
        List<String> views = new ArrayList<>();
        for (FleetTable table : FleetTable.values()) {
            List<String> files = manifests.stream()
                    .flatMap(manifest -> manifest.files().stream())
                    .filter(file -> FleetTable.of(file) == table)
                    .toList();
            if (table == FleetTable.SAMPLES) {
                Map<Boolean, List<String>> parts = files.stream().collect(Collectors.partitioningBy(settled::contains));
                views.add("CREATE VIEW stored AS " + table.reading(store, parts.get(false)));
                views.add("CREATE VIEW settled AS " + table.reading(store, parts.get(true)));
            } else {
                views.add("CREATE VIEW " + table.label() + " AS " + table.reading(store, files));
            }
        }
        String preference = Evidence.RECORDERS.stream()
                .map(recorder -> Views.literal(recorder.label()))
                .collect(Collectors.joining(", ", "[", "]"));
        views.add(COVERED.formatted(preference));
        views.add("CREATE VIEW counted AS SELECT * FROM stored s WHERE NOT " + IN_COVERED);
        views.add("CREATE VIEW samples AS SELECT * FROM counted UNION ALL SELECT * FROM settled");
        views.add("CREATE VIEW labelled AS " + LABELLED.formatted("samples"));
        views.add("CREATE VIEW labelled_spans AS " + LABELLED.formatted("spans"));
        views.add("CREATE VIEW twice AS " + LABELLED.formatted("stored") + " WHERE " + IN_COVERED);
        return views;
    }
}
