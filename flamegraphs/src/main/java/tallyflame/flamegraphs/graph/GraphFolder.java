package tallyflame.flamegraphs.graph;

import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.StackForest;

/** Folds a call tree to a {@link GraphTree}, as it is or reversed. */
final class GraphFolder {
    private final Labels labels;
    private final GraphOptions options;

    GraphFolder(Labels labels, GraphOptions options) {
        this.labels = labels;
        this.options = options;
    }

    GraphTree fold(StackForest tree) {
        FrameAppearance appearance = new FrameAppearance(labels, tree.frames(), options.lines());
        if (!options.reverse()) {
            Preorder boxes = new BoxFolder(tree, appearance, options.threads()).fold(options.lastUse());
            return new GraphTree(labels, boxes, tree, boxes.boxOfStack());
        }
        CallTree reversed = new CallTree(tree.frames());
        int[] stacks = reverse(tree, appearance, reversed);
        if (options.lastUse()) {
            tree.forgetNodes();
        }
        Preorder boxes = new BoxFolder(reversed, appearance, options.threads()).fold(true);
        for (int stack = 1; stack < stacks.length; stack++) {
            stacks[stack] = boxes.boxOfStack()[stacks[stack]];
        }
        return new GraphTree(labels, boxes, tree, stacks);
    }

    /** Turns every stack round; answers which number each stack has in the new tree. */
    private static int[] reverse(StackForest tree, FrameAppearance appearance, CallTree reversed) {
        int[] stacks = new int[tree.stacks()];
        for (int node = 0; node < tree.size(); node++) {
            int stack = tree.stack(node);
            if (stack != 0) {
                int at = CallTree.ROOT;
                for (int up = node; up > CallTree.ROOT; up = tree.parent(up)) {
                    at = reversed.child(at, appearance.key(tree.frame(up)));
                }
                reversed.add(at, tree.stackSamples(stack), tree.stackWeight(stack));
                stacks[stack] = reversed.stack(at);
            }
        }
        return stacks;
    }
}
