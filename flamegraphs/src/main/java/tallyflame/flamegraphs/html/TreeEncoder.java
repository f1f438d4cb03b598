package tallyflame.flamegraphs.html;

import java.util.Arrays;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * Encodes a tree in preorder for the page, in about half a byte a node once compressed. Which function a node calls is hardly
 * ever a surprise: a table predicts it from the node's parent, grandparent and place among its siblings, and the node is
 * then the number 0. Otherwise it is 1 + its place in the list of functions that its parent's label has called so far, and a
 * label is only named where that list does not have it yet. {@code tree.js} decodes with the same tables.
 *
 * <p>Columns, all but the last as {@link RunColumn}: children of each node; the prediction of each node but the root; new labels; self
 * samples of leaves, less one where every leaf has one; self samples of the other nodes; self weight of each node in units
 * of {@link #unit}, left out where it is the same multiple of the samples everywhere.
 */
final class TreeEncoder {
    static final int TABLE_BITS = 18;

    private final GraphTree tree;
    private final RunColumn children = new RunColumn(1);
    private final RunColumn predictions = new RunColumn(0);
    private final RunColumn newLabels = new RunColumn(0);
    private final RunColumn leafSamples = new RunColumn(0);
    private final RunColumn innerSamples = new RunColumn(0);
    private final Column weights = new Column();
    private final int[] table = new int[1 << TABLE_BITS];
    private final CalleeLists callees;
    private int nextLabel;
    private int newLabelCount;
    private final long perSample;
    private final long unit;

    private final boolean weighted;

    TreeEncoder(GraphTree tree) {
        this(tree, true);
    }

    /** @param weighted whether the tree's own weights are of interest */
    TreeEncoder(GraphTree tree, boolean weighted) {
        this.tree = tree;
        this.weighted = weighted;
        callees = new CalleeLists(tree.labels().size());
        perSample = weightPerSample(tree);
        unit = perSample > 0 ? perSample : greatestCommonDivisor(tree);
    }

    /** Weight of each sample where it is the same for all, otherwise 0. */
    long perSample() {
        return perSample;
    }

    /** What the numbers in the column of weights are multiples of. */
    long unit() {
        return unit;
    }

    Column encode() {
        Arrays.fill(table, -1);
        boolean full = everyLeafHasSamples();
        for (int node = 0; node < tree.size(); node++) {
            node(node, full);
        }
        int[] siblings = new int[tree.maxDepth() + 2];
        int[] path = new int[tree.maxDepth() + 2];
        Arrays.fill(path, -1);
        for (int node = 1; node < tree.size(); node++) {
            int depth = tree.depth(node);
            predict(node, depth, path, siblings[depth]++);
            path[depth] = tree.label(node);
            siblings[depth + 1] = 0;
        }
        Column all = new Column();
        all.unsigned(tree.size());
        all.unsigned(full ? 1 : 0);
        all.unsigned(perSample > 0 || !weighted ? 0 : 1);
        all.unsigned(newLabelCount);
        for (RunColumn column : new RunColumn[] {children, predictions, newLabels, leafSamples, innerSamples}) {
            column.appendTo(all);
        }
        all.append(weights);
        return all;
    }

    private void node(int node, boolean full) {
        int count = 0;
        for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
            count++;
        }
        children.add(count);
        if (count == 0) {
            leafSamples.add(tree.selfSamples(node) - (full ? 1 : 0));
        } else {
            innerSamples.add(tree.selfSamples(node));
        }
        if (perSample == 0 && weighted) {
            weights.unsigned(tree.selfWeight(node) / unit);
        }
    }

    private void predict(int node, int depth, int[] path, int sibling) {
        int parent = path[depth - 1];
        int slot = slot(parent, depth > 1 ? path[depth - 2] : -1, sibling);
        int label = tree.label(node);
        if (table[slot] == label) {
            predictions.add(0);
            return;
        }
        table[slot] = label;
        int place = callees.place(parent, label);
        predictions.add(1 + place);
        if (callees.isNew()) {
            // Labels are numbered as they are met, so the next one is the usual one.
            newLabels.add(label == nextLabel ? 0 : label + 1L);
            newLabelCount++;
            nextLabel = Math.max(nextLabel, label + 1);
        }
    }

    /** The same arithmetic on 32 bits as in tree.js. */
    private static int slot(int parent, int grandparent, int sibling) {
        int hash = parent * 0x9E3779B1 + grandparent * 0x85EBCA6B + sibling * 0xC2B2AE35;
        return (hash ^ (hash >>> 15)) >>> 3 & ((1 << TABLE_BITS) - 1);
    }

    private boolean everyLeafHasSamples() {
        for (int node = 0; node < tree.size(); node++) {
            if (tree.end(node) == node + 1 && tree.selfSamples(node) == 0) {
                return false;
            }
        }
        return true;
    }

    private static long weightPerSample(GraphTree tree) {
        if (tree.totalSamples(0) == 0) {
            return 0;
        }
        long candidate = tree.totalWeight(0) / tree.totalSamples(0);
        for (int node = 0; node < tree.size(); node++) {
            if (tree.selfWeight(node) != candidate * tree.selfSamples(node)) {
                return 0;
            }
        }
        return candidate;
    }

    private static long greatestCommonDivisor(GraphTree tree) {
        long divisor = 0;
        for (int node = 0; node < tree.size() && divisor != 1; node++) {
            long a = divisor;
            for (long b = tree.selfWeight(node); b != 0; ) {
                long rest = a % b;
                a = b;
                b = rest;
            }
            divisor = a;
        }
        return Math.max(divisor, 1);
    }
}
