package tallyflame.recordings.chunk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts of one chunk as UTF-8 in one array, numbered from 0. What a field holds is the number of a text, {@link #NULL}, or a
 * reference into the chunk's pool of strings, told apart by {@link #isReference}.
 */
public final class Texts {
    public static final long NULL = -1;
    private static final long FIRST_REFERENCE = -2;

    private static final int ENCODING_NULL = 0;
    private static final int ENCODING_EMPTY = 1;
    private static final int ENCODING_POOL = 2;
    private static final int ENCODING_UTF8 = 3;
    private static final int ENCODING_CHARS = 4;
    private static final int ENCODING_LATIN1 = 5;
    private static final int MOST_BYTES = 1 << 30;

    private byte[] bytes = new byte[1 << 8];
    private int[] starts = new int[1 << 4];
    private int size;

    /** Reads a text and keeps it. */
    long read(ByteWindow in) throws IOException {
        int encoding = in.u1();
        return switch (encoding) {
            case ENCODING_NULL -> NULL;
            case ENCODING_EMPTY -> close(starts[size]);
            case ENCODING_POOL -> FIRST_REFERENCE - in.varint();
            case ENCODING_UTF8 -> readUtf8(in);
            case ENCODING_CHARS -> readChars(in);
            case ENCODING_LATIN1 -> readLatin1(in);
            default -> throw in.corrupt("a text of the unknown encoding " + encoding);
        };
    }

    /** Moves beyond a text. */
    static void skip(ByteWindow in) throws IOException {
        int encoding = in.u1();
        switch (encoding) {
            case ENCODING_NULL, ENCODING_EMPTY -> {}
            case ENCODING_POOL -> in.skipVarint();
            case ENCODING_UTF8, ENCODING_LATIN1 -> in.skip(in.varint());
            case ENCODING_CHARS -> {
                for (int left = in.count(1); left > 0; left--) {
                    in.skipVarint();
                }
            }
            default -> throw in.corrupt("a text of the unknown encoding " + encoding);
        }
    }

    private long readUtf8(ByteWindow in) throws IOException {
        int length = in.count(1);
        int at = starts[size];
        for (int left = length; left > 0; ) {
            in.show(1);
            int part = Math.min(left, in.limit - in.pos);
            if (part <= 0) {
                throw in.corrupt("the data ends within a text");
            }
            reserve(in, at, part);
            System.arraycopy(in.buf, in.pos, bytes, at, part);
            in.pos += part;
            at += part;
            left -= part;
        }
        return close(at);
    }

    private long readChars(ByteWindow in) throws IOException {
        int count = in.count(1);
        StringBuilder text = new StringBuilder(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            text.append((char) in.varint());
        }
        return add(in, text.toString());
    }

    private long readLatin1(ByteWindow in) throws IOException {
        int count = in.count(1);
        StringBuilder text = new StringBuilder(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            text.append((char) in.u1());
        }
        return add(in, text.toString());
    }

    private long add(ByteWindow in, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int at = starts[size];
        reserve(in, at, utf8.length);
        System.arraycopy(utf8, 0, bytes, at, utf8.length);
        return close(at + utf8.length);
    }

    private void reserve(ByteWindow in, int at, int length) throws IOException {
        if (at > MOST_BYTES - length) {
            throw in.corrupt("more than " + MOST_BYTES + " bytes of texts");
        }
        reserve(at + length);
    }

    private void reserve(int length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
        }
    }

    private long close(int end) {
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[++size] = end;
        return size - 1L;
    }

    /** Forgets all texts. */
    public void clear() {
        size = 0;
    }

    /** Whether a field refers to the pool of strings. */
    public static boolean isReference(long text) {
        return text <= FIRST_REFERENCE;
    }

    /** The id in the pool of strings that a reference names. */
    static long reference(long text) {
        return FIRST_REFERENCE - text;
    }

    /** The number of a text, or {@link #NULL} for a number that no text has: damaged metadata makes texts of other fields. */
    public long orNull(long text) {
        return text >= 0 && text < size ? text : NULL;
    }

    /** All texts in UTF-8, one after the other. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the first byte of a text. */
    public int start(long text) {
        return starts[(int) text];
    }

    /** Bytes of a text. */
    public int length(long text) {
        return starts[(int) text + 1] - starts[(int) text];
    }

    /** A kept text as a string; an empty one for {@link #NULL} and for references. */
    public String string(long text) {
        return text < 0 ? "" : new String(bytes, start(text), length(text), StandardCharsets.UTF_8);
    }
}
