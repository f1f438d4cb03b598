package tallyflame.analysis.fleet.add;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.analysis.fleet.Batch;
import tallyflame.analysis.fleet.FleetStore;
import tallyflame.analysis.fleet.Manifest;
import tallyflame.analysis.fleet.Manifest.Counted;
import tallyflame.analysis.fleet.Manifest.Refused;
import tallyflame.analysis.store.Database;
import tallyflame.recordings.ChunkIdentity;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.ToolVersion;

/** Adds recordings to a fleet's store, batch by batch; what is there already is left as it is. */
public final class FleetAdd {
    /** Recordings of a batch together have about so many bytes: a batch is held in memory, and lost if its writer is killed. */
    private static final long BATCH_BYTES = 64L << 20;

    private static final int BATCH_FILES = 64;

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
                Attempt attempt = new Attempt(new BatchWriter(connection, store, batch, labels));
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
        private final BatchWriter writer;
        private final Map<String, Counted> known = new HashMap<>();
        private final Set<Refused> refusedBefore = new HashSet<>();
        private final List<Counted> counted = new ArrayList<>();
        private final List<Refused> refused = new ArrayList<>();
        private int recordings;
        private int already;

        Attempt(BatchWriter writer) throws IOException {
            this.writer = writer;
            for (Manifest manifest : store.manifests()) {
                manifest.chunks().forEach(chunk -> known.put(chunk.begun(), chunk));
                refusedBefore.addAll(manifest.refused());
            }
        }

        void add(Path recording) throws SQLException, IOException {
            List<ChunkIdentity> fresh = new ArrayList<>();
            List<FoldedRecording> folded;
            try {
                for (ChunkIdentity chunk : ChunkIdentity.of(recording)) {
                    if (isNew(recording, chunk, fresh)) {
                        fresh.add(chunk);
                    }
                }
                if (fresh.isEmpty()) {
                    return;
                }
                folded = FoldedRecording.read(recording, fresh);
            } catch (IOException | RuntimeException e) {
                long bytes = Files.exists(recording) ? Files.size(recording) : 0;
                refuse(recording, String.valueOf(bytes), bytes, String.valueOf(e.getMessage()));
                return;
            }
            for (FoldedRecording jvm : folded) {
                writer.add(jvm);
            }
            recordings++;
            fresh.forEach(chunk -> {
                Counted now = new Counted(chunk.begun(), chunk.content(), recording.toString());
                known.put(chunk.begun(), now);
                counted.add(now);
            });
        }

        private boolean isNew(Path recording, ChunkIdentity chunk, List<ChunkIdentity> fresh)
                throws SQLException, IOException {
            Counted same = known.get(chunk.begun());
            String before = same == null ? within(fresh, chunk) : same.content();
            if (before == null) {
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
                writer.refuse(file, bytes, reason);
            }
        }

        boolean isEmpty() {
            return counted.isEmpty() && refused.isEmpty();
        }

        boolean commit(Batch batch) throws SQLException, IOException {
            List<String> files = writer.write();
            listener.step("files of " + batch.name());
            Manifest manifest = new Manifest(
                    FleetStore.SCHEMA, batch.name(), ToolVersion.get(), files, counted, refused, List.of());
            if (store.commit(manifest)) {
                listener.step("manifest of " + batch.name());
                return true;
            }
            for (String file : files) {
                Files.deleteIfExists(store.folder().resolve(file));
            }
            return false;
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
