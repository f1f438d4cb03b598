package tallyflame.flamegraphs.text;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * The widest boxes of a graph, callers first, as many as fit. Boxes that are as wide as the one below them are put together
 * with it; what does not fit is summed below its caller.
 */
public final class TextGraph {
    /** A child that has at least this share of its parent's weight continues the parent's line. */
    private static final double SAME_WIDTH = 0.98;

    /**
     * One line.
     *
     * @param depth how far it is indented
     * @param node the node of the graph, or -1 for the sum of what does not fit
     * @param skipped how many boxes of about the same width are between this one and its caller's line
     * @param count for the sum: how many boxes it sums
     * @param total weight of the stacks that pass through
     * @param samples how many samples that is
     */
    public record Row(int depth, int node, int skipped, int count, long total, long samples) {}

    /** Sums below this share of everything are not worth a line. */
    private static final double LEAST_REST = 0.005;

    private final GraphTree tree;
    private final boolean[] chosen;
    private final List<Row> rows = new ArrayList<>();

    private TextGraph(GraphTree tree) {
        this.tree = tree;
        chosen = new boolean[tree.size()];
    }

    /** The lines for a graph, at least one and about {@code most} of them. */
    public static List<Row> rows(GraphTree tree, int most) {
        TextGraph text = new TextGraph(tree);
        text.choose(most);
        text.row(0, 0, 0);
        return text.rows;
    }

    /** Chooses the heaviest nodes; none is chosen before its caller, which is never lighter. */
    private void choose(int most) {
        PriorityQueue<Integer> open =
                new PriorityQueue<>((a, b) -> Long.compare(tree.totalWeight(b), tree.totalWeight(a)));
        open.add(0);
        for (int lines = 0; lines < most && !open.isEmpty(); ) {
            int node = open.remove();
            chosen[node] = true;
            lines += continues(node) ? 0 : 1;
            for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
                if (tree.totalWeight(child) > 0) {
                    open.add(child);
                }
            }
        }
    }

    /** Whether the widest child of a node takes its place. */
    private boolean continues(int node) {
        return node > 0
                && tree.end(node) > node + 1
                && tree.totalWeight(node + 1) >= SAME_WIDTH * tree.totalWeight(node);
    }

    private void row(int node, int depth, int skipped) {
        int shown = node;
        int passed = skipped;
        while (continues(shown) && chosen[shown + 1]) {
            shown++;
            passed++;
        }
        rows.add(new Row(depth, shown, passed, 1, tree.totalWeight(shown), tree.totalSamples(shown)));
        int count = 0;
        long rest = 0;
        long restSamples = 0;
        for (int child = shown + 1; child < tree.end(shown); child = tree.end(child)) {
            if (chosen[child]) {
                row(child, depth + 1, 0);
            } else {
                count++;
                rest += tree.totalWeight(child);
                restSamples += tree.totalSamples(child);
            }
        }
        if (rest >= LEAST_REST * tree.totalWeight(0)) {
            rows.add(new Row(depth + 1, -1, 0, count, rest, restSamples));
        }
    }
}
