package tallyflame.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.Workers;

/** Folds chunks into profiles: the three steps of {@link RecordingReader}. Used once. */
final class ProfileBuilder {
    /** Bytes of a thread's window on a file. */
    private static final int WINDOW = 1 << 20;

    /** More threads do not help, and folders are numbered by bytes. */
    private static final int MOST_THREADS = 64;

    /** Bytes of stacks above which lines are left out where only few stacks are to have them: a tree of them would not be drawn. */
    private static final long MANY_STACKS = 128 << 20;

    private final ReadOptions options;
    private final List<Chunk> chunks;
    private final List<Loss> losses;
    private final ByteWindow[] windows;
    /** The measured windows by folder: recordings of one program lie in one folder. */
    private final Map<Path, WindowSet> measured = new ConcurrentHashMap<>();

    /** The work of the third step on one chunk, of which several threads may take segments. */
    private record ChunkWork(Chunk chunk, List<StackFolder.Target> targets, AtomicInteger nextSegment) {}

    ProfileBuilder(ReadOptions options, List<Chunk> chunks, List<Loss> losses) {
        this.options = options;
        this.chunks = chunks;
        this.losses = losses;
        windows = new ByteWindow[Math.max(1, Math.min(MOST_THREADS, options.parallelism()))];
    }

    List<Profile> build() throws IOException {
        try (Workers workers = new Workers(windows.length)) {
            count(workers);
            List<EventKind> kinds = select();
            return kinds.isEmpty() ? nothing() : fold(workers, kinds);
        }
    }

    /** The first two steps. */
    private void count(Workers workers) throws IOException {
        workers.run(chunks.size(), (worker, task) -> {
            Chunk chunk = chunks.get(task);
            new ChunkReader(chunk, window(worker, chunk)).read();
            if (options.measuredWindowOnly() && chunk.pools != null) {
                new SampleReader(chunk, window(worker, chunk)).readWindows(measured(chunk));
            }
        });
        if (options.events().contains(EventKind.LEAK.name())) {
            findLeaks();
        }
        long start = chunks.stream()
                .mapToLong(chunk -> chunk.header().startNanos())
                .min()
                .orElse(0);
        workers.run(chunks.size(), (worker, task) -> {
            Chunk chunk = chunks.get(task);
            if (chunk.pools != null) {
                new SampleReader(chunk, window(worker, chunk))
                        .readSamples(options, this::isWanted, measured(chunk), start);
            }
        });
        WallClock.rename(chunks);
    }

    /** Finds the allocations of native memory that were not freed, file by file, in order of time. */
    private void findLeaks() throws IOException {
        Map<Path, List<Chunk>> recordings = new LinkedHashMap<>();
        for (Chunk chunk : chunks) {
            if (chunk.pools != null) {
                recordings
                        .computeIfAbsent(chunk.path(), path -> new ArrayList<>())
                        .add(chunk);
            }
        }
        for (List<Chunk> recording : recordings.values()) {
            NativeMemoryLog log = new NativeMemoryLog();
            recording.sort(Comparator.comparingLong(chunk -> chunk.header().startNanos()));
            for (Chunk chunk : recording) {
                new SampleReader(chunk, window(0, chunk)).readNativeMemory(log);
            }
            log.endRecording();
        }
    }

    /** No profiles; if that is because of damage, it is not to go unnoticed. */
    private List<Profile> nothing() throws InputException {
        List<Loss> all = new ArrayList<>(losses);
        chunks.forEach(chunk -> all.addAll(chunk.losses()));
        if (!all.isEmpty()) {
            Loss first = all.get(0);
            throw new InputException(
                    Path.of(first.file()), first.position(), "no samples are readable: " + first.reason());
        }
        return List.of();
    }

    private ByteWindow window(int worker, Chunk chunk) throws IOException {
        if (windows[worker] == null || !windows[worker].isOn(chunk.file())) {
            windows[worker] = new ByteWindow(chunk.file(), (int)
                    Math.min(WINDOW, Math.max(1 << 10, chunk.file().size())));
        }
        return windows[worker];
    }

    private WindowSet measured(Chunk chunk) {
        return measured.computeIfAbsent(
                chunk.path().toAbsolutePath().normalize().getParent(), folder -> new WindowSet());
    }

    private boolean isWanted(EventKind kind) {
        if (options.events().isEmpty()) {
            return !kind.isGeneric();
        }
        return options.events().contains(kind.name())
                || (kind.equals(EventKind.CPU) && !options.events().stream().allMatch(EventType::isKnown))
                || options.events().stream()
                        .anyMatch(name -> EventKind.fallback(name).equals(kind.name()));
    }

