package tallyflame.recordings.fold;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.StackScan;
import tallyflame.recordings.sample.SampleCounts;
import tallyflame.recordings.sample.SubjectCounts;

/**
 * Folds the stacks of segments into call trees of its own, one for each kind of event. One thread; the trees of several folders
 * are merged at the end.
 */
public final class StackFolder {
    /** What folding found out about the samples of one kind. */
    static final class Fold {
        private final CallTree tree;
        private PrefixTable prefixes = new PrefixTable();
        private long truncated;
        private long failed;

        Fold(Frames frames) {
            tree = new CallTree(frames);
        }

        CallTree tree() {
            return tree;
        }

        long truncated() {
            return truncated;
        }

        long failed() {
            return failed;
        }
    }

    /**
     * The samples of one kind in one chunk and where their stacks go.
     *
     * @param fold index of the kind
     * @param interval weight of a sample, or 0 if samples have weights of their own
     * @param nodes where to keep the node of each stack, or {@code null}
     * @param folders where to keep the number of the folder that made it, or {@code null}
     * @param subjectNodes where to keep the node of each pair of a stack and a class, or {@code null}
     */
    record Target(SampleCounts counts, int fold, long interval, int[] nodes, byte[] folders, int[] subjectNodes) {}

    /** Stacks that are folded together: their cache misses overlap instead of following each other. */
    private static final int BATCH = 16;

    private final int number;
    private final FrameResolver resolver;
    private final Fold[] folds;
    private final StackDecoder decoder;
    private final long[] register = new long[1];
    private final RawStack[] stacks = new RawStack[BATCH];
    private final boolean[] truncated = new boolean[BATCH];
    /** The places that the stacks of the batch go to: a stack, a target and its slot; a stack may have several. */
    private int[] stackOf = {};

    private Target[] targetOf = {};
    private int[] slotOf = {};
    /** Where each entry is to be walked on from. */
    private int[] nodeOf = {};

    private int[] depthOf = {};
    /** Entries whose walk has not ended. */
    private int[] walking = {};

    private int batch;
    private int batchStacks;
    private DecodedChunk chunk;
    /** Takes part in what is loaded early, so that the compiler cannot leave the loads out. */
    @SuppressWarnings("UnusedVariable")
    private int early;

    /** @param number which of several folders this is */
    StackFolder(int number, FrameResolver resolver, int kinds) {
        this.number = number;
        this.resolver = resolver;
        decoder = new StackDecoder(resolver);
        folds = new Fold[kinds];
        Arrays.setAll(folds, kind -> new Fold(resolver.frames()));
        Arrays.setAll(stacks, stack -> new RawStack());
    }

    Fold fold(int kind) {
        return folds[kind];
    }

    /** Lets go of what only folding needs. */
    void finish() {
        for (Fold fold : folds) {
            fold.prefixes = null;
        }
    }

    /** Folds objects by the paths that keep them; the next segment is of a chunk to be opened anew. */
    void foldPaths(DecodedChunk of, Target target) {
        chunk = null;
        new PathFolder(resolver).fold(of, target, folds[target.fold()].tree);
    }

    /** Folds one segment of a chunk. */
    void fold(DecodedChunk of, StackScan.Segment segment, List<Target> targets, ByteWindow in) throws IOException {
        if (chunk == null || chunk.source() != of.source()) {
            chunk = of;
            resolver.open(of.pools());
            decoder.open(of.layout());
            for (Fold fold : folds) {
                fold.prefixes.clear();
            }
        }
        if (stackOf.length < BATCH + targets.size()) {
            int entries = BATCH + targets.size();
            stackOf = new int[entries];
            targetOf = new Target[entries];
            slotOf = new int[entries];
            nodeOf = new int[entries];
            depthOf = new int[entries];
            walking = new int[entries];
        }
        readSegment(segment, targets, in);
        foldBatch();
    }

    /**
     * Reads the stacks of a segment into batches. The scan has been over the same bytes before; if the file has changed since, or
     * the two judge damaged bytes differently, what is left of the segment is lost, and its samples are unresolved.
     */
    private void readSegment(StackScan.Segment segment, List<Target> targets, ByteWindow in) throws IOException {
        in.open(segment.start(), segment.end());
        long whole = segment.start();
        try {
            for (int left = segment.stacks(); left > 0; left--) {
                readStack(targets, in);
                whole = in.position();
            }
        } catch (CorruptDataException e) {
            while (batch > 0 && stackOf[batch - 1] == batchStacks) {
                batch--;
                targetOf[batch].counts().release(slotOf[batch]);
            }
            chunk.source().lose(whole, segment.end() - whole, 0, 0, "stacks: " + e.getMessage());
        }
    }

    private void readStack(List<Target> targets, ByteWindow in) throws IOException {
        long id = in.varint();
        boolean isTruncated = chunk.layout().readTruncated(in, register);
        int frames = chunk.layout().readFrameCount(in);
        if (batchStacks == BATCH || batch + targets.size() > stackOf.length) {
            foldBatch();
        }
        boolean wanted = false;
        for (int i = 0; i < targets.size(); i++) {
            int slot = targets.get(i).counts().claim(id);
            if (slot >= 0) {
                stackOf[batch] = batchStacks;
                targetOf[batch] = targets.get(i);
                slotOf[batch++] = slot;
                wanted = true;
            }
        }
        if (wanted) {
            decoder.read(in, frames, isTruncated, stacks[batchStacks]);
            truncated[batchStacks] = isTruncated;
        } else {
            decoder.skip(in, frames);
        }
        chunk.layout().readEnd(in);
        if (wanted) {
            batchStacks++;
        }
    }

