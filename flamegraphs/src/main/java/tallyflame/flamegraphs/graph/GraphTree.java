package tallyflame.flamegraphs.graph;

import tallyflame.flamegraphs.CompactSums;
import tallyflame.flamegraphs.StackForest;

/**
 * A folded call tree in preorder, children widest first. Node 0 is the root and has no label; the subtree of node {@code n}
 * is the range from {@code n} to {@code end(n)}. Weights are in the unit of the call tree it was made from. Immutable.
 */
public final class GraphTree {
    private final Labels labels;
    private final int[] nodeLabels;
    private final int[] depths;
    private final int[] ends;
    private final SelfValues self;
    private final CompactSums totalSamples;
    /** {@code null} where every sample has the same weight. */
    private final CompactSums totalWeights;

    private final long weightPerSample;
    private final int maxDepth;
    private final StackForest origin;
    private final int[] nodeOfStack;

    /**
     * @param preorder the nodes, in preorder
     * @param origin the call tree that was folded
     * @param nodeOfStack for each stack of the call tree the node at which it ends
     */
    GraphTree(Labels labels, Preorder preorder, StackForest origin, int[] nodeOfStack) {
        this.labels = labels;
        this.origin = origin;
        this.nodeOfStack = nodeOfStack;
        nodeLabels = preorder.labels();
        depths = preorder.depths();
        self = preorder.self();
        maxDepth = preorder.maxDepth();
        ends = preorder.ends();
        weightPerSample = self.weightPerSample();
        totalSamples = preorder.totalSamples();
        totalWeights = weightPerSample > 0 ? null : preorder.totalWeights();
    }

    /** Folds a call tree: frames that look alike become one box. */
    public static GraphTree of(StackForest tree, Labels labels, GraphOptions options) {
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
        return self.weight(node);
    }

    /** Samples whose stack ends at a node. */
    public long selfSamples(int node) {
        return self.samples(node);
    }

    /** The nodes at which stacks end. */
    public Ranks stackNodes() {
        return self.ranks();
    }

    /** Weight of the stacks that pass through a node. */
    public long totalWeight(int node) {
        return weightPerSample > 0 ? weightPerSample * totalSamples.get(node) : totalWeights.get(node);
    }

    /** Samples whose stack passes through a node. */
    public long totalSamples(int node) {
        return totalSamples.get(node);
    }

    /** Weight of each sample where it is the same for all; otherwise, and without samples, 0. */
    public long weightPerSample() {
        return weightPerSample;
    }

    /** What the weights of all nodes are multiples of, at least 1. */
    public long weightUnit() {
        return weightPerSample > 0 ? weightPerSample : self.unit();
    }

    /** The deepest node's depth. */
    public int maxDepth() {
        return maxDepth;
    }

    /** The node at which a stack of the call tree ends, given by its number. */
    public int nodeOfStack(int stack) {
        return nodeOfStack[stack];
    }

    /** The node at which the stack ends that ends at a node of the call tree; the root where none does. */
    public int nodeOf(int originNode) {
        return nodeOfStack[origin.stack(originNode)];
    }
}
