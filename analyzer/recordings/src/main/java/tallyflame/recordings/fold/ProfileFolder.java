package tallyflame.recordings.fold;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.ForestBuilder;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;
import tallyflame.flamegraphs.Workers;
import tallyflame.recordings.chunk.ByteWindows;
import tallyflame.recordings.chunk.StackScan;
import tallyflame.recordings.sample.CountedChunk;
import tallyflame.recordings.sample.EventKind;
import tallyflame.recordings.sample.SampleCounts;
import tallyflame.recordings.sample.SampledKinds;

/** Folds the stacks of counted chunks into profiles, each worker into trees of its own, which are joined at the end. Used once. */
public final class ProfileFolder {
    /** Bytes of stacks above which lines are left out where only few stacks are to have them: a tree of them would not be drawn. */
    private static final long MANY_STACKS = 128 << 20;

    /**
     * How to fold.
     *
     * @param detail how much of each frame is kept
     * @param normalizeHidden whether names of hidden classes lose the parts that differ from run to run
     * @param keepSamples whether profiles keep their single samples
     */
    public record Options(FrameDetail detail, boolean normalizeHidden, boolean keepSamples) {}

    private final List<CountedChunk> chunks;
    private final SampledKinds found;
    private final List<EventKind> kinds;
    private final Options options;
    private final StackFolder[] folders;
    private final List<List<StackFolder.Target>> targets = new ArrayList<>();

    /** The work on one chunk; several threads may take its segments. */
    private record ChunkWork(CountedChunk chunk, List<StackFolder.Target> targets, AtomicInteger nextSegment) {}

    /**
     * Gets ready to fold.
     *
     * @param kinds which of the kinds found, in the order that profiles are wanted in; one at least
     * @param workers how many threads will fold
     */
    public ProfileFolder(
            List<CountedChunk> chunks, SampledKinds found, List<EventKind> kinds, Options options, int workers) {
        this.chunks = chunks;
        this.found = found;
        this.kinds = kinds;
        this.options = options;
        folders = new StackFolder[workers];
    }

    /** Folds all chunks; answers a profile for each kind, its ledger without what was lost outside chunks that could be counted. */
    public List<Profile> fold(Workers workers, ByteWindows windows) throws IOException {
        List<ChunkWork> work = new ArrayList<>();
        for (CountedChunk chunk : chunks) {
            targets.add(targets(chunk));
            List<StackFolder.Target> ofStacks = targets.get(targets.size() - 1).stream()
                    .filter(target -> !isPaths(target))
                    .toList();
            if (!ofStacks.isEmpty()) {
                work.add(new ChunkWork(chunk, ofStacks, new AtomicInteger()));
            }
        }
        makeFolders(detail(work));
        AtomicInteger nextChunk = new AtomicInteger();
        workers.run(folders.length, (worker, task) -> {
            // Whole chunks first: what a folder learns of a chunk serves for the rest of it. Then the idle help the
            // others.
            for (int i = nextChunk.getAndIncrement(); i < work.size(); i = nextChunk.getAndIncrement()) {
                fold(work.get(i), worker, windows);
            }
            for (ChunkWork begun : work) {
                fold(begun, worker, windows);
            }
        });
        foldPaths();
        return profiles();
    }

    private boolean isPaths(StackFolder.Target target) {
        return PathFolder.folds(kinds.get(target.fold()));
    }

