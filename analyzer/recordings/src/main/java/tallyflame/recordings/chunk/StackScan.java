package tallyflame.recordings.chunk;

import java.io.IOException;
import java.util.List;

/**
 * Walks over a pool of stacks without decoding them, because the names that the frames refer to come after it in the file. Cuts
 * the pool into segments that can then be folded in any order by any thread.
 */
public final class StackScan {
    /** A piece of a pool: whole stacks, each with its id. */
    public record Segment(long start, long end, int stacks) {}

    private static final int SEGMENT_BYTES = 1 << 20;

    private final StackLayout layout;
    private final List<Segment> segments;
    private final long[] register = new long[1];
    private final long[] values = new long[StackLayout.FRAME_VALUES];

    StackScan(StackLayout layout, List<Segment> segments) {
        this.layout = layout;
        this.segments = segments;
    }

    /** Walks over the stacks of a pool; those before damaged data are in segments even when it throws. */
    void scan(ByteWindow in, int stacks) throws IOException {
        long start = in.position();
        long whole = start;
        int count = 0;
        try {
            for (int left = stacks; left > 0; left--) {
                skipStack(in);
                count++;
                whole = in.position();
                if (whole - start >= SEGMENT_BYTES) {
                    segments.add(new Segment(start, whole, count));
                    start = whole;
                    count = 0;
                }
            }
        } finally {
            if (count > 0) {
                segments.add(new Segment(start, whole, count));
            }
        }
    }

    private void skipStack(ByteWindow in) throws IOException {
        in.varint();
        layout.readTruncated(in, register);
        int frames = layout.readFrameCount(in);
        skipFrames(layout, in, frames, values);
        layout.readEnd(in);
    }

    /** Moves beyond the frames of a stack. */
    public static void skipFrames(StackLayout layout, ByteWindow in, int frames, long[] values) throws IOException {
        if (layout.plainFrames()) {
            skipPlainFrames(in, frames);
            return;
        }
        for (int left = frames; left > 0; left--) {
            layout.readFrame(in, values);
        }
    }

    /**
     * Skips four integers a frame by counting the bytes that end an integer, eight bytes at once. That fails for an integer of
     * nine bytes, whose last byte may look like any other; its first eight would show as a run of at least four continued bytes
     * at an end of some word, so stacks with such a run are left to {@link ByteWindow#varint}.
     */
    private static void skipPlainFrames(ByteWindow in, int frames) throws IOException {
        long start = in.position();
        if (!skipByWords(in, (long) StackLayout.FRAME_VALUES * frames)) {
            in.seek(start);
            for (long left = (long) StackLayout.FRAME_VALUES * frames; left > 0; left--) {
                in.skipVarint();
            }
        }
    }

    private static boolean skipByWords(ByteWindow in, long integers) throws IOException {
        long left = integers;
        while (left > 8) {
            in.show(ByteWindow.PADDING);
            int pos = in.pos;
            int last = in.limit - 8;
            if (pos > last) {
                break;
            }
            while (pos <= last && left > 8) {
                long stops = EncodedWords.ends(in.load(pos));
                if ((stops & 0xFFFFFFFFL) == 0 || stops >>> 32 == 0) {
                    return false;
                }
                left -= EncodedWords.count(stops);
                pos += 8;
            }
            in.pos = pos;
        }
        return skipByBytes(in, left);
    }

    private static boolean skipByBytes(ByteWindow in, long integers) throws IOException {
        int run = 0;
        for (long left = integers; left > 0; ) {
            if (in.u1() < 0x80) {
                left--;
                run = 0;
            } else if (++run > 4) {
                return false;
            }
        }
        return true;
    }
}
