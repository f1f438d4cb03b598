package tallyflame.analyzer.jfr;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import tallyflame.flamegraphs.Ledger;

/**
 * The samples of one kind in one chunk, counted by stack before any stack is decoded; and what was left out. Written by one
 * thread; then read by many, each of which may {@link #claim} stacks.
 */
final class SampleCounts {
    private final EventKind kind;
    private final LongIntMap stacks = new LongIntMap();
    private long[] samples = new long[64];
    private long[] weights = new long[64];
    private AtomicIntegerArray claimed;
    /** The single samples, or {@code null} if they are not kept. */
    private final SampleRows rows;

    long total;
    long outsideWindow;
    long outsideRange;
    long otherThreads;
    long withoutStack;

    SampleCounts(EventKind kind, boolean keepSamples) {
        this.kind = kind;
        rows = keepSamples ? new SampleRows() : null;
    }

    EventKind kind() {
        return kind;
    }

    /** Counts samples of a stack. */
    int add(long stack, long count, long weight) {
        int slot = stacks.add(stack);
        if (slot >= samples.length) {
            samples = Arrays.copyOf(samples, 2 * samples.length);
            weights = Arrays.copyOf(weights, 2 * weights.length);
        }
        samples[slot] += count;
        weights[slot] += weight;
        return slot;
    }

    /** Ends the counting. */
    void close() {
        claimed = new AtomicIntegerArray(stacks.size());
    }

    /** The slot of a stack that was sampled and that nobody has folded yet, now claimed by the caller; otherwise negative. */
    int claim(long stack) {
        int slot = stacks.get(stack);
        return slot >= 0 && claimed.getAndSet(slot, 1) == 0 ? slot : LongIntMap.ABSENT;
    }

    /** Whether a stack was claimed. */
    boolean isFolded(int slot) {
        return claimed.get(slot) != 0;
    }

    long samples(int slot) {
        return samples[slot];
    }

    long weight(int slot) {
        return weights[slot];
    }

    /** How many distinct stacks were sampled. */
    int stacks() {
        return stacks.size();
    }

    /** The single samples, or {@code null}. */
    SampleRows rows() {
        return rows;
    }

    /** Samples whose stack was claimed by nobody: it is not in the file. */
    private long unresolved() {
        long sum = 0;
        for (int slot = 0; slot < stacks.size(); slot++) {
            if (claimed.get(slot) == 0) {
                sum += samples[slot];
            }
        }
        return sum;
    }

    private long counted() {
        long sum = 0;
        for (int slot = 0; slot < stacks.size(); slot++) {
            sum += samples[slot];
        }
        return sum;
    }

    /** The ledger of this chunk and kind, once all stacks are folded; truncated and failed samples are counted elsewhere. */
    Ledger ledger() {
        long unresolved = unresolved();
        return new Ledger(
                total,
                counted() - unresolved,
                outsideWindow,
                outsideRange,
                otherThreads,
                withoutStack,
                unresolved,
                0,
                0,
                0,
                java.util.List.of());
    }
}
