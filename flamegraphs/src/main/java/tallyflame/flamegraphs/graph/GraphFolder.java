package tallyflame.flamegraphs.graph;

import tallyflame.flamegraphs.CallTree;

/** Folds a call tree to a {@link GraphTree}, as it is or reversed. */
final class GraphFolder {
    private final Labels labels;
    private final GraphOptions options;

    GraphFolder(Labels labels, GraphOptions options) {
        this.labels = labels;
        this.options = options;
    }

    GraphTree fold(CallTree tree) {
        Looks looks = new Looks(labels, tree.frames(), options.lines());
        return options.reverse() ? reverse(tree, looks) : new BoxWalk(tree, looks).fold(labels);
    }

    private GraphTree reverse(CallTree tree, Looks looks) {
        CallTree reversed = new CallTree(tree.frames());
        int[] reversedOf = new int[tree.size()];
        for (int node = 0; node < reversedOf.length; node++) {
            if (tree.selfWeight(node) == 0 && tree.selfSamples(node) == 0) {
                continue;
            }
            int at = CallTree.ROOT;
            for (int up = node; up > CallTree.ROOT; up = tree.parent(up)) {
                at = reversed.child(at, looks.key(tree.frame(up)));
            }
            reversed.add(at, tree.selfSamples(node), tree.selfWeight(node));
            reversedOf[node] = at;
        }
        return new BoxWalk(reversed, looks).fold(labels, reversedOf);
    }
}
