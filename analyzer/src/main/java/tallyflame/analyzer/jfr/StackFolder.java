package tallyflame.analyzer.jfr;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;

/**
 * Folds the stacks of segments into call trees of its own, one for each kind of event. One thread; the trees of several folders
 * are merged at the end.
 */
final class StackFolder {
    /** What folding found out about the samples of one kind. */
    static final class Fold {
        private final CallTree tree;
        private final PrefixTable prefixes = new PrefixTable();
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
     */
    record Target(SampleCounts counts, int fold, long interval, int[] nodes, byte[] folders) {}

    private final int number;
    private final FrameResolver resolver;
    private final Fold[] folds;
    private final StackDecoder decoder;
    private final long[] register = new long[1];
    private Chunk chunk;

    /** @param number which of several folders this is */
    StackFolder(int number, Frames frames, int kinds, boolean normalize) {
        this.number = number;
        resolver = new FrameResolver(frames, normalize);
        decoder = new StackDecoder(resolver);
        folds = new Fold[kinds];
        Arrays.setAll(folds, kind -> new Fold(frames));
    }

    Fold fold(int kind) {
        return folds[kind];
    }

    /** Folds one segment of a chunk. */
    void fold(Chunk of, StackScan.Segment segment, List<Target> targets, ByteWindow in) throws IOException {
        if (chunk != of) {
            chunk = of;
            resolver.open(of.pools);
            decoder.open(of.layout);
            for (Fold fold : folds) {
                fold.prefixes.clear();
            }
        }
        in.open(segment.start(), segment.end());
        for (int left = segment.stacks(); left > 0; left--) {
            foldStack(targets, in);
        }
    }

    private void foldStack(List<Target> targets, ByteWindow in) throws IOException {
        long id = in.varint();
        boolean truncated = chunk.layout.readTruncated(in, register);
        int frames = chunk.layout.readFrameCount(in);
        boolean decoded = false;
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            int slot = target.counts().claim(id);
            if (slot >= 0) {
                if (!decoded) {
                    decoder.read(in, frames);
                    decoded = true;
                }
                add(target, slot, truncated);
            }
        }
        if (!decoded) {
            decoder.skip(in, frames);
        }
        chunk.layout.readEnd(in);
    }

    private void add(Target target, int slot, boolean truncated) {
        SampleCounts counts = target.counts();
        Fold fold = folds[target.fold()];
        long samples = counts.samples(slot);
        int node = decoder.fold(fold.tree, fold.prefixes);
        fold.tree.add(node, samples, target.interval() > 0 ? samples * target.interval() : counts.weight(slot));
        if (truncated) {
            fold.truncated += samples;
        }
        if (resolver.hasFailures() && decoder.isFailure()) {
            fold.failed += samples;
        }
        if (target.nodes() != null) {
            target.nodes()[slot] = node;
            target.folders()[slot] = (byte) number;
        }
    }
}
