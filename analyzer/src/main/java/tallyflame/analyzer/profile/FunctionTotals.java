package tallyflame.analyzer.profile;

import java.util.Arrays;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;

/** Sums over a call tree by function in one walk that needs memory for one path only. Used once. */
final class FunctionTotals {
    private final CallTree tree;
    private final int[] functionOfFrame;
    /** How often each function is on the path from the root to the current node. */
    private final int[] running;

    final long[] self;
    final long[] selfSamples;
    final long[] total;
    final long[] samples;
    long allWeight;
    long allSamples;

    /** Sums along the path, by depth. */
    private long[] weightBelow = new long[64];

    private long[] samplesBelow = new long[64];

    /**
     * Walks the tree.
     *
     * @param functionOfMethod function of each method
     * @param functions how many functions there are
     */
    FunctionTotals(CallTree tree, int[] functionOfMethod, int functions) {
        this.tree = tree;
        Frames frames = tree.frames();
        functionOfFrame = new int[frames.size()];
        Arrays.setAll(functionOfFrame, frame -> functionOfMethod[frames.methodOf(frame)]);
        running = new int[functions];
        self = new long[functions];
        selfSamples = new long[functions];
        total = new long[functions];
        samples = new long[functions];
        walk();
        allWeight = weightBelow[0] + tree.selfWeight(CallTree.ROOT);
        allSamples = samplesBelow[0] + tree.selfSamples(CallTree.ROOT);
    }

    private void walk() {
        int depth = 0;
        int node = tree.firstChild(CallTree.ROOT);
        while (node != 0) {
            enter(node, ++depth);
            int next = tree.firstChild(node);
            while (next == 0 && node != CallTree.ROOT) {
                leave(node, depth--);
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
