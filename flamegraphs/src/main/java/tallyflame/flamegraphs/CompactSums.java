package tallyflame.flamegraphs;

import java.util.Arrays;

/** A column of sums: in 32 bits each where they cannot need more, which halves it, otherwise in 64. */
public final class CompactSums {
    private final int[] small;
    private final long[] large;

    /**
     * All zero.
     *
     * @param size how many there are
     * @param addends what is going to be summed: no sum of some of the first {@code count} may be too large
     */
    public CompactSums(int size, long[] addends, int count) {
        boolean fits = fit(addends, count);
        small = fits ? new int[size] : null;
        large = fits ? null : new long[size];
    }

    private static boolean fit(long[] addends, int count) {
        long most = 0;
        for (int i = 0; i < count; i++) {
            if (addends[i] < -Integer.MAX_VALUE || addends[i] > Integer.MAX_VALUE) {
                return false;
            }
            most += Math.abs(addends[i]);
        }
        return most <= Integer.MAX_VALUE;
    }

    /** The sum of the first {@code count} of some addends. */
    public static long sum(long[] addends, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += addends[i];
        }
        return sum;
    }

    /** How many times the other each of the first {@code count} addends is, where that is the same for all; otherwise 0. */
    public static long ratio(long[] addends, long[] others, int count) {
        long all = sum(others, count);
        long candidate = all == 0 ? 0 : sum(addends, count) / all;
        for (int i = 0; i < count; i++) {
            if (addends[i] != candidate * others[i]) {
                return 0;
            }
        }
        return candidate;
    }

    /** The sum at an index. */
    public long get(int index) {
        return small != null ? small[index] : large[index];
    }

    /** Adds to the sum at an index. */
    public void add(int index, long value) {
        if (small != null) {
            small[index] += (int) value;
        } else {
            large[index] += value;
        }
    }

    /** All of them as a new array. */
    public long[] toArray() {
        long[] copy = new long[small != null ? small.length : large.length];
        Arrays.setAll(copy, this::get);
        return copy;
    }
}
