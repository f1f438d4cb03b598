package tallyflame.modules.hostless;

import java.util.Arrays;

/**
 * Sorts floats ascending by their bits, 11 at a time (least significant first); for a stamp's 3969 pixels several times
 * faster than comparing. Few values are left to the library. Used by one thread at a time.
 */
final class FloatSorter {
    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int MASK = BUCKETS - 1;
    private static final int FEW = 400;

    private final int[] low = new int[BUCKETS];
    private final int[] middle = new int[BUCKETS];
    private final int[] high = new int[BUCKETS];
    private int[] keys = new int[0];
    private int[] other = new int[0];

    /** Sorts the first {@code count} values, none of which may be NaN. */
    void sort(float[] values, int count) {
        if (count < FEW) {
            Arrays.sort(values, 0, count);
            return;
        }
        if (keys.length < count) {
            keys = new int[count];
            other = new int[count];
        }
        count(values, count);
        scatter(keys, other, count, low, 0);
        scatter(other, keys, count, middle, DIGIT_BITS);
        scatter(keys, other, count, high, 2 * DIGIT_BITS);
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(fromKey(other[i]));
        }
    }

    /** Makes keys and how many of them have each digit. */
    private void count(float[] values, int count) {
        Arrays.fill(low, 0);
        Arrays.fill(middle, 0);
        Arrays.fill(high, 0);
        for (int i = 0; i < count; i++) {
            int key = toKey(Float.floatToRawIntBits(values[i]));
            keys[i] = key;
            low[key & MASK]++;
            middle[(key >>> DIGIT_BITS) & MASK]++;
            high[key >>> (2 * DIGIT_BITS)]++;
        }
    }

    private static void scatter(int[] from, int[] to, int count, int[] digits, int shift) {
        int start = 0;
        for (int digit = 0; digit < BUCKETS; digit++) {
            int size = digits[digit];
            digits[digit] = start;
            start += size;
        }
        for (int i = 0; i < count; i++) {
            int key = from[i];
            to[digits[(key >>> shift) & MASK]++] = key;
        }
    }

    /** Bits whose unsigned order is the order of the floats: negative ones are inverted, the sign of the others is set. */
    private static int toKey(int bits) {
        return bits ^ ((bits >> 31) | Integer.MIN_VALUE);
    }

    private static int fromKey(int key) {
        int bits = key ^ ((~key >> 31) | Integer.MIN_VALUE);
        assert toKey(bits) == key;
        return bits;
    }
}