    /** The kinds to fold, the most telling first. */
    private List<EventKind> select() throws IOException {
        Map<String, EventKind> found = new LinkedHashMap<>();
        for (Chunk chunk : chunks) {
            chunk.counts().forEach((kind, counts) -> {
                if (counts.total > 0) {
                    found.putIfAbsent(kind.name(), kind);
                }
            });
        }
        List<EventKind> sorted = found.values().stream()
                .sorted(Comparator.comparingInt(EventKind::preference).thenComparing(EventKind::name))
                .toList();
        if (options.events().isEmpty()) {
            return options.primaryOnly() && !sorted.isEmpty() ? sorted.subList(0, 1) : sorted;
        }
        if (sorted.contains(EventKind.CPU)) {
            found.putIfAbsent(nameOfCpu(), EventKind.CPU);
        }
        List<EventKind> selected = new ArrayList<>();
        for (String name : new TreeSet<>(options.events())) {
            EventKind kind = found.getOrDefault(name, found.get(EventKind.fallback(name)));
            if (kind == null) {
                throw new InputException(
                        chunks.get(0).path(),
                        "holds no samples of " + name + "; it holds: " + String.join(", ", namesOfAll()));
            }
            if (!selected.contains(kind)) {
                selected.add(kind);
            }
        }
        return selected;
    }

    /** The names of all kinds of sample that the recordings hold. */
    private List<String> namesOfAll() throws IOException {
        List<Chunk> again = chunks.stream()
                .map(chunk -> new Chunk(chunk.path(), chunk.file(), chunk.header()))
                .toList();
        ProfileBuilder all = new ProfileBuilder(options.withEvents(), again, losses);
        try (Workers workers = new Workers(1)) {
            all.count(workers);
        }
        List<EventKind> kinds = all.select();
        return kinds.stream().map(kind -> all.name(kind, kinds)).toList();
    }

    private List<Profile> fold(Workers workers, List<EventKind> kinds) throws IOException {
        long[] intervals = new long[kinds.size()];
        List<ChunkWork> work = new ArrayList<>();
        List<List<StackFolder.Target>> targetsOfChunk = new ArrayList<>();
        for (int kind = 0; kind < intervals.length; kind++) {
            intervals[kind] = interval(kinds.get(kind));
        }
        for (Chunk chunk : chunks) {
            List<StackFolder.Target> targets = targets(chunk, kinds, intervals);
            targetsOfChunk.add(targets);
            if (!targets.isEmpty()) {
                work.add(new ChunkWork(chunk, targets, new AtomicInteger()));
            }
        }
        FrameDetail detail = detail(work);
        StackFolder[] folders = new StackFolder[workers.count()];
        for (int i = 0; i < folders.length; i++) {
            Frames frames = new Frames();
            if (options.detail() == FrameDetail.LINES_OF_FEW && detail != FrameDetail.LINES) {
                frames.leaveOutLines();
            }
            folders[i] = new StackFolder(i, new FrameResolver(frames, options.normalizeHidden(), detail), kinds.size());
        }
        AtomicInteger nextChunk = new AtomicInteger();
        workers.run(workers.count(), (worker, task) -> {
            // Whole chunks first: what a folder learns of a chunk serves for the rest of it. Then the idle help the
            // others.
            for (int i = nextChunk.getAndIncrement(); i < work.size(); i = nextChunk.getAndIncrement()) {
                fold(work.get(i), folders[worker], worker);
            }
            for (ChunkWork begun : work) {
                fold(begun, folders[worker], worker);
            }
        });
        return profiles(kinds, intervals, folders, targetsOfChunk);
    }

    private FrameDetail detail(List<ChunkWork> work) {
        if (options.detail() != FrameDetail.LINES_OF_FEW) {
            return options.detail();
        }
        long bytes = work.stream()
                .flatMap(one -> one.chunk().segments().stream())
                .mapToLong(segment -> segment.end() - segment.start())
                .sum();
        return bytes > MANY_STACKS ? FrameDetail.TYPES : FrameDetail.LINES;
    }

    /** Folds the segments of a chunk that nobody has taken. */
    private void fold(ChunkWork work, StackFolder folder, int worker) throws IOException {
        List<StackScan.Segment> segments = work.chunk().segments();
        for (int i = work.nextSegment().getAndIncrement();
                i < segments.size();
                i = work.nextSegment().getAndIncrement()) {
            folder.fold(work.chunk(), segments.get(i), work.targets(), window(worker, work.chunk()));
        }
    }

    /** The interval of samples of a kind, the same for all chunks; 0 where it is not recorded, does not apply, or is absurd. */
    private long interval(EventKind kind) {
        if (kind.weight() != EventKind.Weight.INTERVAL) {
            return 0;
        }
        long samples = 1;
        for (Chunk chunk : chunks) {
            samples += chunk.counts().containsKey(kind) ? chunk.counts().get(kind).total : 0;
        }
        for (Chunk chunk : chunks) {
            Long type = chunk.typeIds().get(kind);
            long interval = type == null ? 0 : chunk.settings().interval(type);
            if (interval == 0 && kind.name().equals("wall")) {
                interval = chunk.settings().wallInterval();
            }
            if (interval > 0 && interval <= Long.MAX_VALUE / samples) {
                return interval;
            }
        }
        return 0;
    }

