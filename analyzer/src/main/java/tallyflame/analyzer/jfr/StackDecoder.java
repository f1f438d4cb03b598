package tallyflame.analyzer.jfr;

import java.io.IOException;
import tallyflame.flamegraphs.CallTree;

/**
 * Decodes one stack at a time, only as far as needed: a frame is first known by its encoded bytes alone, and only those frames are
 * decoded that lie beyond the deepest known prefix of the stack. One thread.
 */
final class StackDecoder {
    private static final long CONTINUED = 0x8080808080808080L;

    /** Mark of a key that is the number of a frame rather than its bytes; bytes end an integer, so theirs is never set. */
    private static final long DECODED = Long.MIN_VALUE;

    private final FrameResolver resolver;
    /** Frames of up to eight bytes by these bytes, longer ones by sixteen. */
    private final FrameTable shortFrames = new FrameTable();

    private final FrameTable longFrames = new FrameTable();
    private final long[] values = new long[StackLayout.FRAME_VALUES];
    private StackLayout layout;

    /** Frames of the stack, top first: bytes or numbers. */
    private long[] keys = new long[1 << 10];

    private int size;
    /** The two sums of {@link PrefixTable} over the frames from depth {@code BLOCK * i} to the top. */
    private final long[] tails1 = new long[PrefixTable.DEEPEST / PrefixTable.BLOCK + 1];

    private final long[] tails2 = new long[PrefixTable.DEEPEST / PrefixTable.BLOCK + 1];
    private long sum1;
    private long sum2;

    StackDecoder(FrameResolver resolver) {
        this.resolver = resolver;
    }

    /** Goes to another chunk, to which {@link FrameResolver} has gone before. */
    void open(StackLayout stackLayout) {
        layout = stackLayout;
        shortFrames.clear();
        longFrames.clear();
    }

    /** Moves beyond the frames of a stack. */
    void skip(ByteWindow in, int frames) throws IOException {
        StackScan.skipFrames(layout, in, frames, values);
    }

    /** Reads the frames of a stack. */
    void read(ByteWindow in, int frames) throws IOException {
        if (frames > keys.length) {
            keys = new long[Math.max(frames, 2 * keys.length)];
        }
        size = frames;
        sum1 = 0;
        sum2 = 0;
        int i = 0;
        while (i < frames) {
            in.show(ByteWindow.PADDING);
            if (layout.plainFrames() && in.limit - in.pos >= ByteWindow.PADDING) {
                i = readVisible(in, i);
            } else {
                i = keep(i, DECODED | readSlowly(in));
            }
        }
    }

    /** Reads frames while whole words are visible. */
    private int readVisible(ByteWindow in, int from) throws IOException {
        int i = from;
        int pos = in.pos;
        int last = in.limit - ByteWindow.PADDING;
        int frames = size;
        long[] into = keys;
        long s1 = sum1;
        long s2 = sum2;
        while (i < frames && pos <= last) {
            long word = in.load(pos);
            long ends = ~word & CONTINUED;
            // The lowest three ends removed, the next is that of the fourth integer.
            ends &= ends - 1;
            ends &= ends - 1;
            ends &= ends - 1;
            long key;
            if (ends == 0) {
                in.pos = pos;
                key = DECODED | readLong(in);
                pos = in.pos;
            } else {
                // -(lowest bit) << 1 has all bits above the end set.
                key = word & ~(-(ends & -ends) << 1);
                pos += (Long.numberOfTrailingZeros(ends) + 1) >>> 3;
            }
            into[i++] = key;
            int depth = frames - i;
            if (depth < PrefixTable.DEEPEST) {
                long mixed = PrefixTable.mix(key);
                s1 += mixed * PrefixTable.FACTORS_1[depth];
                s2 += mixed * PrefixTable.FACTORS_2[depth];
                if (depth % PrefixTable.BLOCK == 0) {
                    tails1[depth / PrefixTable.BLOCK] = s1;
                    tails2[depth / PrefixTable.BLOCK] = s2;
                }
            }
        }
        in.pos = pos;
        sum1 = s1;
        sum2 = s2;
        return i;
    }

