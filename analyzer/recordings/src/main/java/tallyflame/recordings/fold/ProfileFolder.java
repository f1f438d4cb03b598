package tallyflame.recordings.fold;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntUnaryOperator;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.ForestBuilder;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.StackForest;
import tallyflame.flamegraphs.Workers;
import tallyflame.recordings.chunk.ByteWindows;
import tallyflame.recordings.sample.CountedChunk;
import tallyflame.recordings.sample.EventKind;
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
     * @param shownFrom rules for functions, each with its caller, that stacks are shown from
     */
    public record Options(
            FrameDetail detail,
            boolean normalizeHidden,
            boolean keepSamples,
            List<BiPredicate<String, String>> shownFrom) {}

    private final List<CountedChunk> chunks;
    private final SampledKinds found;
    private final List<EventKind> kinds;
    private final Options options;
    private final StackWork work;
    private final StackFolder[] folders;

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
        work = new StackWork(chunks, found, kinds, options.keepSamples());
        folders = new StackFolder[workers];
    }

    /** Folds all chunks; answers a profile for each kind, its ledger without what was lost outside chunks that could be counted. */
    public List<Profile> fold(Workers workers, ByteWindows windows) throws IOException {
        makeFolders(detail());
        work.read(folders, workers, windows);
        for (StackWork.Paths paths : work.paths()) {
            folders[0].foldPaths(paths.chunk(), paths.target());
        }
        return profiles();
    }

    private void makeFolders(FrameDetail detail) {
        for (int i = 0; i < folders.length; i++) {
            Frames frames = new Frames();
            if (options.detail() == FrameDetail.LINES_OF_FEW && detail != FrameDetail.LINES) {
                frames.leaveOutLines();
            }
            FrameResolver resolver = new FrameResolver(frames, options.normalizeHidden(), detail);
            folders[i] = new StackFolder(i, resolver, options.shownFrom(), kinds.size());
        }
    }

    private FrameDetail detail() {
        if (options.detail() != FrameDetail.LINES_OF_FEW) {
            return options.detail();
        }
        return work.bytes() > MANY_STACKS ? FrameDetail.TYPES : FrameDetail.LINES;
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
                    ? Optional.of(new SampleJoiner(nodeMappings).join(chunks, work.targets(), kind))
                    : Optional.empty();
            profiles.add(new Profile(
                    found.name(of, kinds),
                    found.unit(of),
                    tree,
                    work.ledger(kind, folders),
                    samples,
                    found.sampling(of)));
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
}
