package tallyflame.analysis.fleet.add;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.fleet.Batch;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.Manifest;
import tallyflame.analysis.fleet.TableFiles;
import tallyflame.analysis.store.Database;
import tallyflame.recordings.ChunkIdentity;
import tallyflame.runs.EnvironmentException;

/** Adds recordings to a fleet's store, batch by batch; what is there already is left as it is. */
public final class FleetAdd {
    /** Recordings of a batch together have about so many bytes: a batch is held in memory, and lost if its writer is killed. */
    private static final long BATCH_BYTES = 64L << 20;

    private static final int BATCH_FILES = 64;

    /**
     * Something that was found and is not in the store.
     *
     * @param file where
     * @param what hash or start of the chunk, or the size of the file
     * @param reason as the ledger says it
     */
    public record Refused(String file, String what, String reason) {}

    /** What an addition is told of. */
    @FunctionalInterface
    public interface Listener {
        /** Called after each recording, and before and after each batch becomes part of the store. */
        void step(String what);
    }

    /**
     * What came of it.
     *
     * @param recordings of which something was added
     * @param chunks that were added
     * @param already chunks that the store had
     * @param refused what was not added, and was not known for that
     */
    public record Result(int recordings, int chunks, int already, List<Refused> refused) {
        private static final Result NOTHING = new Result(0, 0, 0, List.of());

        private Result plus(Result other) {
            List<Refused> all = new ArrayList<>(refused);
            all.addAll(other.refused);
            return new Result(recordings + other.recordings, chunks + other.chunks, already + other.already, all);
        }
    }

    private final FleetStore store;
    private final Labels labels;
    private final boolean unfinished;
    private final Path temporary;
    private final Listener listener;

    /**
     * An addition.
     *
     * @param unfinished whether chunks that their JVM has not finished count
     * @param temporary folder for what does not fit into memory
     */
    public FleetAdd(FleetStore store, Labels labels, boolean unfinished, Path temporary, Listener listener) {
        this.store = store;
        this.labels = labels;
        this.unfinished = unfinished;
        this.temporary = temporary;
        this.listener = listener;
    }

    /**
     * Adds recordings.
     *
     * @throws IOException if the store cannot be read or written; recordings that cannot be read go to the ledger
     */
    public Result add(List<Path> recordings) throws IOException, EnvironmentException {
        Result all = Result.NOTHING;
        List<Path> batch = new ArrayList<>();
        long bytes = 0;
        for (Path recording : recordings) {
            batch.add(recording);
            bytes += Files.exists(recording) ? Files.size(recording) : 0;
            if (bytes >= BATCH_BYTES || batch.size() == BATCH_FILES) {
                all = all.plus(addBatch(batch));
                batch.clear();
                bytes = 0;
            }
        }
        return batch.isEmpty() ? all : all.plus(addBatch(batch));
    }

