package tallyflame.recordings.fold;

import java.io.IOException;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.EncodedWords;
import tallyflame.recordings.chunk.StackLayout;
import tallyflame.recordings.chunk.StackScan;

/**
 * Decodes one stack at a time, only as far as needed: a frame is first known by its encoded bytes alone, and only those frames are
 * decoded that are beyond the deepest known prefix of the stack. One thread.
 */
final class StackDecoder {
    /** Mark of a key that is the number of a frame rather than its bytes; bytes end an integer, so theirs is never set. */
    private static final long DECODED = Long.MIN_VALUE;

    private final FrameResolver resolver;
    /** Frames of up to eight bytes by these bytes, longer ones by sixteen. */
    private final ShortFrameTable shortFrames = new ShortFrameTable();

    private final FrameTable longFrames = new FrameTable();
    /** Frames without a line by their methods, where these are small numbers. */
    private final MethodFrames methodFrames = new MethodFrames();

    private final long[] values = new long[StackLayout.FRAME_VALUES];
    private StackLayout layout;
    /** Whether the key of a short frame has only the bytes of its method and, highest, that of its type. */
    private boolean partial;

    StackDecoder(FrameResolver resolver) {
        this.resolver = resolver;
    }

    /** Goes to another chunk, to which {@link FrameResolver} has gone before. */
    void open(StackLayout stackLayout) {
        layout = stackLayout;
        partial = resolver.detail() != FrameDetail.LINES
                && layout.plainFrames()
                && layout.value(0) == StackLayout.METHOD
                && layout.value(StackLayout.FRAME_VALUES - 1) == StackLayout.FRAME_TYPE;
        shortFrames.clear();
        longFrames.clear();
        methodFrames.clear();
    }

    /** Moves beyond the frames of a stack. */
    void skip(ByteWindow in, int frames) throws IOException {
        StackScan.skipFrames(layout, in, frames, values);
    }

    /**
     * Reads the frames of a stack.
     *
     * @param truncated whether the root end is missing, which a frame says there
     */
    void read(ByteWindow in, int frames, boolean truncated, FrameKeys into) throws IOException {
        into.begin(truncated ? frames + 1 : frames);
        int i = 0;
        while (i < frames) {
            in.show(ByteWindow.PADDING);
            if (layout.plainFrames() && in.limit() - in.index() >= ByteWindow.PADDING) {
                i = partial ? readMethods(in, i, frames, into) : readVisible(in, i, frames, into);
            } else {
                into.add(i++, DECODED | readSlowly(in));
            }
        }
        if (truncated) {
            into.add(frames, DECODED | resolver.truncated());
        }
    }

    /** Reads frames while whole words are visible. */
    private int readVisible(ByteWindow in, int from, int frames, FrameKeys into) throws IOException {
        int i = from;
        int pos = in.index();
        int last = in.limit() - ByteWindow.PADDING;
        while (i < frames && pos <= last) {
            long word = in.load(pos);
            long ends = EncodedWords.ends(word);
            // The lowest three ends removed, the next is that of the fourth integer.
            ends &= ends - 1;
            ends &= ends - 1;
            ends &= ends - 1;
            long key;
            if (ends == 0) {
                in.moveTo(pos);
                key = DECODED | readLong(in);
                pos = in.index();
            } else {
                long end = ends & -ends;
                key = EncodedWords.upTo(word, end);
                pos += EncodedWords.bytesUpTo(end);
            }
            into.add(i++, key);
        }
        in.moveTo(pos);
        return i;
    }