    /** Folds the stacks of the batch, step by step for all of them: loads of one step do not depend on each other. */
    private void foldBatch() {
        for (int i = 0; i < batch; i++) {
            RawStack stack = stacks[stackOf[i]];
            PrefixTable prefixes = folds[targetOf[i].fold()].prefixes;
            int block = stack.deepestBlock();
            early += prefixes.load(stack.prefix1(block)) + prefixes.load(stack.prefix1(Math.max(0, block - 1)));
        }
        for (int i = 0; i < batch; i++) {
            Fold fold = folds[targetOf[i].fold()];
            RawStack stack = stacks[stackOf[i]];
            StackDecoder.find(stack, fold.prefixes);
            nodeOf[i] = stack.node;
            depthOf[i] = stack.depth;
            decoder.resolve(stack, stack.depth);
            early += fold.tree.firstChild(stack.node);
        }
        walkBatch();
        for (int i = 0; i < batch; i++) {
            foldEntry(i);
        }
        batch = 0;
        batchStacks = 0;
    }

    private void walkBatch() {
        int left = batch;
        for (int i = 0; i < left; i++) {
            walking[i] = i;
        }
        while (left > 0) {
            for (int i = 0; i < left; ) {
                if (step(walking[i])) {
                    i++;
                } else {
                    walking[i] = walking[--left];
                }
            }
        }
    }

    /** Goes one frame down the tree, or to the end of the stack if the frame is new; says whether there may be more. */
    private boolean step(int entry) {
        RawStack stack = stacks[stackOf[entry]];
        int depth = depthOf[entry];
        if (depth == stack.size) {
            return false;
        }
        Fold fold = folds[targetOf[entry].fold()];
        int child = fold.tree.find(nodeOf[entry], stack.frames[depth]);
        if (child == 0) {
            append(stack, entry, fold);
            return false;
        }
        nodeOf[entry] = child;
        depthOf[entry] = ++depth;
        if (depth % PrefixTable.BLOCK == 0 && depth < stack.size && depth < PrefixTable.DEEPEST) {
            fold.prefixes.put(stack, depth, child);
        }
        return true;
    }

    /** Adds what is new of a stack; its nodes have consecutive numbers. */
    private void append(RawStack stack, int entry, Fold fold) {
        int from = depthOf[entry];
        int first = fold.tree.append(nodeOf[entry], stack.frames, from, stack.size);
        int end = Math.min(stack.size, PrefixTable.DEEPEST);
        for (int depth = (from / PrefixTable.BLOCK + 1) * PrefixTable.BLOCK; depth < end; depth += PrefixTable.BLOCK) {
            fold.prefixes.put(stack, depth, first + depth - 1 - from);
        }
        nodeOf[entry] = first + stack.size - 1 - from;
    }

    private void foldEntry(int entry) {
        Target target = targetOf[entry];
        RawStack stack = stacks[stackOf[entry]];
        Fold fold = folds[target.fold()];
        SampleCounts counts = target.counts();
        int slot = slotOf[entry];
        long samples = counts.samples(slot);
        int node = nodeOf[entry];
        if (counts.subjects() == null) {
            add(target, slot, node, fold.tree);
        } else {
            foldSubjects(target, slot, node, fold.tree);
        }
        if (truncated[stackOf[entry]]) {
            fold.truncated += samples;
        }
        if (resolver.hasFailures() && decoder.isFailure(stack)) {
            fold.failed += samples;
        }
        if (target.nodes() != null) {
            target.nodes()[slot] = node;
            target.folders()[slot] = (byte) number;
        }
    }

    private static void add(Target target, int slot, int node, CallTree tree) {
        SampleCounts counts = target.counts();
        long samples = counts.samples(slot);
        long interval = target.interval();
        long weight = interval > 0 ? samples * interval : counts.weight(slot);
        if (counts.squared()) {
            double unit = interval > 0 ? (double) interval * interval : 1;
            tree.add(node, samples, weight, unit * counts.squares(slot));
        } else {
            tree.add(node, samples, weight);
        }
    }

    /** Adds the samples of a stack whose innermost frames are classes, and what is left to the stack itself. */
    private void foldSubjects(Target target, int slot, int node, CallTree tree) {
        SubjectCounts subjects = target.counts().subjects();
        long samples = target.counts().samples(slot);
        long weight = target.counts().weight(slot);
        double squares = target.counts().squares(slot);
        for (int pair = subjects.first(slot); pair >= 0; pair = subjects.next(pair)) {
            int leaf = tree.child(node, resolver.subject(subjects.subject(pair)));
            tree.add(leaf, subjects.samples(pair), subjects.weight(pair), subjects.squares(pair));
            samples -= subjects.samples(pair);
            weight -= subjects.weight(pair);
            squares -= subjects.squares(pair);
            if (target.subjectNodes() != null) {
                target.subjectNodes()[pair] = leaf;
            }
        }
        if (samples > 0) {
            tree.add(node, samples, weight, Math.max(0, squares));
        }
    }
}
