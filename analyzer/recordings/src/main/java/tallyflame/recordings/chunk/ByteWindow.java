package tallyflame.recordings.chunk;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * A part of a file, seen through a window of fixed size that moves along as bytes are read. Positions are offsets in the file, so
 * chunks may be larger than any array. Reading beyond the end of the part throws {@link CorruptDataException}. One thread.
 *
 * <p>The window is copied from the file rather than mapped: see docs/decisions/reader.md. After the last byte of the window there are zeros,
 * so that loops may load eight bytes at once anywhere; code that does so checks {@link #pos} against {@link #limit} afterwards.
 */
public final class ByteWindow {
    /** How many bytes may be read at any position of the window without a check, be they real or padding. */
    public static final int PADDING = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int STEP = 1 << 18;

    private final FileChannel channel;
    private final ByteBuffer step;
    private long end;
    /** File offset of {@code buf[0]}. */
    private long base;

    /** The bytes; valid up to {@link #limit}. */
    byte[] buf;
    /** Index in {@link #buf} of the next byte. */
    int pos;
    /** Index in {@link #buf} after the last byte. */
    public int limit;

    /** @param size how many bytes the window shows */
    public ByteWindow(FileChannel channel, int size) {
        this.channel = channel;
        buf = new byte[size + PADDING];
        step = ByteBuffer.allocateDirect(Math.min(size, STEP));
    }

    boolean isOn(FileChannel other) {
        return channel == other;
    }

    /** Goes to a part of the file. */
    public void open(long from, long to) {
        base = from;
        end = to;
        pos = 0;
        limit = 0;
        Arrays.fill(buf, 0, PADDING, (byte) 0);
    }

    /** Offset in the file of the next byte. */
    public long position() {
        return base + pos;
    }

    /** Offset in the file after the last byte that may be read. */
    long end() {
        return end;
    }

    long remaining() {
        return end - position();
    }

    /** Index of the next byte for {@link #load}. */
    public int index() {
        return pos;
    }

    /** Index after the last byte; it changes with {@link #show}. */
    public int limit() {
        return limit;
    }

    /** Goes to an index, no further than {@link #limit}. */
    public void moveTo(int index) {
        pos = index;
    }

    /** Makes the next bytes, at least {@code count} of them unless the part ends before, visible in {@link #buf}. */
    public void show(int count) throws IOException {
        if (limit - pos < count) {
            refill(count);
        }
    }

    private void refill(int count) throws IOException {
        if (base + limit >= end) {
            return;
        }
        if (count > buf.length - PADDING) {
            buf = Arrays.copyOf(
                    buf, (int) Math.min(Integer.MAX_VALUE - 64L, Math.max(2L * buf.length, count + (long) PADDING)));
        }
        int kept = limit - pos;
        System.arraycopy(buf, pos, buf, 0, kept);
        base += pos;
        pos = 0;
        limit = kept;
        fill((int) Math.min(buf.length - PADDING, end - base));
        Arrays.fill(buf, limit, limit + PADDING, (byte) 0);
    }

    private void fill(int to) throws IOException {
        while (limit < to) {
            step.clear().limit(Math.min(step.capacity(), to - limit));
            int count = channel.read(step, base + limit);
            if (count <= 0) {
                end = base + limit;
                return;
            }
            step.flip().get(buf, limit, count);
            limit += count;
        }
    }

    /** Moves to an offset in the file, without reading if it is in the window. */
    public void seek(long position) {
        long index = position - base;
        if (index >= 0 && index <= limit) {
            pos = (int) index;
        } else {
            open(position, end);
        }
    }

    void skip(long count) throws CorruptDataException {
        if (count < 0 || count > remaining()) {
            throw corrupt("a field of " + count + " bytes");
        }
        seek(position() + count);
    }

    /** Eight bytes at an index of {@link #buf}, the first in the lowest bits. */
    public long load(int index) {
        return (long) LONG.get(buf, index);
    }

    int u1() throws IOException {
        show(1);
        if (pos >= limit) {
            throw corrupt("the data ends");
        }
        return buf[pos++] & 0xFF;
    }

    /** Four bytes, big-endian. */
    int i4() throws IOException {
        return (u1() << 24) | (u1() << 16) | (u1() << 8) | u1();
    }

    /** Eight bytes, big-endian. */
    long i8() throws IOException {
        return ((long) i4() << 32) | (i4() & 0xFFFFFFFFL);
    }

    /** A compressed integer: seven bits a byte from the lowest, the top bit says that more follow, the ninth byte has eight. */
    public long varint() throws IOException {
        show(9);
        int index = pos;
        long value = buf[index++];
        if (value < 0) {
            value &= 0x7F;
            for (int shift = 7; ; shift += 7) {
                long next = buf[index++];
                if (shift == 56) {
                    value |= next << 56;
                    break;
                }
                value |= (next & 0x7F) << shift;
                if (next >= 0) {
                    break;
                }
            }
        }
        if (index > limit) {
            throw corrupt("the data ends within a number");
        }
        pos = index;
        return value;
    }

    /** A compressed integer that counts elements, each of at least {@code least} bytes, one or more: bounded by what is left. */
    int count(int least) throws IOException {
        long start = position();
        long count = varint();
        if (count < 0 || count > remaining() / least || count > Integer.MAX_VALUE - 64) {
            throw new CorruptDataException(start, "a count of " + count + " elements");
        }
        return (int) count;
    }

    /** Moves beyond a compressed integer. */
    public void skipVarint() throws IOException {
        varint();
    }

    /** What to throw where the bytes before this position contradict the format. */
    public CorruptDataException corrupt(String problem) {
        return new CorruptDataException(position(), problem);
    }
}