    private List<StackFolder.Target> targets(Chunk chunk, List<EventKind> kinds, long[] intervals) {
        List<StackFolder.Target> targets = new ArrayList<>();
        for (int kind = 0; kind < kinds.size(); kind++) {
            SampleCounts counts = chunk.counts().get(kinds.get(kind));
            if (counts != null) {
                boolean byInterval = kinds.get(kind).weight() == EventKind.Weight.INTERVAL;
                targets.add(new StackFolder.Target(
                        counts,
                        kind,
                        byInterval ? Math.max(1, intervals[kind]) : 0,
                        options.keepSamples() ? new int[counts.slots()] : null,
                        options.keepSamples() ? new byte[counts.slots()] : null,
                        options.keepSamples() && counts.subjects() != null
                                ? new int[counts.subjects().size()]
                                : null));
            }
        }
        return targets;
    }

    private List<Profile> profiles(
            List<EventKind> kinds, long[] intervals, StackFolder[] folders, List<List<StackFolder.Target>> targets) {
        for (StackFolder folder : folders) {
            folder.finish();
        }
        Frames frames = folders[0].fold(0).tree().frames();
        int[][] frameMappings = new int[folders.length][];
        for (int i = 1; i < folders.length; i++) {
            frameMappings[i] = frames.addAll(folders[i].fold(0).tree().frames());
        }
        List<Profile> profiles = new ArrayList<>();
        for (int kind = 0; kind < kinds.size(); kind++) {
            CallTree tree = folders[0].fold(kind).tree();
            IntUnaryOperator[] nodeMappings = new IntUnaryOperator[folders.length];
            nodeMappings[0] = IntUnaryOperator.identity();
            for (int i = 1; i < folders.length; i++) {
                nodeMappings[i] = join(tree, folders[i].fold(kind).tree(), frameMappings[i]);
            }
            EventKind of = kinds.get(kind);
            Optional<Samples> samples = options.keepSamples()
                    ? Optional.of(new SampleJoiner(nodeMappings).join(chunks, targets, kind))
                    : Optional.empty();
            profiles.add(
                    new Profile(name(of, kinds), unit(of, intervals[kind]), tree, ledger(of, kind, folders), samples));
        }
        return profiles;
    }

    /** Adds the stacks of another folder's tree, and answers the number that each of its nodes has then. */
    private IntUnaryOperator join(CallTree tree, CallTree other, int[] frameMapping) {
        if (options.repeatedStacks()) {
            int moved = tree.appendAll(other, frameMapping);
            return node -> node == CallTree.ROOT ? CallTree.ROOT : node + moved;
        }
        int[] nodes = tree.moveAll(other, frameMapping);
        return node -> nodes[node];
    }

    private String name(EventKind kind, List<EventKind> kinds) {
        if (kind.equals(EventKind.CPU)) {
            return nameOfCpu();
        }
        String canonical = EventKind.canonical(kind.name());
        return kinds.stream().anyMatch(other -> other.name().equals(canonical)) ? kind.name() : canonical;
    }

    /** The name of a profile of CPU samples: where they are those of a hardware counter, that of the counter. */
    private String nameOfCpu() {
        String event = setting("event");
        return Settings.isClock(event) ? EventKind.CPU.name() : event;
    }

    private String unit(EventKind kind, long interval) {
        if (kind.weight() != EventKind.Weight.INTERVAL) {
            return kind.unit();
        }
        if (interval == 0) {
            return "samples";
        }
        String event = setting("event");
        boolean time = Settings.isClock(event) || !kind.equals(EventKind.CPU);
        return time ? kind.unit() : event;
    }

    private String setting(String name) {
        return chunks.stream()
                .map(chunk -> chunk.settings().get(name))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Ledger ledger(EventKind kind, int index, StackFolder[] folders) {
        Ledger sum = new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, losses);
        for (Chunk chunk : chunks) {
            SampleCounts counts = chunk.counts().get(kind);
            Ledger own = counts == null ? Ledger.EMPTY : counts.ledger();
            sum = sum.plus(own)
                    .plus(new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, chunk.lost().getOrDefault(kind, 0L), chunk.losses()));
        }
        for (StackFolder folder : folders) {
            StackFolder.Fold fold = folder.fold(index);
            sum = sum.plus(new Ledger(0, 0, 0, 0, 0, 0, 0, fold.truncated(), fold.failed(), 0, List.of()));
        }
        return sum;
    }
}
