package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest.StackConsumer;
import tallyflame.flamegraphs.Workers;
import tallyflame.recordings.chunk.ByteWindows;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.ChunkReader;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.LongIntMap;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.fold.ProfileFolder;
import tallyflame.recordings.fold.StackStreams;
import tallyflame.recordings.sample.CountedChunk;
import tallyflame.recordings.sample.EventKind;
import tallyflame.recordings.sample.InstantEvents;
import tallyflame.recordings.sample.NativeMemoryLog;
import tallyflame.recordings.sample.SampleReader;
import tallyflame.recordings.sample.SampledKinds;
import tallyflame.recordings.sample.Selection;
import tallyflame.recordings.sample.TracedCalls;
import tallyflame.recordings.sample.WallClock;
import tallyflame.recordings.sample.WindowSet;

/** Folds chunks into profiles: the three steps of {@link RecordingReader}. Used once. */
final class ProfileBuilder {
    /** More threads do not help, and folders are numbered by bytes. */
    private static final int MOST_THREADS = 64;

    private static final WindowSet NOTHING = new WindowSet();

    private final ReadOptions options;
    private final List<Chunk> chunks;
    private final List<Loss> losses;
    private final int threads;
    private final ByteWindows windows;
    /** The measured windows by folder: recordings of one program are in one folder. */
    private final Map<Path, WindowSet> measured = new ConcurrentHashMap<>();

    private final CpuLoads loads = new CpuLoads();
    private List<DecodedChunk> decoded = List.of();

    /** @param losses the parts of the files that belong to no chunk */
    ProfileBuilder(ReadOptions options, List<Chunk> chunks, List<Loss> losses) {
        this.options = options;
        this.chunks = chunks;
        this.losses = losses;
        threads = Math.max(1, Math.min(MOST_THREADS, options.parallelism()));
        windows = new ByteWindows(threads);
    }

    List<Profile> build() throws IOException {
        try (Workers workers = new Workers(threads)) {
            List<CountedChunk> counted = count(workers);
            SampledKinds found = new SampledKinds(counted);
            List<EventKind> kinds = kinds(workers, found);
            return kinds.isEmpty() ? nothing() : fold(workers, counted, found, kinds);
        }
    }

    /** The first of the kinds that {@link #build} folds, its stacks handed to consumers instead; empty where there is none. */
    <C extends StackConsumer> Optional<StackStream<C>> stream(Function<Frames, C> consumer) throws IOException {
        try (Workers workers = new Workers(threads)) {
            List<CountedChunk> counted = count(workers);
            SampledKinds found = new SampledKinds(counted);
            List<EventKind> kinds = kinds(workers, found);
            if (kinds.isEmpty()) {
                nothing();
                return Optional.empty();
            }
            EventKind kind = kinds.get(0);
            StackStreams<C> streams = new StackStreams<>(counted, found, kind, folding(), consumer, threads);
            Ledger read = streams.read(workers, windows);
            return Optional.of(new StackStream<>(
                    found.name(kind, kinds),
                    found.unit(kind),
                    found.sampling(kind),
                    Ledger.unreadable(allLosses())
                            .plus(Ledger.remarked(loads.remarks(counted, kind)))
                            .plus(read),
                    streams.consumers()));
        }
    }

    /** The kinds that are wanted, in order. */
    private List<EventKind> kinds(Workers workers, SampledKinds found) throws IOException {
        if (options.events().isEmpty()) {
            return options.primaryOnly() ? found.mostTelling(options.primary()) : found.all(options.primary());
        }
        Set<EventKind> kinds = new LinkedHashSet<>();
        for (String name : new TreeSet<>(options.events())) {
            EventKind kind = found.named(name);
            if (kind == null) {
                throw missing(
                        name,
                        new SampledKinds(count(workers, decoded, selection().ofAllKinds(), chunk -> {})));
            }
            kinds.add(kind);
        }
        boolean paths = kinds.stream().anyMatch(kind -> kind.name().equals(EventKind.OLD_OBJECTS.name()));
        if (paths && !options.shownFrom().isEmpty()) {
            throw new InputException(
                    chunks.get(0).path(), "old objects have paths that keep them, which are not shown from a function");
        }
        return List.copyOf(kinds);
    }

    private List<CountedChunk> count(Workers workers) throws IOException {
        decoded = decode(workers);
        return count(workers, decoded, selection(), options.listener());
    }

    private InputException missing(String name, SampledKinds all) {
        return new InputException(
                chunks.get(0).path(),
                "holds no samples of " + name + "; it holds: " + String.join(", ", all.namesLike(name)));
    }

    /** The time range of the options counts from the start of the earliest chunk. */
    private Selection selection() {
        long start = chunks.stream()
                .mapToLong(chunk -> chunk.header().startNanos())
                .min()
                .orElse(0);
        return new Selection(
                options.events(),
                options.everything(),
                options.thread(),
                options.from().stream()
                        .mapToLong(offset -> start + offset.toNanos())
                        .findAny(),
                options.to().stream()
                        .mapToLong(offset -> start + offset.toNanos())
                        .findAny(),
                options.keepSamples());
    }

    /** The first step: what describes the samples of each chunk, and the windows that they mark. */
    private List<DecodedChunk> decode(Workers workers) throws IOException {
        DecodedChunk[] decoded = new DecodedChunk[chunks.size()];
        workers.run(decoded.length, (worker, task) -> {
            Chunk chunk = chunks.get(task);
            decoded[task] = new ChunkReader(chunk, windows.of(worker, chunk)).read();
            if (options.measuredWindowOnly() && decoded[task] != null) {
                measured(chunk).read(decoded[task], windows.of(worker, chunk));
            }
        });
        readMarks();
        return Arrays.stream(decoded).filter(Objects::nonNull).toList();
    }

