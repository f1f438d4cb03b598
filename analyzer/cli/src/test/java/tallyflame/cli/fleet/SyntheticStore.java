package tallyflame.cli.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tallyflame.analysis.fleet.Batch;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.FleetTable;
import tallyflame.analysis.fleet.Manifest;
import tallyflame.analysis.store.Database;

/**
 * A store of recordings that nobody made: on each host, each version ran on each day for three minutes. Ten functions have shares that
 * fall geometrically and differ by up to 20 % from host to host; in version 2, {@code com.acme.F3.run} takes twice as long.
 */
final class SyntheticStore {
    static final String SLOWER = "com.acme.F3.run";
    private static final int FUNCTIONS = 10;

    private SyntheticStore() {}

    /** Makes one batch of a store. */
    static void add(Path store, int hosts, List<String> versions, List<String> days) throws Exception {
        FleetStore fleet = FleetStore.openOrMake(store);
        Path spill = Files.createTempDirectory("synthetic-store");
        try (Batch batch = fleet.begin();
                Connection connection = Database.connect(spill, "500MB");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(("CREATE TABLE recordings AS SELECT 'r-' || h || '-' || v || '-' || d AS recording,"
                            + " 'dump-' || h || '.jfr' AS file, 'host' || h AS host, v AS version, NULL::VARCHAR AS commit,"
                            + " '{\"zone\":\"' || h %% 2 || '\"}' AS labels, 'async-profiler' AS recorder, '17' AS jvm,"
                            + " h AS pid, 'com.acme.Main' AS command, (d || ' 09:00:00Z')::TIMESTAMPTZ AS jvm_started,"
                            + " (d || ' 10:00:00Z')::TIMESTAMPTZ AS started, (d || ' 10:03:00Z')::TIMESTAMPTZ AS ended,"
                            + " 1000::BIGINT AS bytes, 1::BIGINT AS chunks, d AS day"
                            + " FROM range(%d) hosts(h), (SELECT unnest([%s]) AS v), (SELECT unnest([%s]) AS d)")
                    .formatted(hosts, list(versions), list(days)));
            statement.execute(("CREATE TABLE frames AS SELECT unhex(md5('f' || i)) AS frame, c || '.' || m AS function,"
                            + " c AS class, m AS method, '()V' AS descriptor, (10 + i)::INTEGER AS line,"
                            + " 'JIT_COMPILED' AS type FROM (SELECT i, CASE WHEN i < 0 THEN 'com.acme.Main' ELSE"
                            + " 'com.acme.F' || i END AS c, CASE WHEN i < 0 THEN 'main' ELSE 'run' END AS m"
                            + " FROM range(-1, %d) t(i))")
                    .formatted(FUNCTIONS));
            statement.execute(("CREATE TABLE stacks AS SELECT unhex(md5('s' || i)) AS stack, depth::INTEGER AS depth,"
                            + " unhex(md5('f' || CASE depth WHEN 1 THEN -1 ELSE i END)) AS frame, depth = 2 AS top,"
                            + " true AS outermost FROM range(%d) t(i), range(1, 3) d(depth) ORDER BY i, depth")
                    .formatted(FUNCTIONS));
            statement.execute(("CREATE TABLE samples AS SELECT recording, 'cpu' AS event, 'ns' AS unit,"
                            + " started + to_minutes(minute::BIGINT) AS time, 'main' AS pool, 'STATE_RUNNABLE' AS state,"
                            + " NULL::VARCHAR AS span, unhex(md5('s' || i)) AS stack, n AS samples, n * 1000000 AS weight, day"
                            + " FROM (SELECT *, round(1000 * 0.8 ** i * (0.8 + 0.4 * (hash(host, i) %% 1000) / 1000)"
                            + " * CASE WHEN i = 3 AND version = '2' THEN 2 ELSE 1 END)::BIGINT AS n"
                            + " FROM recordings, range(%d) functions(i), range(3) minutes(minute))")
                    .formatted(FUNCTIONS));
            statement.execute(
                    "CREATE TABLE ledger AS SELECT recording, file, 'cpu' AS event, NULL::VARCHAR AS reason, bytes,"
                            + " n AS recorded, n AS kept, 0 AS outside_window, 0 AS without_stack, 0 AS unresolved,"
                            + " 0 AS already_there, 0 AS truncated, 0 AS failed, 0 AS lost, 0 AS unreadable_bytes,"
                            + " NULL::VARCHAR AS what, day"
                            + " FROM recordings JOIN (SELECT recording, sum(samples)::BIGINT AS n FROM samples GROUP BY 1)"
                            + " USING (recording)");
            statement.execute("CREATE TABLE spans AS SELECT recording, 'request' AS name, 'http-#' AS pool,"
                    + " started + to_minutes(minute::BIGINT) AS time, 8 * d * 1000000 - 1 AS upto, 10 AS spans,"
                    + " 75 * d * 1000000 AS nanos, day FROM recordings, range(3) m(minute), range(1, 11) u(d)");
            statement.execute(
                    "CREATE TABLE chunks AS SELECT recording AS begun, 'c' AS content, file, day FROM recordings");
            List<String> files = new ArrayList<>();
            for (FleetTable table : FleetTable.values()) {
                for (String day : days) {
                    files.add(copy(fleet, statement, table, day, batch.name()));
                }
            }
            fleet.commit(Manifest.adding(batch.name(), files), fleet.manifests(), newer -> false);
        }
    }

    private static String copy(FleetStore fleet, Statement statement, FleetTable table, String day, String batch)
            throws Exception {
        String file = table.file(day, "shop", batch);
        Path path = fleet.folder().resolve(file);
        Files.createDirectories(path.getParent());
        boolean ofDay = table != FleetTable.STACKS && table != FleetTable.FRAMES;
        statement.execute("COPY (SELECT " + String.join(", ", table.names()) + " FROM " + table.label()
                + (ofDay ? " WHERE day = '" + day + "'" : "") + ") TO '" + path.toAbsolutePath()
                + "' (FORMAT parquet)");
        return file;
    }

    private static String list(List<String> texts) {
        return "'" + String.join("', '", texts) + "'";
    }
}
