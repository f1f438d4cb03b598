package tallyflame.flamegraphs.graph;

import tallyflame.flamegraphs.CallTree;

/**
 * A folded call tree in preorder, children widest first. Node 0 is the root and has no label; the subtree of node {@code n}
 * is the range from {@code n} to {@code end(n)}. Weights are in the unit of the call tree it was made from. Immutable.
 */
public final class GraphTree {
    private final Labels labels;
    private final int[] nodeLabels;
    private final int[] ends;
    private final int[] depths;
    private final long[] selfWeights;
    private final long[] selfSamples;
    private final long[] totalWeights;
    private final long[] totalSamples;
    private final int[] nodeOfOrigin;

    GraphTree(Labels labels, int[] nodeLabels, int[] ends, int[] depths, long[][] columns, int[] nodeOfOrigin) {
        this.labels = labels;
        this.nodeLabels = nodeLabels;
        this.ends = ends;
        this.depths = depths;
        this.selfWeights = columns[0];
        this.selfSamples = columns[1];
        this.totalWeights = columns[2];
        this.totalSamples = columns[3];
        this.nodeOfOrigin = nodeOfOrigin;
    }

    /** Folds a call tree: frames that look alike become one box. */
    public static GraphTree of(CallTree tree, Labels labels, GraphOptions options) {
        return new GraphFolder(labels, options).fold(tree);
    }

    /** The texts that {@link #label} numbers. */
    public Labels labels() {
        return labels;
    }

    /** How many nodes there are, the root included. */
    public int size() {
        return nodeLabels.length;
    }

    /** The label of a node, -1 for the root. */
    public int label(int node) {
        return nodeLabels[node];
    }

    /** The node after the last one below {@code node}; equal to {@code node + 1} for a leaf. */
    public int end(int node) {
        return ends[node];
    }

    /** How far a node is below the root, which has depth 0. */
    public int depth(int node) {
        return depths[node];
    }

    /** Weight of the stacks that end at a node. */
    public long selfWeight(int node) {
        return selfWeights[node];
    }

    /** Samples whose stack ends at a node. */
    public long selfSamples(int node) {
        return selfSamples[node];
    }

    /** Weight of the stacks that pass through a node. */
    public long totalWeight(int node) {
        return totalWeights[node];
    }

    /** Samples whose stack passes through a node. */
    public long totalSamples(int node) {
        return totalSamples[node];
    }

    /** The deepest node's depth. */
    public int maxDepth() {
        int max = 0;
        for (int depth : depths) {
            max = Math.max(max, depth);
        }
        return max;
    }

    /** The node that a node of the call tree was folded into. */
    public int nodeOf(int originNode) {
        return nodeOfOrigin[originNode];
    }
}
