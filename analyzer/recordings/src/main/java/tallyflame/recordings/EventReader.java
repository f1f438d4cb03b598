package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Workers;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.ByteWindows;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.ChunkReader;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.EventHandler;

/**
 * Reads events of any type from recordings of the JDK and of async-profiler, in one pass over all chunks, several of them at a time.
 * Only the fields asked for are decoded, and nothing is allocated for an event.
 *
 * <p>There are two ways to say what becomes of events. Handlers given to {@link #on} are few lines: at any time at most one of them
 * runs, and events of one chunk come in order of the file, but chunks come in any order, each perhaps from another thread. Where many
 * events are wanted, or their order matters, {@link #read(Function)} makes a collector for each chunk, whose handlers never wait for
 * those of other chunks, and answers the collectors in order of the chunks.
 *
 * <p>Damage is no error: a damaged event loses itself, and what could not be read is answered.
 */
public final class EventReader {
    /**
     * What has been read.
     *
     * @param chunks what was collected from each chunk that could be read, in the order of the files and in theirs
     * @param losses what could not be read
     * @param <T> what collects the events of a chunk
     */
    public record Collected<T>(List<T> chunks, List<Loss> losses) {
        public Collected {
            chunks = List.copyOf(chunks);
            losses = List.copyOf(losses);
        }
    }

    private final List<Path> recordings;
    private final List<Consumer<ChunkEvents>> shared = new ArrayList<>();
    private final Object turn = new Object();
    private int parallelism = Runtime.getRuntime().availableProcessors();
    private BooleanSupplier enough = () -> false;
    private boolean constants = true;

    private EventReader(List<Path> recordings) {
        this.recordings = List.copyOf(recordings);
    }

    /** A reader of recordings, also compressed ones. */
    public static EventReader of(List<Path> recordings) {
        return new EventReader(recordings);
    }

    /** A reader of recordings, also compressed ones. */
    public static EventReader of(Path... recordings) {
        return new EventReader(Arrays.asList(recordings));
    }

    /** Lets so many threads read, at least 1; otherwise as many as there are processors. One thread reads chunks in order. */
    public EventReader withParallelism(int threads) {
        parallelism = Math.max(1, threads);
        return this;
    }

    /** Begins no further chunk once something is true. */
    public EventReader until(BooleanSupplier isEnough) {
        enough = isEnough;
        return this;
    }

    /**
     * Lets the constants of chunks be, which take most of the time where events are few: names of threads, classes and stacks, and
     * texts that are not in the event itself, are absent then.
     */
    public EventReader withoutConstants() {
        constants = false;
        return this;
    }

    /**
     * Gives a handler the events of a type; there may be none.
     *
     * @param type full name, such as {@code jdk.GCPhasePause}
     * @param fields names of the fields to decode, which the handler finds by their place here; those of a value within the event
     *     after its name and a dot, as in {@code heapSpace.committedSize}
     * @param handler called by one thread at a time, and never while another handler of this reader runs
     */
    public EventReader on(String type, List<String> fields, EventHandler handler) {
        shared.add(chunk -> chunk.on(type, fields, event -> {
            synchronized (turn) {
                handler.handle(event);
            }
        }));
        return this;
    }

    /**
     * Reads the recordings.
     *
     * @return what could not be read
     * @throws InputException if a file is no recording
     * @throws IOException if a file cannot be read
     */
    public List<Loss> read() throws IOException {
        return read(chunk -> "").losses();
    }

    /**
     * Reads the recordings into a collector for each chunk.
     *
     * @param collectors makes a collector and registers its handlers; called for several chunks at once, while the handlers of a
     *     chunk are called by one thread
     * @param <T> what collects the events of a chunk
     * @throws InputException if a file is no recording
     * @throws IOException if a file cannot be read
     */
    public <T> Collected<T> read(Function<ChunkEvents, T> collectors) throws IOException {
        try (OpenRecordings opened = OpenRecordings.open(recordings);
                Workers workers = new Workers(parallelism)) {
            List<Chunk> chunks = opened.chunks();
            ByteWindows windows = new ByteWindows(parallelism);
            List<List<T>> collected = new ArrayList<>();
            chunks.forEach(chunk -> collected.add(new ArrayList<>()));
            workers.run(chunks.size(), (worker, task) -> {
                if (!enough.getAsBoolean()) {
                    Chunk chunk = chunks.get(task);
                    read(chunk, windows.of(worker, chunk), collectors, collected.get(task));
                }
            });
            List<Loss> losses = new ArrayList<>(opened.losses());
            chunks.forEach(chunk -> losses.addAll(chunk.losses()));
            return new Collected<>(collected.stream().flatMap(List::stream).toList(), losses);
        }
    }

    private <T> void read(Chunk chunk, ByteWindow in, Function<ChunkEvents, T> collectors, List<T> collected)
            throws IOException {
        ChunkReader reader = new ChunkReader(chunk, in);
        DecodedChunk decoded = (constants ? reader : reader.withoutConstants()).read();
        if (decoded != null) {
            ChunkEvents events = new ChunkEvents(decoded, in);
            shared.forEach(handlers -> handlers.accept(events));
            collected.add(collectors.apply(events));
            events.read();
        }
    }
}
