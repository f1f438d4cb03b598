package tallyflame.analysis.functions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Workers;

/**
 * Sums over parts of a call tree by function, in a walk that needs memory for one path only. One thread; the sums of several over
 * different parts are added at the end.
 */
final class FunctionTotals {
    private final CallTree tree;
    private final int[] functionOfFrame;
    /** How often each function is on the path from the root to the current node. */
    private final int[] running;

    final long[] self;
    final long[] selfSamples;
    final long[] total;
    final long[] samples;

    /** Sums along the path, by depth. */
    private long[] weightBelow = new long[64];

    private long[] samplesBelow = new long[64];

    private FunctionTotals(CallTree tree, int[] functionOfFrame, int functions) {
        this.tree = tree;
        this.functionOfFrame = functionOfFrame;
        running = new int[functions];
        self = new long[functions];
        selfSamples = new long[functions];
        total = new long[functions];
        samples = new long[functions];
    }

    /**
     * The sums over a whole tree.
     *
     * @param functionOfMethod function of each method
     * @param functions how many functions there are
     * @param threads how many threads may work
     */
    static FunctionTotals of(CallTree tree, int[] functionOfMethod, int functions, int threads) {
        Frames frames = tree.frames();
        int[] functionOfFrame = new int[frames.size()];
        Arrays.setAll(functionOfFrame, frame -> functionOfMethod[frames.methodOf(frame)]);
        List<Integer> roots = new ArrayList<>();
        for (int node = tree.firstChild(CallTree.ROOT); node != 0; node = tree.nextSibling(node)) {
            roots.add(node);
        }
        FunctionTotals[] sums = new FunctionTotals[Math.max(1, Math.min(threads, roots.size()))];
        Arrays.setAll(sums, worker -> new FunctionTotals(tree, functionOfFrame, functions));
        try (Workers workers = new Workers(sums.length)) {
            workers.run(roots.size(), (worker, root) -> sums[worker].walk(roots.get(root)));
        }
        for (int worker = 1; worker < sums.length; worker++) {
            sums[0].add(sums[worker]);
        }
        return sums[0];
    }

    private void add(FunctionTotals other) {
        for (int function = 0; function < self.length; function++) {
            self[function] += other.self[function];
            selfSamples[function] += other.selfSamples[function];
            total[function] += other.total[function];
            samples[function] += other.samples[function];
        }
    }

    /** Walks over a node below the root and all below it. */
    private void walk(int root) {
        int depth = 0;
        int node = root;
        while (node != 0) {
            enter(node, ++depth);
            int next = tree.firstChild(node);
            while (next == 0) {
                leave(node, depth--);
                if (node == root) {
                    return;
                }
                next = tree.nextSibling(node);
                node = next == 0 ? tree.parent(node) : node;
            }
            node = next;
        }
    }

    private void enter(int node, int depth) {
        if (depth == weightBelow.length) {
            weightBelow = Arrays.copyOf(weightBelow, 2 * depth);
            samplesBelow = Arrays.copyOf(samplesBelow, 2 * depth);
        }
        int function = functionOfFrame[tree.frame(node)];
        running[function]++;
        weightBelow[depth] = 0;
        samplesBelow[depth] = 0;
        long count = tree.selfSamples(node);
        if (count != 0) {
            long weight = tree.selfWeight(node);
            self[function] += weight;
            selfSamples[function] += count;
            weightBelow[depth] = weight;
            samplesBelow[depth] = count;
        }
    }

    /** Hands the sums of a node up; they count for its function unless that is also running further up: recursion counts once. */
    private void leave(int node, int depth) {
        int function = functionOfFrame[tree.frame(node)];
        if (--running[function] == 0) {
            total[function] += weightBelow[depth];
            samples[function] += samplesBelow[depth];
        }
        weightBelow[depth - 1] += weightBelow[depth];
        samplesBelow[depth - 1] += samplesBelow[depth];
    }
}
