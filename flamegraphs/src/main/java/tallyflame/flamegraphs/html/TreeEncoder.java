package tallyflame.flamegraphs.html;

import java.util.Arrays;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * Encodes a tree for the page, in less than half a byte a node once compressed. Which function a node calls is hardly ever a
 * surprise. For each label the page learns the list of labels called by it, in order of appearance; the children of a node
 * are written in the order of that list. A table predicts each child from its parent, its grandparent and the sibling before
 * it, and is mostly right: then the child is the number 0, otherwise how much further down the list it is than its
 * sibling. A label is only named where the list does not have it yet. {@code tree.js} decodes with the same tables.
 *
 * <p>Columns, all but the last as {@link RunColumn}: children of each node; places of children; new labels; self samples of
 * leaves, less one where every leaf has one; self samples of the other nodes; self weight of each node in units of {@link
 * #unit}, left out where it is the same multiple of the samples everywhere.
 */
final class TreeEncoder {
    private static final int TABLE_BITS = 17;
    private static final int MASK = (1 << TABLE_BITS) - 1;
    /** In place of the sibling before the first one. */
    private static final int NO_SIBLING = -2;

    private final GraphTree tree;
    private final boolean weighted;
    private final RunColumn children = new RunColumn(1);
    private final RunColumn places = new RunColumn(0);
    private final RunColumn newLabels = new RunColumn(0);
    private final RunColumn leafSamples = new RunColumn(0);
    private final RunColumn innerSamples = new RunColumn(0);
    private final PackedColumn weights = new PackedColumn();
    /** By slot the caller's label, and the place in its list that is predicted. */
    private final int[] tableCallers = new int[1 << TABLE_BITS];

    private final int[] tablePlaces = new int[1 << TABLE_BITS];
    private final CalleeLists callees;
    private final long perSample;
    private final long unit;
    private int[] order;
    private int nextLabel;
    private int newLabelCount;

    TreeEncoder(GraphTree tree) {
        this(tree, true);
    }

    /** @param weighted whether the tree's own weights are of interest */
    TreeEncoder(GraphTree tree, boolean weighted) {
        this.tree = tree;
        this.weighted = weighted;
        callees = new CalleeLists(tree.labels().size());
        perSample = tree.weightPerSample();
        unit = tree.weightUnit();
    }

    /** Weight of each sample where it is the same for all, otherwise 0. */
    long perSample() {
        return perSample;
    }

    /** What the numbers in the column of weights are multiples of. */
    long unit() {
        return unit;
    }

    /** The nodes in the order in which the page has them; known after {@link #encode}. */
    int[] order() {
        return order;
    }

    PackedColumn encode() {
        Arrays.fill(tableCallers, Integer.MIN_VALUE);
        boolean full = everyLeafHasSamples();
        order = new int[tree.size()];
        int[] path = new int[tree.maxDepth() + 1];
        Arrays.fill(path, -1);
        int[] stack = new int[1 << 10];
        int top = 1;
        for (int at = 0; top > 0; at++) {
            int node = stack[--top];
            order[at] = node;
            int depth = tree.depth(node);
            path[depth] = tree.label(node);
            int from = top;
            for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
                if (top == stack.length) {
                    stack = Arrays.copyOf(stack, 2 * top);
                }
                stack[top++] = child;
            }
            values(node, top - from, full);
            sortByPlace(stack, from, top, path[depth]);
            children(stack, from, top, path[depth], depth > 0 ? path[depth - 1] : -1);
            reverse(stack, from, top);
        }
        return columns(full);
    }

    private PackedColumn columns(boolean full) {
        PackedColumn all = new PackedColumn();
        all.unsigned(tree.size());
        all.unsigned(full ? 1 : 0);
        all.unsigned(perSample > 0 || !weighted ? 0 : 1);
        all.unsigned(newLabelCount);
        for (RunColumn column : new RunColumn[] {children, places, newLabels, leafSamples, innerSamples}) {
            column.appendTo(all);
        }
        all.append(weights);
        return all;
    }

    private void values(int node, int count, boolean full) {
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

    /** Siblings by their place in the list of their caller's callees, those that are not in it yet last, widest first. */
    private void sortByPlace(int[] nodes, int from, int to, int caller) {
        if (to - from < 2) {
            return;
        }
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            keys[i - from] = (long) callees.find(caller, tree.label(nodes[i])) << 32 | nodes[i];
        }
        Arrays.sort(keys);
        for (int i = from; i < to; i++) {
            nodes[i] = (int) keys[i - from];
        }
    }

    private void children(int[] nodes, int from, int to, int caller, int callersCaller) {
        int lastPlace = -1;
        int sibling = NO_SIBLING;
        for (int i = from; i < to; i++) {
            int label = tree.label(nodes[i]);
            int place = callees.find(caller, label);
            int slot = slot(caller, callersCaller, sibling);
            if (tableCallers[slot] == caller && tablePlaces[slot] == place) {
                places.add(0);
            } else {
                if (place == CalleeLists.ABSENT) {
                    place = callees.add(caller, label);
                    newLabel(label);
                }
                places.add(place - lastPlace);
                tableCallers[slot] = caller;
                tablePlaces[slot] = place;
            }
            lastPlace = place;
            sibling = label;
        }
    }

    /** Labels are numbered as they are met, so the next one is the usual one. */
    private void newLabel(int label) {
        newLabels.add(label == nextLabel ? 0 : label + 1L);
        newLabelCount++;
        nextLabel = Math.max(nextLabel, label + 1);
    }

    /** The stack is popped from its end. */
    private static void reverse(int[] nodes, int from, int to) {
        for (int i = from, j = to - 1; i < j; i++, j--) {
            int node = nodes[i];
            nodes[i] = nodes[j];
            nodes[j] = node;
        }
    }

    /** The same arithmetic on 32 bits as in tree.js. */
    private static int slot(int caller, int callersCaller, int sibling) {
        int hash = caller * 0x9E3779B1 + callersCaller * 0x85EBCA6B + sibling * 0xC2B2AE35;
        return (hash ^ (hash >>> 15)) >>> 3 & MASK;
    }

    private boolean everyLeafHasSamples() {
        for (int node = 0; node < tree.size(); node++) {
            if (tree.end(node) == node + 1 && tree.selfSamples(node) == 0) {
                return false;
            }
        }
        return true;
    }
}
