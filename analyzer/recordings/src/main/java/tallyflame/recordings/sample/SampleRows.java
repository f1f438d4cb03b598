package tallyflame.recordings.sample;

import java.util.Arrays;

/** Single samples of one kind in one chunk as growing columns. */
public final class SampleRows {
    /** Milliseconds from {@link #start}. */
    private int[] millis = new int[256];
    /** Row of the thread in the chunk's pool, or negative. */
    private int[] threads = new int[256];
    /** Row of the state in the chunk's pool, or negative. */
    private int[] states = new int[256];
    /** Slot of the stack in {@link SampleCounts}, or the complement of a pair of {@link SubjectCounts}. */
    private int[] slots = new int[256];

    private int[] counts = new int[256];
    /** Weights, or {@code null} where every sample has the same. */
    private long[] weights;
    /** Number of the window that a sample was taken in, 0 for none; {@code null} as long as none was in any. */
    private int[] marks;

    private int size;
    /** Wall-clock time that {@link #millis} count from, in milliseconds since 1970; that of the chunk. */
    private final long start;

    /**
     * No samples yet.
     *
     * @param start wall-clock time of the chunk in milliseconds since 1970
     * @param weighted whether samples have weights of their own
     */
    SampleRows(long start, boolean weighted) {
        this.start = start;
        weights = weighted ? new long[256] : null;
    }

    /** Adds a sample; times further from the start than integers reach, which only damage has, are brought nearer. */
    void add(long time, int thread, int state, int slot, long count, long weight, int mark) {
        if (size == millis.length) {
            int capacity = size + (size >> 1);
            millis = Arrays.copyOf(millis, capacity);
            threads = Arrays.copyOf(threads, capacity);
            states = Arrays.copyOf(states, capacity);
            slots = Arrays.copyOf(slots, capacity);
            counts = Arrays.copyOf(counts, capacity);
            weights = weights == null ? null : Arrays.copyOf(weights, capacity);
            marks = marks == null ? null : Arrays.copyOf(marks, capacity);
        }
        millis[size] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, time - start));
        threads[size] = thread;
        states[size] = state;
        slots[size] = slot;
        counts[size] = (int) Math.min(Integer.MAX_VALUE, count);
        if (weights != null) {
            weights[size] = weight;
        }
        if (mark != 0) {
            marks = marks == null ? new int[millis.length] : marks;
            marks[size] = mark;
        }
        size++;
    }

    /** Lets a sample weigh less. */
    void lessen(int row, long less) {
        weights[row] -= less;
    }

    /** Lets every sample weigh what it counts. */
    void weighAlike() {
        Arrays.setAll(weights, row -> counts[row]);
    }

    /** The earliest time of all in milliseconds since 1970, {@link Long#MAX_VALUE} if there is none. */
    public long earliest() {
        long earliest = Long.MAX_VALUE;
        for (int row = 0; row < size; row++) {
            earliest = Math.min(earliest, start + millis[row]);
        }
        return earliest;
    }

    /** How many samples there are. */
    public int size() {
        return size;
    }

    /** Wall-clock time of a sample in milliseconds since 1970. */
    public long time(int row) {
        return start + millis[row];
    }

    /** Row of the thread of a sample in the chunk's pool, or negative. */
    public int thread(int row) {
        return threads[row];
    }

    /** Row of the state of a sample in the chunk's pool, or negative. */
    public int state(int row) {
        return states[row];
    }

    /** Slot of the stack of a sample in {@link SampleCounts}, or the complement of a pair of {@link SubjectCounts}. */
    public int slot(int row) {
        return slots[row];
    }

    /** Number of the window that a sample was taken in, 0 for none. */
    public int mark(int row) {
        return marks == null ? 0 : marks[row];
    }

    /** How many samples of the profiler one stands for. */
    public int count(int row) {
        return counts[row];
    }

    /** Weight of a sample; only where samples have weights of their own. */
    public long weight(int row) {
        return weights[row];
    }
}
