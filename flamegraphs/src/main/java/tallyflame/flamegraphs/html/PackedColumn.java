package tallyflame.flamegraphs.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, with integers of variable length (LEB128: seven bits a byte, low bits first, as in protobuf and JFR). */
final class PackedColumn {
    private byte[] bytes = new byte[256];
    private int size;

    /** Appends a number that is not negative. */
    void unsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Appends a number of either sign: 0, -1, 1, -2, … are 0, 1, 2, 3, … */
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void append(PackedColumn other) {
        append(other.bytes, other.size);
    }

    /** Appends the length in bytes, then the text in UTF-8. */
    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        unsigned(encoded.length);
        append(encoded, encoded.length);
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void append(byte[] source, int length) {
        ensure(length);
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