    /** Folds what has paths instead of stacks, of which there are few. */
    private void foldPaths() {
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            for (StackFolder.Target target : targets.get(chunk)) {
                if (isPaths(target)) {
                    folders[0].foldPaths(chunks.get(chunk).decoded(), target);
                }
            }
        }
    }

    private void makeFolders(FrameDetail detail) {
        for (int i = 0; i < folders.length; i++) {
            Frames frames = new Frames();
            if (options.detail() == FrameDetail.LINES_OF_FEW && detail != FrameDetail.LINES) {
                frames.leaveOutLines();
            }
            folders[i] = new StackFolder(i, new FrameResolver(frames, options.normalizeHidden(), detail), kinds.size());
        }
    }

    private FrameDetail detail(List<ChunkWork> work) {
        if (options.detail() != FrameDetail.LINES_OF_FEW) {
            return options.detail();
        }
        long bytes = work.stream()
                .flatMap(one -> one.chunk().decoded().segments().stream())
                .mapToLong(segment -> segment.end() - segment.start())
                .sum();
        return bytes > MANY_STACKS ? FrameDetail.TYPES : FrameDetail.LINES;
    }

    /** Folds the segments of a chunk that nobody has taken. */
    private void fold(ChunkWork work, int worker, ByteWindows windows) throws IOException {
        List<StackScan.Segment> segments = work.chunk().decoded().segments();
        for (int i = work.nextSegment().getAndIncrement();
                i < segments.size();
                i = work.nextSegment().getAndIncrement()) {
            folders[worker].fold(
                    work.chunk().decoded(),
                    segments.get(i),
                    work.targets(),
                    windows.of(worker, work.chunk().decoded().source()));
        }
    }

    private List<StackFolder.Target> targets(CountedChunk chunk) {
        List<StackFolder.Target> own = new ArrayList<>();
        for (int kind = 0; kind < kinds.size(); kind++) {
            SampleCounts counts = chunk.counts().get(kinds.get(kind));
            if (counts != null) {
                own.add(new StackFolder.Target(
                        counts,
                        kind,
                        found.weightOfEach(kinds.get(kind)),
                        options.keepSamples() ? new int[counts.slots()] : null,
                        options.keepSamples() ? new byte[counts.slots()] : null,
                        options.keepSamples() && counts.subjects() != null
                                ? new int[counts.subjects().size()]
                                : null));
            }
        }
        return own;
    }

    private List<Profile> profiles() {
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
            IntUnaryOperator[] nodeMappings = new IntUnaryOperator[folders.length];
            StackForest tree = join(kind, frameMappings, nodeMappings);
            EventKind of = kinds.get(kind);
            Optional<Samples> samples = options.keepSamples()
                    ? Optional.of(new SampleJoiner(nodeMappings).join(chunks, targets, kind))
                    : Optional.empty();
            profiles.add(new Profile(
                    found.name(of, kinds), found.unit(of), tree, ledger(of, kind), samples, found.sampling(of)));
        }
        return profiles;
    }

    /** Puts the trees of all folders beside each other; says where their nodes are then. */
    private StackForest join(int kind, int[][] frameMappings, IntUnaryOperator[] nodeMappings) {
        CallTree first = folders[0].fold(kind).tree();
        nodeMappings[0] = IntUnaryOperator.identity();
        if (folders.length == 1) {
            return first;
        }
        ForestBuilder all = new ForestBuilder(first);
        for (int i = 1; i < folders.length; i++) {
            int moved = all.add(folders[i].fold(kind).tree(), frameMappings[i]);
            nodeMappings[i] = node -> node == StackForest.ROOT ? StackForest.ROOT : node + moved;
        }
        return all.forest();
    }

    private Ledger ledger(EventKind kind, int index) {
        Ledger sum = Ledger.EMPTY;
        for (CountedChunk chunk : chunks) {
            SampleCounts counts = chunk.counts().get(kind);
            Ledger own = counts == null ? Ledger.EMPTY : counts.ledger();
            sum = sum.plus(own)
                    .plus(Ledger.duplicates(chunk.duplicates().getOrDefault(kind, 0L)))
                    .plus(Ledger.lost(chunk.lost().getOrDefault(kind, 0L)));
        }
        for (StackFolder folder : folders) {
            StackFolder.Fold fold = folder.fold(index);
            sum = sum.plus(new Ledger(0, 0, 0, 0, 0, 0, 0, 0, fold.truncated(), fold.failed(), 0, List.of()));
        }
        return sum;
    }
}
