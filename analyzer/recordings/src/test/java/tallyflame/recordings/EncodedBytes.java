package tallyflame.recordings;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes values as recordings encode them. */
final class EncodedBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A compressed integer. */
    EncodedBytes varint(long value) {
        long rest = value;
        for (int i = 0; i < 8 && (rest & ~0x7FL) != 0; i++) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** Several compressed integers. */
    EncodedBytes varints(long... values) {
        for (long value : values) {
            varint(value);
        }
        return this;
    }

    EncodedBytes u1(int value) {
        out.write(value);
        return this;
    }

    EncodedBytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return u1(3).varint(utf8.length).bytes(utf8);
    }

    EncodedBytes bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
