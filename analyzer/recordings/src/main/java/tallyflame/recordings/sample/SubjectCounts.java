package tallyflame.recordings.sample;

import java.util.Arrays;
import tallyflame.recordings.chunk.LongIntMap;

/**
 * The samples of one kind in one chunk that are about a class or a method, counted by stack and that. Each pair has a number from 0 on; the pairs of
 * a stack form a list. Written by one thread; then read by many.
 */
public final class SubjectCounts {
    private final LongIntMap pairs = new LongIntMap();
    private final LongIntMap stacks = new LongIntMap();
    /** For each stack of {@link #stacks} its last pair. */
    private int[] last = new int[16];
    /** For each pair the pair of the same stack before it, or {@link LongIntMap#ABSENT}. */
    private int[] previous = new int[16];

    private long[] samples = new long[16];
    private long[] weights = new long[16];
    private double[] squares = new double[16];

    /**
     * Counts samples and answers the number of the pair.
     *
     * @param slot slot of the stack in {@link SampleCounts}
     * @param subject what the samples are about, as {@link tallyflame.recordings.chunk.Pools} numbers classes and methods
     * @param square of what they weigh
     */
    int add(int slot, int subject, long count, long weight, double square) {
        int known = pairs.size();
        int pair = pairs.add(((long) slot << 32) | subject);
        if (pair == known) {
            link(pair, slot);
        }
        samples[pair] += count;
        weights[pair] += weight;
        squares[pair] += square;
        return pair;
    }

    /** Lets the samples of a pair weigh less, and the sum of the squares with them. */
    void lessen(int pair, long less, double square) {
        weights[pair] -= less;
        squares[pair] -= square;
    }

    /** Lets every sample weigh 1. */
    void weighAlike() {
        weights = samples.clone();
        Arrays.setAll(squares, pair -> samples[pair]);
    }

    private void link(int pair, int slot) {
        if (pair == samples.length) {
            samples = Arrays.copyOf(samples, 2 * pair);
            weights = Arrays.copyOf(weights, 2 * pair);
            squares = Arrays.copyOf(squares, 2 * pair);
            previous = Arrays.copyOf(previous, 2 * pair);
        }
        int known = stacks.size();
        int stack = stacks.add(slot);
        if (stack == last.length) {
            last = Arrays.copyOf(last, 2 * stack);
        }
        previous[pair] = stack == known ? LongIntMap.ABSENT : last[stack];
        last[stack] = pair;
    }

    /** The first pair of a stack, or {@link LongIntMap#ABSENT}; the others follow by {@link #next}. */
    public int first(int slot) {
        int stack = stacks.get(slot);
        return stack < 0 ? LongIntMap.ABSENT : last[stack];
    }

    /** The pair of the same stack after another, or {@link LongIntMap#ABSENT}. */
    public int next(int pair) {
        return previous[pair];
    }

    /** Slot of the stack of a pair. */
    public int slot(int pair) {
        return (int) (pairs.key(pair) >>> 32);
    }

    /** What the samples of a pair are about. */
    public int subject(int pair) {
        return (int) pairs.key(pair);
    }

    /** Samples of a pair. */
    public long samples(int pair) {
        return samples[pair];
    }

    /** Weight of the samples of a pair. */
    public long weight(int pair) {
        return weights[pair];
    }

    /** Sum of the squares of what the samples of a pair weigh. */
    public double squares(int pair) {
        return squares[pair];
    }

    /** How many pairs there are. */
    public int size() {
        return pairs.size();
    }
}