    /** Reads the methods and types of frames while whole words are visible; lines between them are of no interest. */
    private int readMethods(ByteWindow in, int from, int frames, FrameKeys into) throws IOException {
        int i = from;
        int pos = in.index();
        int last = in.limit() - ByteWindow.PADDING;
        while (i < frames && pos <= last) {
            long word = in.load(pos);
            long ends = EncodedWords.ends(word);
            long first = ends & -ends;
            ends &= ends - 1;
            ends &= ends - 1;
            long third = ends & -ends;
            ends &= ends - 1;
            long fourth = ends & -ends;
            long key;
            if (fourth == 0 || fourth != third << 8) {
                // More than eight bytes, or more than one of them for the type.
                in.moveTo(pos);
                key = DECODED | readLong(in);
                pos = in.index();
            } else {
                int bytes = EncodedWords.bytesUpTo(fourth);
                key = EncodedWords.upTo(word, first) | (word >>> (8 * (bytes - 1)) & 0x7F) << 56;
                pos += bytes;
            }
            into.add(i++, key);
        }
        in.moveTo(pos);
        return i;
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
        int start = in.index() - length;
        long low = in.load(start);
        long high = in.load(start + 8) & (-1L >>> (8 * (16 - length)));
        int frame = longFrames.get(low, high);
        if (frame == FrameTable.ABSENT) {
            in.moveTo(start);
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

    /** The number of a frame given by its key. */
    private int frame(long key) {
        if (key < 0) {
            return (int) key;
        }
        int frame = partial ? methodFrames.get(key) : shortFrames.get(key);
        if (frame == ShortFrameTable.ABSENT) {
            frame = partial ? decodeMethod(key) : learn(key, decode(key));
        }
        return frame;
    }

    private int learn(long key, int frame) {
        shortFrames.put(key, frame);
        return frame;
    }

    /** Decodes a frame of up to eight bytes. */
    private int decode(long bytes) {
        long rest = bytes;
        for (int i = 0; i < StackLayout.FRAME_VALUES; i++) {
            values[layout.value(i)] = EncodedWords.first(rest);
            rest = EncodedWords.withoutFirst(rest);
        }
        return resolver.frame(values);
    }

    /** Decodes the key of a frame whose line is of no interest. */
    private int decodeMethod(long key) {
        int known = shortFrames.get(key);
        if (known != ShortFrameTable.ABSENT) {
            return known;
        }
        values[StackLayout.METHOD] = EncodedWords.first(key);
        values[StackLayout.LINE] = 0;
        values[StackLayout.BCI] = 0;
        values[StackLayout.FRAME_TYPE] = key >>> 56;
        int frame = resolver.frame(values);
        return methodFrames.put(key, frame) ? frame : learn(key, frame);
    }

    /** Finds the deepest prefix of a stack that is known. */
    static void find(RawStack stack, PrefixTable prefixes) {
        stack.depth = 0;
        stack.node = CallTree.ROOT;
        for (int block = stack.deepestBlock(); block > 0; block--) {
            int known = prefixes.get(stack.prefix1(block), stack.prefix2(block));
            if (known != 0) {
                stack.node = known;
                stack.depth = PrefixTable.BLOCK * block;
                return;
            }
        }
    }

    /**
     * Finds the numbers of all frames.
     *
     * @param into where to put them, top first, from index {@code from} on
     */
    void resolve(FrameKeys stack, int[] into, int from) {
        long[] keys = stack.keys;
        for (int i = 0; i < stack.size; i++) {
            int frame = methodFrames.get(keys[i]);
            into[from + i] = frame >= 0 ? frame : frame(keys[i]);
        }
    }

    /** Finds the numbers of the frames beyond a depth; these look-ups do not wait for each other, whereas steps down a tree do. */
    void resolve(RawStack stack, int fromDepth) {
        if (stack.frames.length < stack.size) {
            stack.frames = new int[stack.keys.length];
        }
        for (int depth = fromDepth; depth < stack.size; depth++) {
            stack.frames[depth] = frame(stack.keys[stack.size - 1 - depth]);
        }
    }

    /** Whether the profiler could not walk the stack: then its top or its root is a frame that says so. */
    boolean isFailure(FrameKeys stack) {
        return stack.size > 0
                && (resolver.isFailure(frame(stack.keys[0])) || resolver.isFailure(frame(stack.keys[stack.size - 1])));
    }
}
