package tallyflame.flamegraphs.graph;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import tallyflame.flamegraphs.Amounts;

/** The nodes of a tree as they are appended in preorder, each with its depth; what lies above and below follows from that. */
final class Preorder {
    private int[] labels = new int[1 << 8];
    private int[] depths = new int[1 << 8];
    private final SelfValues self;
    private int size;
    private int maxDepth;

    /** @param selfNodes how many nodes will have values of their own, at most */
    Preorder(int selfNodes) {
        self = new SelfValues(selfNodes);
    }

    /** Appends a node and answers its number. */
    int add(int label, int depth) {
        if (size == labels.length) {
            labels = Arrays.copyOf(labels, size + (size >> 1));
            depths = Arrays.copyOf(depths, size + (size >> 1));
        }
        labels[size] = label;
        depths[size] = depth;
        maxDepth = Math.max(maxDepth, depth);
        return size++;
    }

    SelfValues self() {
        return self;
    }

    int maxDepth() {
        return maxDepth;
    }

    int[] labels() {
        labels = Arrays.copyOf(labels, size);
        return labels;
    }

    int[] depths() {
        depths = Arrays.copyOf(depths, size);
        return depths;
    }

    /** The end of each node's subtree: walking backwards, the first child met is the last one, and it ends where its parent does. */
    int[] ends() {
        int[] ends = new int[size];
        int[] lastChildEnd = new int[maxDepth + 2];
        for (int node = size - 1; node >= 0; node--) {
            int depth = depths[node];
            int end = Math.max(lastChildEnd[depth + 1], node + 1);
            lastChildEnd[depth + 1] = 0;
            ends[node] = end;
            if (lastChildEnd[depth] == 0) {
                lastChildEnd[depth] = end;
            }
        }
        return ends;
    }

    /** The samples of each node's subtree. */
    Amounts totalSamples() {
        return sumUp(self.zeroSamples(size), self::samples);
    }

    /** The weight of each node's subtree. */
    Amounts totalWeights() {
        return sumUp(self.zeroWeights(size), self::weight);
    }

    /** The sum over each node's subtree, into zeros. */
    private Amounts sumUp(Amounts totals, IntToLongFunction own) {
        long[] children = new long[maxDepth + 2];
        for (int node = size - 1; node >= 0; node--) {
            int depth = depths[node];
            long total = own.applyAsLong(node) + children[depth + 1];
            children[depth + 1] = 0;
            children[depth] += total;
            totals.add(node, total);
        }
        return totals;
    }
}