    /** The windows that recordings mark which are read for nothing else. */
    private void readMarks() throws IOException {
        if (options.measuredWindowOnly() && !options.marks().isEmpty()) {
            try (OpenRecordings others = OpenRecordings.open(options.marks())) {
                for (Chunk chunk : others.chunks()) {
                    DecodedChunk read = new ChunkReader(chunk, windows.of(0, chunk)).read();
                    if (read != null) {
                        measured(chunk).read(read, windows.of(0, chunk));
                    }
                }
            }
        }
    }

    private WindowSet measured(Chunk chunk) {
        return measured.computeIfAbsent(
                chunk.path().toAbsolutePath().normalize().getParent(), folder -> new WindowSet());
    }

    private WindowSet within(Chunk chunk) {
        return options.within()
                .map(windows -> windows.getOrDefault(chunk.path(), NOTHING))
                .orElse(null);
    }

    /** The second step: the samples of each chunk by stack. */
    private List<CountedChunk> count(
            Workers workers, List<DecodedChunk> decoded, Selection selection, Consumer<ChunkEvents> listener)
            throws IOException {
        Map<Chunk, LongIntMap> leaks =
                selection.events().contains(EventKind.LEAK.name()) ? findLeaks(decoded) : Map.of();
        CountedChunk[] counted = new CountedChunk[decoded.size()];
        workers.run(counted.length, (worker, task) -> {
            DecodedChunk chunk = decoded.get(task);
            counted[task] = new SampleReader(chunk, windows.of(worker, chunk.source()))
                    .heardBy(listener)
                    .heardBy(loads.of(chunk))
                    .readSamples(
                            selection,
                            measured(chunk.source()),
                            within(chunk.source()),
                            options.marking().get(chunk.source().path()),
                            leaks.get(chunk.source()));
        });
        WallClock.rename(Arrays.asList(counted));
        TracedCalls.takeOutNested(Arrays.asList(counted));
        InstantEvents.weigh(Arrays.asList(counted));
        return withoutDuplicates(Arrays.asList(counted));
    }

    /** Leaves out of each recording the kinds of event that another recorder of its JVM has, which comes before. */
    private List<CountedChunk> withoutDuplicates(List<CountedChunk> counted) {
        Map<Path, Set<EventKind>> found = new HashMap<>();
        for (CountedChunk chunk : counted) {
            found.computeIfAbsent(path(chunk), path -> new HashSet<>()).addAll(chunk.found());
        }
        Map<Path, Set<EventKind>> before = new HashMap<>();
        for (Recorders jvm : options.alternatives()) {
            Set<EventKind> ofJvm = new HashSet<>();
            for (List<Path> files : jvm.files()) {
                Set<EventKind> ofOthers = Set.copyOf(ofJvm);
                for (Path file : files) {
                    before.put(file, ofOthers);
                    ofJvm.addAll(found.getOrDefault(file, Set.of()));
                }
            }
        }
        return counted.stream()
                .map(chunk -> before.containsKey(path(chunk)) ? chunk.without(before.get(path(chunk))) : chunk)
                .map(chunk ->
                        options.chunks().test(chunk.decoded().source().header().start())
                                ? chunk
                                : chunk.without(chunk.found()))
                .toList();
    }

    private static Path path(CountedChunk chunk) {
        return chunk.decoded().source().path();
    }

    /** Finds the allocations of native memory that were not freed, file by file, in order of time. */
    private Map<Chunk, LongIntMap> findLeaks(List<DecodedChunk> decoded) throws IOException {
        Map<Path, List<DecodedChunk>> recordings = new LinkedHashMap<>();
        for (DecodedChunk chunk : decoded) {
            recordings
                    .computeIfAbsent(chunk.source().path(), path -> new ArrayList<>())
                    .add(chunk);
        }
        Map<Chunk, LongIntMap> leaks = new HashMap<>();
        for (List<DecodedChunk> recording : recordings.values()) {
            NativeMemoryLog log = new NativeMemoryLog();
            recording.sort(Comparator.comparingLong(chunk -> chunk.header().startNanos()));
            for (DecodedChunk chunk : recording) {
                log.read(chunk, windows.of(0, chunk.source()));
            }
            leaks.putAll(log.endRecording());
        }
        return leaks;
    }

    /** The third step: the stacks that were sampled. */
    private List<Profile> fold(Workers workers, List<CountedChunk> counted, SampledKinds found, List<EventKind> kinds)
            throws IOException {
        List<Profile> profiles = new ProfileFolder(counted, found, kinds, folding(), threads).fold(workers, windows);
        Ledger lost = Ledger.unreadable(allLosses());
        List<Profile> complete = new ArrayList<>();
        for (int i = 0; i < profiles.size(); i++) {
            Ledger remarked = Ledger.remarked(loads.remarks(counted, kinds.get(i)));
            complete.add(profiles.get(i)
                    .withLedger(lost.plus(remarked).plus(profiles.get(i).ledger())));
        }
        return complete;
    }

    private ProfileFolder.Options folding() {
        return new ProfileFolder.Options(
                options.detail(), options.normalizeHidden(), options.keepSamples(), options.shownFrom());
    }

    private List<Loss> allLosses() {
        List<Loss> all = new ArrayList<>(losses);
        chunks.forEach(chunk -> all.addAll(chunk.losses()));
        return all;
    }

    /** No profiles; if that is because of damage, it is not to go unnoticed. */
    private List<Profile> nothing() throws InputException {
        List<Loss> all = allLosses();
        if (!all.isEmpty()) {
            Loss first = all.get(0);
            throw new InputException(
                    Path.of(first.file()), first.position(), "no samples are readable: " + first.reason());
        }
        return List.of();
    }
}
