package tallyflame.flamegraphs.graph;

import tallyflame.flamegraphs.CompactSums;

/** Samples and weight that end at the nodes of a tree; few nodes have any. */
final class SelfValues {
    private final Ranks ranks = new Ranks();
    private final long[] samples;
    private final long[] weights;

    /** @param expected how many nodes will have values, at most */
    SelfValues(int expected) {
        samples = new long[Math.max(1, expected)];
        weights = new long[Math.max(1, expected)];
    }

    /** Adds to the values of a node; nodes must ascend. */
    void add(int node, long nodeSamples, long nodeWeight) {
        int rank = ranks.add(node);
        samples[rank] += nodeSamples;
        weights[rank] += nodeWeight;
    }

    /** The nodes that have values. */
    Ranks ranks() {
        return ranks;
    }

    long samples(int node) {
        int rank = ranks.of(node);
        return rank < 0 ? 0 : samples[rank];
    }

    long weight(int node) {
        int rank = ranks.of(node);
        return rank < 0 ? 0 : weights[rank];
    }

    /** Weight of each sample where it is the same for all; otherwise, and where there is none, 0. */
    long weightPerSample() {
        return CompactSums.ratio(weights, samples, ranks.size());
    }

    /** Room for sums of samples. */
    CompactSums zeroSamples(int sums) {
        return new CompactSums(sums, samples, ranks.size());
    }

    /** Room for sums of weights. */
    CompactSums zeroWeights(int sums) {
        return new CompactSums(sums, weights, ranks.size());
    }

    /** What the weights are multiples of, at least 1. */
    long unit() {
        long divisor = 0;
        for (int row = 0; row < ranks.size() && divisor != 1; row++) {
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
