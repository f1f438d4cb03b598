package tallyflame.agent.span;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory of the program's heap the spans may take. Safe for use by many threads. */
final class Budget {
    private static final int PAGE_BYTES = 4096;
    private static final long LEAST = 1 << 20;
    private static final long MOST_KEPT = 8 << 20;
    private static final long MOST_SUMS = 64 << 20;

    private final long keptLimit = share(128, MOST_KEPT);
    private final long sumLimit = share(32, MOST_SUMS);
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong sums = new AtomicLong();
    private volatile int halvings;
    private volatile boolean coarse;

    private static long share(int part, long most) {
        return Math.max(LEAST, Math.min(most, Runtime.getRuntime().maxMemory() / part));
    }

    void keeps(long bytes) {
        kept.addAndGet(bytes);
    }

    /** Adds to the pages of the sums; false if they take too much. */
    boolean sums(int pages) {
        return sums.addAndGet((long) pages * PAGE_BYTES) <= sumLimit;
    }

    void resetSums(int pages) {
        sums.set((long) pages * PAGE_BYTES);
    }

    /** Whether single spans take too much. */
    boolean keepsTooMuch() {
        return kept.get() > keptLimit;
    }

    synchronized void halve() {
        halvings++;
    }

    /** How many of what would be that many without a limit. */
    int allowed(int most) {
        return most >> Math.min(halvings, Integer.SIZE - 1);
    }

    void addUp() {
        coarse = true;
    }

    /** Whether spans of all durations are one sum. */
    boolean coarse() {
        return coarse;
    }
}
