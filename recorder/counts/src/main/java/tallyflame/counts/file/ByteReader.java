package tallyflame.counts.file;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteWriter} wrote, within bounds; {@link #position()} is the place in the file an error names. */
final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** What makes a file unreadable; the caller adds the file's name and {@link ByteReader#position()}. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    void skip(int n) throws Malformed {
        if (n < 0 || n > remaining()) throw new Malformed("the file is truncated");
        at += n;
    }

    int u8() throws Malformed {
        if (at >= end) throw new Malformed("the file is truncated");
        return bytes[at++] & 0xff;
    }

    int u32() throws Malformed {
        return (u8() << 24) | (u8() << 16) | (u8() << 8) | u8();
    }

    long u64() throws Malformed {
        return ((long) u32() << 32) | (u32() & 0xffffffffL);
    }

    long varint() throws Malformed {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = u8();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        throw new Malformed("a number is longer than 64 bits");
    }

    /** A number that may be negative, see {@link ByteWriter#signed}. */
    long signed() throws Malformed {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number in {@code [0, limit)}. */
    int index(int limit) throws Malformed {
        long value = varint();
        if (value < 0 || value >= limit)
            throw new Malformed("the number " + value + " is out of range 0.." + (limit - 1));
        return (int) value;
    }

    /** A number of items of at least one byte each, so at most {@link #remaining()}. */
    int length() throws Malformed {
        return index(remaining() + 1);
    }

    String string() throws Malformed {
        int length = length();
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }
}
