package tallyflame.recordings.fold;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.sample.SampleCounts;

/** Folds stacks into call trees of its own, one for each kind of event. The trees of several folders are merged at the end. */
final class StackFolder extends SegmentReader implements Target.Samples {
    /** The samples of one kind. */
    static final class Fold {
        private final CallTree tree;
        private PrefixTable prefixes = new PrefixTable();

        Fold(Frames frames) {
            tree = new CallTree(frames);
        }

        CallTree tree() {
            return tree;
        }
    }

    /** Stacks that are folded together: their cache misses overlap instead of following each other. */
    private static final int BATCH = 16;

    private final int number;
    private final Fold[] folds;
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
    /** The entry whose samples are added. */
    private int adding;

    /** Takes part in what is loaded early, so that the compiler cannot leave the loads out. */
    @SuppressWarnings("UnusedVariable")
    private int early;

    /** @param number which of several folders this is */
    StackFolder(int number, FrameResolver resolver, List<BiPredicate<String, String>> shownFrom, int kinds) {
        super(resolver, shownFrom, kinds);
        this.number = number;
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

    /** Folds objects by the paths that keep them, after all segments are read. */
    void foldPaths(DecodedChunk of, Target target) {
        new PathFolder(resolver).fold(of, target, folds[target.kind()].tree);
    }

    @Override
    void open() {
        for (Fold fold : folds) {
            fold.prefixes.clear();
        }
    }

    @Override
    FrameKeys next(int times) {
        if (stackOf.length < BATCH + times) {
            grow(BATCH + times);
        }
        if (batchStacks == BATCH || batch + times > stackOf.length) {
            foldBatch();
        }
        return stacks[batchStacks];
    }

    private void grow(int entries) {
        stackOf = Arrays.copyOf(stackOf, entries);
        targetOf = Arrays.copyOf(targetOf, entries);
        slotOf = Arrays.copyOf(slotOf, entries);
        nodeOf = new int[entries];
        depthOf = new int[entries];
        walking = new int[entries];
    }

    @Override
    void take(Target[] targets, int[] slots, int times, boolean isTruncated) {
        for (int i = 0; i < times; i++) {
            stackOf[batch] = batchStacks;
            targetOf[batch] = targets[i];
            slotOf[batch++] = slots[i];
        }
        truncated[batchStacks++] = isTruncated;
    }

    @Override
    void end() {
        foldBatch();
    }

    /** Folds the stacks of the batch, step by step for all of them: loads of one step do not depend on each other. */
    private void foldBatch() {
        for (int i = 0; i < batch; i++) {
            RawStack stack = stacks[stackOf[i]];
            PrefixTable prefixes = folds[targetOf[i].kind()].prefixes;
            int block = stack.deepestBlock();
            early += prefixes.load(stack.prefix1(block)) + prefixes.load(stack.prefix1(Math.max(0, block - 1)));
        }
        for (int i = 0; i < batch; i++) {
            Fold fold = folds[targetOf[i].kind()];
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
        Fold fold = folds[targetOf[entry].kind()];
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
        int slot = slotOf[entry];
        adding = entry;
        target.eachOf(slot, this);
        int stack = stackOf[entry];
        noteFlaws(
                stacks[stack], truncated[stack], target.kind(), target.counts().samples(slot));
        if (target.nodes() != null) {
            target.nodes()[slot] = nodeOf[entry];
            target.folders()[slot] = (byte) number;
        }
    }

    /** Adds samples to the stack of an entry, or to what its samples are about, which is a frame on top of it. */
    @Override
    public void add(int pair, long samples, long weight, double squares) {
        Target target = targetOf[adding];
        SampleCounts counts = target.counts();
        CallTree tree = folds[target.kind()].tree;
        int node = nodeOf[adding];
        if (pair >= 0) {
            node = tree.child(node, resolver.subject(counts.subjects().subject(pair)));
            if (target.subjectNodes() != null) {
                target.subjectNodes()[pair] = node;
            }
        }
        if (counts.squared()) {
            tree.add(node, samples, weight, squares);
        } else {
            tree.add(node, samples, weight);
        }
    }
}
