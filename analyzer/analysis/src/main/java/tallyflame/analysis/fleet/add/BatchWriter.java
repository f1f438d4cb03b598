package tallyflame.analysis.fleet.add;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tallyflame.analysis.fleet.Batch;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.FleetTable;
import tallyflame.analysis.fleet.TableFiles;
import tallyflame.analysis.fleet.add.FleetAdd.Refused;
import tallyflame.analysis.spans.NumberedSpans.Told;
import tallyflame.analysis.store.Views;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.ThreadNames;
import tallyflame.recordings.ChunkIdentity;
import tallyflame.recordings.RecordedJvm;

/** Writes the files of one batch: one for each table, day and service. */
final class BatchWriter {
    /** Samples of one stack, thread pool and span within so long are one row; in milliseconds. */
    static final long BUCKET = 60_000;

    private final Connection connection;
    private final FleetStore store;
    private final Batch batch;
    private final Labels labels;
    private final RawRows rows;
    private final StackIds stacks;

    BatchWriter(Connection connection, FleetStore store, Batch batch, Labels labels) throws SQLException {
        this.connection = connection;
        this.store = store;
        this.batch = batch;
        this.labels = labels;
        rows = new RawRows(connection);
        stacks = new StackIds(rows);
    }

    /** Adds a recording. */
    void add(FoldedRecording recording) throws SQLException {
        Content content = new Content();
        recording.chunks().forEach(chunk -> content.text(chunk.begun()).text(chunk.content()));
        String id = java.util.HexFormat.of().formatHex(content.end());
        long last = recording.startMillis();
        for (Profile profile : recording.profiles()) {
            last = Math.max(last, samples(id, recording, profile));
            ledger(id, recording, profile);
        }
        for (Told span : recording.ownSpans()) {
            rows.row(
                    "raw_spans",
                    id,
                    span.name(),
                    span.thread().isEmpty() ? null : ThreadNames.pool(span.thread()),
                    Math.floorDiv(span.startNanos(), BUCKET * 1_000_000),
                    upTo(span.nanos()),
                    1L,
                    span.nanos());
        }
        RecordedJvm jvm = recording.jvm();
        rows.row(
                "raw_recordings",
                id,
                recording.file(),
                labels.get("host") == null ? jvm.host() : labels.get("host"),
                labels.get("version"),
                labels.get("commit"),
                labels.json(),
                jvm.recorder().label(),
                jvm.version(),
                jvm.pid(),
                jvm.command(),
                jvm.startMillis() == null ? null : time(jvm.startMillis()),
                time(recording.startMillis()),
                time(last),
                recording.bytes(),
                (long) recording.chunks().size(),
                day(recording.startMillis()));
    }

    /** The longest of the durations that are counted together: eight for each doubling, so it is at most an eighth too long. */
    static long upTo(long nanos) {
        int shift = Math.max(0, 60 - Long.numberOfLeadingZeros(nanos));
        return (((nanos >> shift) + 1) << shift) - 1;
    }

    /** Adds the samples of a profile and answers when the last of them was. */
    private long samples(String id, FoldedRecording recording, Profile profile) throws SQLException {
        int[] numbers = stacks.number(profile.tree());
        if (profile.samples().isEmpty()) {
            for (int node = 0; node < numbers.length; node++) {
                if (profile.tree().stack(node) != 0) {
                    rows.row(
                            "raw_samples",
                            id,
                            profile.event(),
                            profile.unit(),
                            recording.startMillis() / BUCKET,
                            null,
                            null,
                            null,
                            numbers[node],
                            profile.tree().selfSamples(node),
                            profile.tree().selfWeight(node));
                }
            }
            return recording.startMillis();
        }
        Samples samples = profile.samples().get();
        List<String> pools =
                samples.threadNames().stream().map(ThreadNames::pool).toList();
        long last = recording.startMillis();
        for (int row = 0; row < samples.size(); row++) {
            long millis = samples.startMillis() + samples.millis()[row];
            last = Math.max(last, millis);
            rows.row(
                    "raw_samples",
                    id,
                    profile.event(),
                    profile.unit(),
                    Math.floorDiv(millis, BUCKET),
                    name(pools, samples.threads()[row]),
                    name(samples.stateNames(), samples.states()[row]),
                    samples.spans()[row] == 0
                            ? null
                            : recording.spans().get(samples.spans()[row] - 1).name(),
                    numbers[samples.nodes()[row]],
                    (long) samples.counts()[row],
                    samples.weights()[row]);
        }
        return last;
    }

