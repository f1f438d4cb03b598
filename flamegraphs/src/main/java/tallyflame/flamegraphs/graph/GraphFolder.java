package tallyflame.flamegraphs.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;

/**
 * Folds a call tree to a {@link GraphTree}. A method that ran interpreted, inlined and compiled below the same caller is
 * one box: the type it shows is that of the heaviest of the frames that were folded into it.
 */
final class GraphFolder {
    /** Siblings up to this many are sorted by insertion, without boxing. */
    private static final int FEW = 16;

    private final Labels labels;
    private final GraphOptions options;

    GraphFolder(Labels labels, GraphOptions options) {
        this.labels = labels;
        this.options = options;
    }

    GraphTree fold(CallTree tree) {
        Looks looks = new Looks(labels, tree.frames(), options.lines());
        CallTree folded = new CallTree(tree.frames());
        int[] foldedOf = options.reverse() ? reverse(tree, looks, folded) : forward(tree, looks, folded);
        return inPreorder(tree, folded, foldedOf, looks);
    }

    private static int[] forward(CallTree tree, Looks looks, CallTree folded) {
        int[] foldedOf = new int[tree.size()];
        for (int node = 1; node < foldedOf.length; node++) {
            foldedOf[node] = folded.child(foldedOf[tree.parent(node)], looks.key(tree.frame(node)));
        }
        for (int node = 0; node < foldedOf.length; node++) {
            folded.add(foldedOf[node], tree.selfSamples(node), tree.selfWeight(node));
        }
        return foldedOf;
    }

    private static int[] reverse(CallTree tree, Looks looks, CallTree folded) {
        int[] foldedOf = new int[tree.size()];
        for (int node = 0; node < foldedOf.length; node++) {
            if (tree.selfWeight(node) == 0 && tree.selfSamples(node) == 0) {
                continue;
            }
            int at = CallTree.ROOT;
            for (int up = node; up > CallTree.ROOT; up = tree.parent(up)) {
                at = folded.child(at, looks.key(tree.frame(up)));
            }
            folded.add(at, tree.selfSamples(node), tree.selfWeight(node));
            foldedOf[node] = at;
        }
        return foldedOf;
    }

    private GraphTree inPreorder(CallTree tree, CallTree folded, int[] foldedOf, Looks looks) {
        long[] totals = folded.totalWeights();
        long[] samples = folded.totalSamples();
        FrameType[] types = options.reverse() ? null : heaviestTypes(tree, folded.size(), foldedOf);
        int size = folded.size();
        int[] order = order(folded, totals);
        int[] position = new int[size];
        int[] nodeLabels = new int[size];
        int[] depths = new int[size];
        int[] ends = new int[size];
        long[][] columns = new long[4][size];
        nodeLabels[0] = -1;
        for (int at = 0; at < size; at++) {
            int node = order[at];
            position[node] = at;
            columns[0][at] = folded.selfWeight(node);
            columns[1][at] = folded.selfSamples(node);
            columns[2][at] = totals[node];
            columns[3][at] = samples[node];
            if (at > 0) {
                int frame = folded.frame(node);
                nodeLabels[at] =
                        looks.label(frame, types == null ? tree.frames().type(frame) : types[node]);
                depths[at] = depths[position[folded.parent(node)]] + 1;
            }
        }
        for (int at = size - 1; at >= 0; at--) {
            ends[at] = Math.max(ends[at], at + 1);
            if (at > 0) {
                int parent = position[folded.parent(order[at])];
                ends[parent] = Math.max(ends[parent], ends[at]);
            }
        }
        return new GraphTree(labels, nodeLabels, ends, depths, columns, compose(foldedOf, position));
    }

    private static int[] compose(int[] first, int[] second) {
        int[] composed = new int[first.length];
        Arrays.setAll(composed, i -> second[first[i]]);
        return composed;
    }

    private static FrameType[] heaviestTypes(CallTree tree, int foldedSize, int[] foldedOf) {
        long[] heaviest = new long[foldedSize];
        FrameType[] types = new FrameType[foldedSize];
        long[] totals = tree.totalWeights();
        for (int node = 1; node < foldedOf.length; node++) {
            int to = foldedOf[node];
            if (types[to] == null || totals[node] > heaviest[to]) {
                heaviest[to] = totals[node];
                types[to] = tree.frames().type(tree.frame(node));
            }
        }
        return types;
    }

    /** The nodes in preorder, siblings widest first; among equals the one that was seen first. */
    private static int[] order(CallTree tree, long[] totals) {
        int size = tree.size();
        int[] firstChild = new int[size];
        int[] nextSibling = new int[size];
        for (int node = size - 1; node > 0; node--) {
            nextSibling[node] = firstChild[tree.parent(node)];
            firstChild[tree.parent(node)] = node;
        }
        int[] order = new int[size];
        int[] stack = new int[size];
        int top = 1;
        int at = 0;
        while (top > 0) {
            int node = stack[--top];
            order[at++] = node;
            int from = top;
            for (int child = firstChild[node]; child != 0; child = nextSibling[child]) {
                stack[top++] = child;
            }
            sortAscending(stack, from, top, totals);
        }
        return order;
    }

    /** Lightest first, because the stack is popped from its end. */
    private static void sortAscending(int[] nodes, int from, int to, long[] totals) {
        if (to - from > FEW) {
            Comparator<Integer> byTotal = Comparator.comparingLong(node -> totals[node]);
            int[] sorted = IntStream.range(from, to)
                    .mapToObj(i -> nodes[i])
                    .sorted(byTotal.thenComparing(Comparator.reverseOrder()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(sorted, 0, nodes, from, sorted.length);
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int node = nodes[i];
            int j = i - 1;
            for (; j >= from && isBefore(node, nodes[j], totals); j--) {
                nodes[j + 1] = nodes[j];
            }
            nodes[j + 1] = node;
        }
    }

    private static boolean isBefore(int a, int b, long[] totals) {
        return totals[a] < totals[b] || (totals[a] == totals[b] && a > b);
    }
}
