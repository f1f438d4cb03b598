package tallyflame.analyzer.jfr;

import java.util.Arrays;

/** Single samples of one kind in one chunk as growing columns. */
final class SampleRows {
    /** Wall-clock time in milliseconds since 1970. */
    long[] millis = new long[256];
    /** Row of the thread in the chunk's pool, or negative. */
    int[] threads = new int[256];
    /** Row of the state in the chunk's pool, or negative. */
    int[] states = new int[256];
    /** Slot of the stack in {@link SampleCounts}, or the complement of a pair of {@link SubjectCounts}. */
    int[] slots = new int[256];

    int[] counts = new int[256];
    long[] weights = new long[256];
    int size;

    void add(long time, int thread, int state, int slot, long count, long weight) {
        if (size == millis.length) {
            int capacity = 2 * size;
            millis = Arrays.copyOf(millis, capacity);
            threads = Arrays.copyOf(threads, capacity);
            states = Arrays.copyOf(states, capacity);
            slots = Arrays.copyOf(slots, capacity);
            counts = Arrays.copyOf(counts, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        millis[size] = time;
        threads[size] = thread;
        states[size] = state;
        slots[size] = slot;
        counts[size] = (int) Math.min(Integer.MAX_VALUE, count);
        weights[size] = weight;
        size++;
    }

    /** The earliest time of all, {@link Long#MAX_VALUE} if there is none. */
    long earliest() {
        long earliest = Long.MAX_VALUE;
        for (int row = 0; row < size; row++) {
            earliest = Math.min(earliest, millis[row]);
        }
        return earliest;
    }
}
