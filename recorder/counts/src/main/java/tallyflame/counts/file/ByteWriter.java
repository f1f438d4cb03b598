package tallyflame.counts.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte buffer with variable-length integers (LEB128, seven bits a byte, least significant first). */
final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int size;

    void u8(int value) {
        if (size == bytes.length) bytes = Arrays.copyOf(bytes, size * 2);
        bytes[size++] = (byte) value;
    }

    void u32(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) u8(value >>> shift);
    }

    void u64(long value) {
        u32((int) (value >>> 32));
        u32((int) value);
    }

    void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            u8(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        u8((int) rest);
    }

    /** A number that may be negative: its sign is the lowest bit. */
    void signed(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    void string(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        for (byte b : utf8) u8(b);
    }

    void bytes(byte[] more) {
        if (bytes.length - size < more.length) bytes = Arrays.copyOf(bytes, 2 * (size + more.length));
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