    /** Until no other process adds one of the chunks meanwhile; each time that happens, that process has come further. */
    private Result addBatch(List<Path> recordings) throws IOException, EnvironmentException {
        while (true) {
            try (Batch batch = store.begin();
                    Connection connection = Database.connect(temporary, "1GB")) {
                Attempt attempt = new Attempt(connection, batch, recordings);
                for (Path recording : recordings) {
                    attempt.add(recording);
                    listener.step(recording.toString());
                }
                if (attempt.isEmpty() || attempt.commit(batch)) {
                    return attempt.result();
                }
            } catch (SQLException e) {
                throw new IOException(store.folder() + ": cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** One attempt to add a batch. */
    private final class Attempt {
        private final Connection connection;
        private final BatchWriter writer;
        private final List<Manifest> seen;
        private final String through;
        private final Map<Path, List<ChunkIdentity>> found = new HashMap<>();
        private final Map<Path, Exception> unreadable = new HashMap<>();
        private final Map<String, Counted> known;
        private final Set<Refused> refusedBefore;
        private final List<ChunkIdentity> counted = new ArrayList<>();
        private final List<Refused> refused = new ArrayList<>();
        private int recordings;
        private int already;

        Attempt(Connection connection, Batch batch, List<Path> recordings) throws SQLException, IOException {
            this.connection = connection;
            writer = new BatchWriter(connection, store, batch, labels);
            seen = store.manifests();
            through = Manifest.through(seen);
            for (Path recording : recordings) {
                try {
                    found.put(recording, ChunkIdentity.of(recording));
                } catch (IOException | RuntimeException e) {
                    unreadable.put(recording, e);
                }
            }
            Known before = new Known(connection, store, seen);
            known = before.chunks(found.values().stream().flatMap(List::stream).toList());
            refusedBefore = before.refused(recordings);
        }

        void add(Path recording) throws SQLException, IOException {
            List<ChunkIdentity> fresh = new ArrayList<>();
            List<FoldedRecording> folded;
            try {
                if (unreadable.containsKey(recording)) {
                    throw unreadable.get(recording);
                }
                for (ChunkIdentity chunk : found.get(recording)) {
                    if (isNew(recording, chunk, fresh)) {
                        fresh.add(chunk);
                    }
                }
                if (fresh.isEmpty()) {
                    return;
                }
                folded = FoldedRecording.read(recording, fresh);
            } catch (SQLException e) {
                throw e;
            } catch (Exception e) {
                long bytes = Files.exists(recording) ? Files.size(recording) : 0;
                refuse(recording, String.valueOf(bytes), bytes, String.valueOf(e.getMessage()));
                return;
            }
            for (FoldedRecording jvm : folded) {
                writer.add(jvm);
            }
            recordings++;
            for (ChunkIdentity chunk : fresh) {
                Counted now = new Counted(chunk.begun(), chunk.content(), recording.toString());
                known.put(chunk.begun(), now);
                counted.add(chunk);
                writer.count(now, chunk);
            }
        }

        private boolean isNew(Path recording, ChunkIdentity chunk, List<ChunkIdentity> fresh)
                throws SQLException, IOException {
            Counted same = known.get(chunk.begun());
            String before = same == null ? within(fresh, chunk) : same.content();
            if (before == null) {
                String day = BatchWriter.day(chunk.beganMillis()).toString();
                if (day.compareTo(through) <= 0) {
                    refuse(
                            recording,
                            chunk.begun(),
                            chunk.bytes(),
                            "the chunk at byte " + chunk.offset() + " began on " + day
                                    + ", and days up to " + through
                                    + " are thinned to hourly sums, to which nothing is added");
                    return false;
                }
                if (chunk.complete() || unfinished) {
                    return true;
                }
                refuse(
                        recording,
                        chunk.begun(),
                        chunk.bytes(),
                        "the chunk at byte " + chunk.offset()
                                + " is unfinished: its JVM still writes it, or was killed;"
                                + " fleet add --unfinished counts it as it is");
                return false;
            }
            if (before.equals(chunk.content())) {
                already++;
            } else {
                refuse(
                        recording,
                        chunk.content(),
                        chunk.bytes(),
                        "the chunk at byte " + chunk.offset() + " began when one began that is counted"
                                + (same == null ? "" : " from " + same.file())
                                + ", and has other content: only that one counts");
            }
            return false;
        }

        private static String within(List<ChunkIdentity> fresh, ChunkIdentity chunk) {
            return fresh.stream()
                    .filter(other -> other.begun().equals(chunk.begun()))
                    .map(ChunkIdentity::content)
                    .findFirst()
                    .orElse(null);
        }

        private void refuse(Path file, String what, long bytes, String reason) throws SQLException, IOException {
            Refused now = new Refused(file.toString(), what, reason);
            if (refusedBefore.add(now)) {
                refused.add(now);
                writer.refuse(now, bytes);
            }
        }

        boolean isEmpty() {
            return counted.isEmpty() && refused.isEmpty();
        }

        boolean commit(Batch batch) throws SQLException, IOException {
            List<String> files = writer.write();
            listener.step("files of " + batch.name());
            if (store.commit(Manifest.adding(batch.name(), files), seen, this::isTaken)) {
                listener.step("manifest of " + batch.name());
                return true;
            }
            TableFiles.delete(store, files);
            return false;
        }

        private boolean isTaken(List<Manifest> newer) throws IOException {
            try {
                String thinned = Manifest.through(newer);
                return !new Known(connection, store, newer).chunks(counted).isEmpty()
                        || counted.stream()
                                .anyMatch(chunk -> BatchWriter.day(chunk.beganMillis())
                                                .toString()
                                                .compareTo(thinned)
                                        <= 0);
            } catch (SQLException e) {
                throw new IOException(store.folder() + ": cannot be read: " + e.getMessage(), e);
            }
        }

        Result result() {
            return new Result(recordings, counted.size(), already, refused);
        }
    }

    /** Recordings by name: what a folder holds at any depth, and files as they are. */
    public static List<Path> recordings(List<Path> inputs) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.isDirectory(input)) {
                found.add(input);
                continue;
            }
            try (var entries = Files.walk(input)) {
                found.addAll(entries.filter(path -> path.toString().matches(".*\\.jfr(\\.gz|\\.lz4|\\.zip)?"))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .collect(Collectors.toList()));
            }
        }
        return found;
    }
}
