package tallyflame.flamegraphs.graph;

import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.StackForest;

/**
 * Two call trees folded into one that has every stack of either, with the self values of both versions. The weight of the tree
 * itself, by which it is ordered, is the mean of the shares of both versions, in parts per billion.
 *
 * @param tree the stacks of both
 * @param beforeSamples samples of the first version that end at each node of {@code tree}
 * @param beforeWeight their weight
 * @param afterSamples samples of the second version that end at each node
 * @param afterWeight their weight
 */
public record DiffTree(
        GraphTree tree, long[] beforeSamples, long[] beforeWeight, long[] afterSamples, long[] afterWeight) {
    private static final double WHOLE = 1e9;

    /** Folds two trees, whose frames may be numbered differently. */
    public static DiffTree of(StackForest before, StackForest after, Labels labels, GraphOptions options) {
        CallTree both = new CallTree(new Frames());
        int[] fromBefore = add(before, both);
        int[] fromAfter = add(after, both);
        GraphTree tree = GraphTree.of(both, labels, options.withLastUse(false));
        long[][] columns = new long[4][tree.size()];
        fill(before, fromBefore, tree, columns[0], columns[1]);
        fill(after, fromAfter, tree, columns[2], columns[3]);
        return new DiffTree(tree, columns[0], columns[1], columns[2], columns[3]);
    }

    private static int[] add(StackForest from, CallTree both) {
        Frames frames = from.frames();
        int[] copies = new int[frames.size()];
        for (int frame = 0; frame < copies.length; frame++) {
            int method = frames.methodOf(frame);
            int copy = both.frames()
                    .method(frames.className(method), frames.methodName(method), frames.descriptor(method));
            copies[frame] = both.frames().frame(copy, frames.shownLine(frame), frames.bci(frame), frames.type(frame));
        }
        long total = Math.max(from.weight(), 1);
        int[] nodes = new int[from.size()];
        for (int node = 0; node < nodes.length; node++) {
            if (node > CallTree.ROOT) {
                nodes[node] = both.child(nodes[from.parent(node)], copies[from.frame(node)]);
            }
            long share = Math.round(WHOLE / 2 * from.selfWeight(node) / total);
            both.add(nodes[node], from.selfSamples(node), share);
        }
        return nodes;
    }

    private static void fill(StackForest from, int[] nodes, GraphTree tree, long[] samples, long[] weights) {
        for (int node = 0; node < nodes.length; node++) {
            int to = tree.nodeOf(nodes[node]);
            samples[to] += from.selfSamples(node);
            weights[to] += from.selfWeight(node);
        }
    }
}
