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
    private static final long CONTINUED = 0x8080808080808080L;

    /** What folding found out about the samples of one kind. */
    static final class Fold {
        private final CallTree tree;
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

    /** The samples of one kind in one chunk and where their stacks go. */
    record Target(SampleCounts counts, int fold, long interval, int[] nodes, byte[] folders) {}

    private final int number;
    private final FrameResolver resolver;
    private final Fold[] folds;
    private final FrameTable table = new FrameTable();
    private final long[] register = new long[1];
    private final long[] values = new long[StackLayout.FRAME_VALUES];
    private int[] stack = new int[1 << 12];
    private Chunk chunk;

    /** @param number which of several folders this is */
    StackFolder(int number, Frames frames, int kinds, boolean normalize) {
        this.number = number;
        resolver = new FrameResolver(frames, normalize);
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
            table.clear();
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
                    readFrames(in, frames);
                    decoded = true;
                }
                add(target, slot, frames, truncated);
            }
        }
        if (!decoded) {
            StackScan.skipFrames(chunk.layout, in, frames, values);
        }
        chunk.layout.readEnd(in);
    }

    private void add(Target target, int slot, int frames, boolean truncated) {
        SampleCounts counts = target.counts();
        Fold fold = folds[target.fold()];
        long samples = counts.samples(slot);
        int node = CallTree.ROOT;
        for (int i = frames - 1; i >= 0; i--) {
            node = fold.tree.child(node, stack[i]);
        }
        fold.tree.add(node, samples, target.interval() > 0 ? samples * target.interval() : counts.weight(slot));
        if (truncated) {
            fold.truncated += samples;
        }
        if (frames > 0 && (resolver.isFailure(stack[0]) || resolver.isFailure(stack[frames - 1]))) {
            fold.failed += samples;
        }
        if (target.nodes() != null) {
            target.nodes()[slot] = node;
            target.folders()[slot] = (byte) number;
        }
    }

    private void readFrames(ByteWindow in, int frames) throws IOException {
        if (frames > stack.length) {
            stack = new int[Math.max(frames, 2 * stack.length)];
        }
        if (!chunk.layout.plainFrames()) {
            for (int i = 0; i < frames; i++) {
                chunk.layout.readFrame(in, values);
                stack[i] = resolver.frame(values);
            }
            return;
        }
        for (int i = 0; i < frames; ) {
            in.show(ByteWindow.PADDING);
            i = readVisible(in, i, frames);
            if (i < frames && in.limit - in.pos < ByteWindow.PADDING) {
                in.show(ByteWindow.PADDING);
                if (in.limit - in.pos < ByteWindow.PADDING) {
                    stack[i++] = readSlowly(in);
                }
            }
        }
    }

    /** Reads frames while whole words are visible; a frame of up to eight bytes is recognised by one load and one probe. */
    private int readVisible(ByteWindow in, int from, int frames) throws IOException {
        int i = from;
        int pos = in.pos;
        int last = in.limit - ByteWindow.PADDING;
        while (i < frames && pos <= last) {
            long word = in.load(pos);
            long ends = ~word & CONTINUED;
            // The lowest three ends removed, the next is that of the fourth integer.
            ends &= ends - 1;
            ends &= ends - 1;
            ends &= ends - 1;
            if (ends == 0) {
                in.pos = pos;
                stack[i++] = readLong(in);
                pos = in.pos;
                continue;
            }
            int bits = Long.numberOfTrailingZeros(ends) + 1;
            long key = word & (-1L >>> (64 - bits));
            int frame = table.get(key, 0);
            if (frame == FrameTable.ABSENT) {
                in.pos = pos;
                frame = readSlowly(in);
                table.put(key, 0, frame);
            }
            stack[i++] = frame;
            pos += bits >>> 3;
        }
        in.pos = pos;
        return i;
    }

    /** Reads a frame of more than eight bytes, recognising one of up to sixteen by its bytes. */
    private int readLong(ByteWindow in) throws IOException {
        int start = in.pos;
        for (int left = StackLayout.FRAME_VALUES; left > 0; left--) {
            in.skipVarint();
        }
        // The window does not move here: its padding was visible before.
        int length = in.pos - start;
        if (length > 16) {
            in.pos = start;
            return readSlowly(in);
        }
        long low = in.load(start);
        long high = in.load(start + 8) & (-1L >>> (8 * (16 - length)));
        int frame = table.get(low, high);
        if (frame == FrameTable.ABSENT) {
            in.pos = start;
            frame = readSlowly(in);
            table.put(low, high, frame);
        }
        return frame;
    }

    private int readSlowly(ByteWindow in) throws IOException {
        for (int i = 0; i < StackLayout.FRAME_VALUES; i++) {
            values[chunk.layout.value(i)] = in.varint();
        }
        return resolver.frame(values);
    }
}
