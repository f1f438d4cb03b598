package tallyflame.flamegraphs.graph;

import java.util.function.IntToLongFunction;
import tallyflame.flamegraphs.CompactSums;
import tallyflame.flamegraphs.StackForest;

/** The boxes of a graph in preorder, each with its depth; what lies above and below follows from that. */
final class Preorder {
    private final StackForest tree;
    private final FrameAppearance appearance;
    private final int[] labels;
    private final int[] depths;
    private final int[] boxOfStack;
    private final SelfValues self;
    private int size;
    private int maxDepth;

    /** @param size how many boxes there will be */
    Preorder(int size, StackForest tree, FrameAppearance appearance) {
        this.tree = tree;
        this.appearance = appearance;
        labels = new int[size];
        depths = new int[size];
        boxOfStack = new int[tree.stacks()];
        self = new SelfValues(tree.stacks());
    }

    /** Appends the boxes of a list up to one of them, with the stacks that end there. Labels are numbered in the order of boxes. */
    void append(BoxList.Cursor list, int before) {
        while (list.next(before)) {
            labels[size] = appearance.label(list.frame());
            depths[size] = list.depth();
            maxDepth = Math.max(maxDepth, list.depth());
            for (int stack = list.stack(); stack != 0; stack = list.stack()) {
                boxOfStack[stack] = size;
                self.add(size, tree.stackSamples(stack), tree.stackWeight(stack));
            }
            size++;
        }
    }

    int[] labels() {
        return labels;
    }

    int[] depths() {
        return depths;
    }

    int maxDepth() {
        return maxDepth;
    }

    SelfValues self() {
        return self;
    }

    /** The box at which each stack of the call tree ends. */
    int[] boxOfStack() {
        return boxOfStack;
    }

    /** The end of each box's subtree: walking backwards, the first child met is the last one, and it ends where its parent does. */
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

    /** The samples of each box's subtree. */
    CompactSums totalSamples() {
        return sumUp(self.zeroSamples(size), self::samples);
    }

    /** The weight of each box's subtree. */
    CompactSums totalWeights() {
        return sumUp(self.zeroWeights(size), self::weight);
    }

    /** The sum over each box's subtree, into zeros. */
    private CompactSums sumUp(CompactSums totals, IntToLongFunction own) {
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