    private int keep(int i, long key) {
        keys[i] = key;
        int depth = size - 1 - i;
        if (depth < PrefixTable.DEEPEST) {
            long mixed = PrefixTable.mix(key);
            sum1 += mixed * PrefixTable.FACTORS_1[depth];
            sum2 += mixed * PrefixTable.FACTORS_2[depth];
            if (depth % PrefixTable.BLOCK == 0) {
                tails1[depth / PrefixTable.BLOCK] = sum1;
                tails2[depth / PrefixTable.BLOCK] = sum2;
            }
        }
        return i + 1;
    }

    /** Reads a frame of more than eight bytes, recognising one of up to sixteen by its bytes. */
    private int readLong(ByteWindow in) throws IOException {
        long position = in.position();
        for (int left = StackLayout.FRAME_VALUES; left > 0; left--) {
            in.skipVarint();
        }
        int length = (int) (in.position() - position);
        if (length > 16) {
            in.seek(position);
            return readSlowly(in);
        }
        // So few bytes were all visible before, and the window has not moved.
        int start = in.pos - length;
        long low = in.load(start);
        long high = in.load(start + 8) & (-1L >>> (8 * (16 - length)));
        int frame = longFrames.get(low, high);
        if (frame == FrameTable.ABSENT) {
            in.pos = start;
            frame = readSlowly(in);
            longFrames.put(low, high, frame);
        }
        return frame;
    }

    private int readSlowly(ByteWindow in) throws IOException {
        if (!layout.plainFrames()) {
            layout.readFrame(in, values);
            return resolver.frame(values);
        }
        for (int i = 0; i < StackLayout.FRAME_VALUES; i++) {
            values[layout.value(i)] = in.varint();
        }
        return resolver.frame(values);
    }

    /** The number of a frame of the stack. */
    private int frame(int index) {
        long key = keys[index];
        if (key < 0) {
            return (int) key;
        }
        int frame = shortFrames.get(key, 0);
        if (frame == FrameTable.ABSENT) {
            frame = decode(key);
            shortFrames.put(key, 0, frame);
        }
        return frame;
    }

    /** Decodes a frame of up to eight bytes. */
    private int decode(long bytes) {
        long rest = bytes;
        for (int i = 0; i < StackLayout.FRAME_VALUES; i++) {
            long value = 0;
            int shift = 0;
            boolean more = true;
            while (more) {
                value |= (rest & 0x7F) << shift;
                more = (rest & 0x80) != 0;
                rest >>>= 8;
                shift += 7;
            }
            values[layout.value(i)] = value;
        }
        return resolver.frame(values);
    }

    /** The node of the stack in a tree, added if it is new. */
    int fold(CallTree tree, PrefixTable prefixes) {
        int depth = 0;
        int node = CallTree.ROOT;
        // Sums over a prefix are what is left of the whole without the frames beyond it.
        int block = Math.min(size - 1, PrefixTable.DEEPEST - 1) / PrefixTable.BLOCK;
        for (; block > 0; block--) {
            int known = prefixes.get(sum1 - tails1[block], sum2 - tails2[block]);
            if (known != 0) {
                node = known;
                depth = PrefixTable.BLOCK * block;
                break;
            }
        }
        while (depth < size) {
            node = tree.child(node, frame(size - 1 - depth));
            depth++;
            if (depth % PrefixTable.BLOCK == 0 && depth < size && depth < PrefixTable.DEEPEST) {
                block = depth / PrefixTable.BLOCK;
                prefixes.put(sum1 - tails1[block], sum2 - tails2[block], node);
            }
        }
        return node;
    }

    /** Whether the profiler could not walk the stack: then its top or its root is a frame that says so. */
    boolean isFailure() {
        return size > 0 && (resolver.isFailure(frame(0)) || resolver.isFailure(frame(size - 1)));
    }
}
