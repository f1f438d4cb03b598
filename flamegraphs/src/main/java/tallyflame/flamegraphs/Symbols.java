package tallyflame.flamegraphs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Distinct texts, numbered from 0 in order of appearance and kept as UTF-8 in one array; a string is made only when it is asked
 * for. Number 0 is the empty text. Not safe for use by several threads while it grows.
 */
public final class Symbols {
    /** The number of the empty text. */
    public static final int EMPTY = 0;

    private byte[] bytes = new byte[1 << 14];
    /** Text {@code i} is {@code bytes[starts[i]]} up to {@code bytes[starts[i + 1]]}. */
    private int[] starts = new int[1 << 10];

    private int[] hashes = new int[1 << 10];
    private int size;
    /** Open addressing; holds number + 1, 0 marks a free slot. */
    private int[] slots = new int[1 << 11];

    public Symbols() {
        intern(new byte[0], 0, 0);
    }

    /** The number of a text, added if it is new. */
    public int intern(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return intern(utf8, 0, utf8.length);
    }

    /** The number of a text given as UTF-8, added if it is new. */
    public int intern(byte[] utf8, int offset, int length) {
        int hash = hash(utf8, offset, length);
        int slot = hash & (slots.length - 1);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (hashes[entry - 1] == hash && equalTo(entry - 1, utf8, offset, length)) {
                return entry - 1;
            }
            slot = Probing.next(slot, slots.length - 1);
        }
        append(utf8, offset, length, hash);
        slots[slot] = size;
        if (Probing.isFull(size, slots.length - 1)) {
            rehash();
        }
        return size - 1;
    }

    private void append(byte[] utf8, int offset, int length, int hash) {
        int start = starts[size];
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        }
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, 2 * bytes.length));
        }
        System.arraycopy(utf8, offset, bytes, start, length);
        hashes[size] = hash;
        starts[++size] = start + length;
    }

    private boolean equalTo(int symbol, byte[] utf8, int offset, int length) {
        return Arrays.equals(bytes, starts[symbol], starts[symbol + 1], utf8, offset, offset + length);
    }

    private void rehash() {
        slots = new int[Probing.grown(slots.length)];
        for (int symbol = 0; symbol < size; symbol++) {
            slots[Probing.free(slots, hashes[symbol] & (slots.length - 1))] = symbol + 1;
        }
    }

    private static int hash(byte[] utf8, int offset, int length) {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + utf8[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /** How many distinct texts there are. */
    public int size() {
        return size;
    }

    /** Whether a text is empty. */
    public boolean isEmpty(int symbol) {
        return symbol == EMPTY;
    }

    /** The text as a new string. */
    public String text(int symbol) {
        return new String(bytes, starts[symbol], starts[symbol + 1] - starts[symbol], StandardCharsets.UTF_8);
    }

    /** Adds the texts of another table; element {@code i} of the answer is the number here of its text {@code i}. */
    public int[] addAll(Symbols other) {
        int[] mapping = new int[other.size];
        for (int symbol = 0; symbol < other.size; symbol++) {
            int start = other.starts[symbol];
            mapping[symbol] = intern(other.bytes, start, other.starts[symbol + 1] - start);
        }
        return mapping;
    }
}