    private void ledger(String id, FoldedRecording recording, Profile profile) throws SQLException {
        Ledger ledger = profile.ledger();
        rows.row(
                "raw_ledger",
                id,
                recording.file(),
                profile.event(),
                ledger.unreadable().isEmpty()
                        ? null
                        : ledger.unreadable().get(0).reason(),
                recording.bytes(),
                ledger.total(),
                ledger.kept(),
                ledger.outsideWindow(),
                ledger.withoutStack(),
                ledger.unresolved(),
                ledger.duplicates(),
                ledger.truncated(),
                ledger.failed(),
                ledger.lost(),
                ledger.unreadableBytes(),
                null,
                day(recording.startMillis()));
    }

    /** Adds to the ledger what is not counted. */
    void refuse(Refused refused, long bytes) throws SQLException, IOException {
        Object[] row = new Object[FleetTable.LEDGER.names().size() + 1];
        row[1] = refused.file();
        row[3] = refused.reason();
        row[4] = bytes;
        row[row.length - 2] = refused.what();
        row[row.length - 1] = changed(Path.of(refused.file()));
        rows.row("raw_ledger", row);
    }

    /** Notes that a chunk counts. */
    void count(Counted chunk, ChunkIdentity identity) throws SQLException {
        rows.row("raw_chunks", chunk.begun(), chunk.content(), chunk.file(), day(identity.beganMillis()));
    }

    /** The day on which a file was changed last: what is refused of it is told with this day. */
    static LocalDate changed(Path file) throws IOException {
        return day(Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0);
    }

    private static String name(List<String> names, int index) {
        return index < 0 ? null : names.get(index);
    }

    static LocalDate day(long millis) {
        return time(millis).toLocalDate();
    }

    private static java.time.OffsetDateTime time(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    /** Writes the files, has them on the disk, and answers their paths within the store. */
    List<String> write() throws SQLException, IOException {
        rows.end();
        execute("SET TimeZone = 'UTC'");
        execute(
                "CREATE TABLE samples AS SELECT recording, event, unit, make_timestamptz(minute * 60000000) AS time, pool,"
                        + " state, span, ids.stack AS stack, sum(samples)::BIGINT AS samples, sum(weight)::BIGINT AS weight,"
                        + " make_timestamp(minute * 60000000)::DATE AS day, raw_samples.stack AS number"
                        + " FROM raw_samples JOIN raw_ids ids ON ids.number = raw_samples.stack GROUP BY ALL");
        execute("CREATE TABLE spans AS SELECT recording, name, pool, make_timestamptz(minute * 60000000) AS time, upto,"
                + " sum(spans)::BIGINT AS spans, sum(nanos)::BIGINT AS nanos, make_timestamp(minute * 60000000)::DATE AS day"
                + " FROM raw_spans GROUP BY ALL");
        List<String> files = new ArrayList<>();
        for (String day : days("spans")) {
            copy(FleetTable.SPANS, day, "spans WHERE day = " + Views.literal(day), files);
        }
        for (String day : days("samples")) {
            String of = "(SELECT number FROM samples WHERE day = " + Views.literal(day) + ")";
            copy(FleetTable.SAMPLES, day, "samples WHERE day = " + Views.literal(day), files);
            copy(
                    FleetTable.STACKS,
                    day,
                    "(SELECT ids.stack, s.depth, f.frame, s.top, s.outermost FROM raw_stacks s JOIN raw_ids ids USING"
                            + " (number) JOIN raw_frames f ON f.number = s.frame WHERE s.number IN " + of
                            + ")",
                    files);
            copy(
                    FleetTable.FRAMES,
                    day,
                    "raw_frames WHERE number IN (SELECT frame FROM raw_stacks WHERE number IN " + of + ")",
                    files);
        }
        for (FleetTable table : List.of(FleetTable.RECORDINGS, FleetTable.LEDGER, FleetTable.CHUNKS)) {
            for (String day : days("raw_" + table.label())) {
                copy(table, day, "raw_" + table.label() + " WHERE day = " + Views.literal(day), files);
            }
        }
        return files;
    }

    private void copy(FleetTable table, String day, String from, List<String> files) throws SQLException, IOException {
        files.add(TableFiles.write(
                connection,
                store,
                table.file(day, labels.service(), batch.name()),
                "SELECT " + String.join(", ", table.names()) + " FROM " + from));
    }

    private Set<String> days(String table) throws SQLException {
        Set<String> days = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT DISTINCT day::VARCHAR FROM " + table)) {
            while (found.next()) {
                days.add(found.getString(1));
            }
        }
        return days;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
