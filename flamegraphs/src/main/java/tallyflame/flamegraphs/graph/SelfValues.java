package tallyflame.flamegraphs.graph;

import java.util.Arrays;
import tallyflame.flamegraphs.Amounts;

/**
 * Samples and weight that end at the nodes of a tree. Only few nodes have any, so that each is found by how many of those before it
 * have: a bit a node, and a count for every 64.
 */
final class SelfValues {
    private long[] bits = new long[64];
    private int[] before = new int[64];
    private long[] samples;
    private long[] weights;
    private int size;

    /** @param expected how many nodes will have values, at most */
    SelfValues(int expected) {
        samples = new long[Math.max(1, expected)];
        weights = new long[Math.max(1, expected)];
    }

    /** Adds to the values of a node; nodes must ascend. */
    void add(int node, long nodeSamples, long nodeWeight) {
        int word = node >>> 6;
        if (word >= bits.length) {
            bits = Arrays.copyOf(bits, Math.max(word + 1, 2 * bits.length));
            before = Arrays.copyOf(before, bits.length);
        }
        if (bits[word] == 0) {
            before[word] = size;
        }
        if ((bits[word] >>> node & 1) == 0) {
            bits[word] |= 1L << node;
            size++;
        }
        samples[size - 1] += nodeSamples;
        weights[size - 1] += nodeWeight;
    }

    /** The index of a node's values, -1 if it has none. */
    private int row(int node) {
        int word = node >>> 6;
        if (word >= bits.length || (bits[word] >>> node & 1) == 0) {
            return -1;
        }
        return before[word] + Long.bitCount(bits[word] & ((1L << node) - 1));
    }

    long samples(int node) {
        int row = row(node);
        return row < 0 ? 0 : samples[row];
    }

    long weight(int node) {
        int row = row(node);
        return row < 0 ? 0 : weights[row];
    }

    /** Weight of each sample where it is the same for all; otherwise, and where there is none, 0. */
    long weightPerSample() {
        long all = sum(samples);
        long candidate = all == 0 ? 0 : sum(weights) / all;
        for (int row = 0; row < size; row++) {
            if (weights[row] != candidate * samples[row]) {
                return 0;
            }
        }
        return candidate;
    }

    /** Room for sums of samples. */
    Amounts zeroSamples(int sums) {
        return new Amounts(sums, samples, size);
    }

    /** Room for sums of weights. */
    Amounts zeroWeights(int sums) {
        return new Amounts(sums, weights, size);
    }

    private long sum(long[] values) {
        long sum = 0;
        for (int row = 0; row < size; row++) {
            sum += values[row];
        }
        return sum;
    }

    /** What the weights are multiples of, at least 1. */
    long unit() {
        long divisor = 0;
        for (int row = 0; row < size && divisor != 1; row++) {
            long a = divisor;
            for (long b = weights[row]; b != 0; ) {
                long rest = a % b;
                a = b;
                b = rest;
            }
            divisor = a;
        }
        return Math.max(divisor, 1);
    }
}
