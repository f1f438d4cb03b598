package tallyflame.flamegraphs;

import java.util.Arrays;

/** Distinct tuples of ints, numbered from 0 in order of appearance: open addressing over one flat array. */
final class IntTuples {
    private final int width;
    private int[] values;
    private int size;
    /** Holds number + 1, 0 marks a free slot. */
    private int[] slots = new int[1 << 11];

    IntTuples(int width) {
        this.width = width;
        values = new int[width << 10];
    }

    /** The number of the tuple {@code (a, b, c, d)} cut to the width of the table, added if it is new. */
    int intern(int a, int b, int c, int d) {
        int mask = slots.length - 1;
        int slot = Probing.start(sum(a, b, c, d), mask);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (equalTo(entry - 1, a, b, c, d)) {
                return entry - 1;
            }
            slot = Probing.next(slot, mask);
        }
        append(a, b, c, d);
        slots[slot] = size;
        if (Probing.isFull(size, mask)) {
            rehash();
        }
        return size - 1;
    }

    private boolean equalTo(int tuple, int a, int b, int c, int d) {
        int at = tuple * width;
        return values[at] == a && values[at + 1] == b && values[at + 2] == c && (width < 4 || values[at + 3] == d);
    }

    private void append(int a, int b, int c, int d) {
        int at = size++ * width;
        if (at + width > values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        values[at] = a;
        values[at + 1] = b;
        values[at + 2] = c;
        if (width > 3) {
            values[at + 3] = d;
        }
    }

    private void rehash() {
        slots = new int[Probing.grown(slots.length)];
        for (int tuple = 0; tuple < size; tuple++) {
            long sum = sum(get(tuple, 0), get(tuple, 1), get(tuple, 2), width > 3 ? get(tuple, 3) : 0);
            slots[Probing.free(slots, Probing.start(sum, slots.length - 1))] = tuple + 1;
        }
    }

    /** The components, each times an odd factor of its own, so that tuples of the same numbers in another order differ. */
    private static long sum(int a, int b, int c, int d) {
        return a * 0x9E3779B97F4A7C15L + b * 0xC2B2AE3D27D4EB4FL + c * 0x165667B19E3779F9L + d * 0x27D4EB2F165667C5L;
    }

    int size() {
        return size;
    }

    /** One component of a tuple. */
    int get(int tuple, int component) {
        return values[tuple * width + component];
    }
}
