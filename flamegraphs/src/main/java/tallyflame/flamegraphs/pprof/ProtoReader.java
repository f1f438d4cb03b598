package tallyflame.flamegraphs.pprof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Walks over the fields of a protocol buffer message within bounds that it never leaves. */
final class ProtoReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int wireType;
    private long number;
    private int from;
    private int to;

    ProtoReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Goes to the next field; false at the end of the message. */
    boolean next() throws IOException {
        if (at >= end) {
            return false;
        }
        long key = varint();
        field = (int) (key >>> 3);
        wireType = (int) (key & 7);
        switch (wireType) {
            case 0 -> number = varint();
            case 1 -> skip(8);
            case 2 -> skip(varint());
            case 5 -> skip(4);
            default -> throw new IOException("wire type " + wireType + " at byte " + at + " is not one of pprof's");
        }
        return true;
    }

    int field() {
        return field;
    }

    long number() {
        return number;
    }

    String text() throws IOException {
        requireBytes();
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    ProtoReader message() throws IOException {
        requireBytes();
        return new ProtoReader(bytes, from, to);
    }

    /** A field of another wire type has no bytes; those of the field before it are not its own. */
    private void requireBytes() throws IOException {
        if (wireType != 2) {
            throw new IOException("field " + field + " before byte " + at + " has the wire type " + wireType);
        }
    }

    /** Adds the numbers of a repeated field, packed or not. */
    void addNumbers(List<Long> list) throws IOException {
        if (wireType == 0) {
            list.add(number);
            return;
        }
        ProtoReader packed = message();
        List<Long> found = new ArrayList<>();
        while (packed.at < packed.end) {
            found.add(packed.varint());
        }
        list.addAll(found);
    }

    private void skip(long length) throws IOException {
        if (length < 0 || length > end - at) {
            throw new IOException("a field at byte " + at + " claims " + length + " bytes, more than there are");
        }
        from = at;
        to = at + (int) length;
        at = to;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw new IOException("it ends within a number at byte " + at);
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IOException("a number at byte " + at + " is longer than ten bytes");
    }
}
