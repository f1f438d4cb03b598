package tallyflame.flamegraphs.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import tallyflame.flamegraphs.CompactSums;
import tallyflame.flamegraphs.StackForest;

/**
 * Walks over parts of a call tree, gathers the nodes that become one box, and lists the boxes in preorder, siblings widest first. A
 * method that ran interpreted, inlined and compiled below the same caller is one box: the frame it shows is that of the heaviest of
 * the nodes that were folded into it. One thread; several may walk over parts of one tree.
 *
 * <p>The children of all nodes of a box are sorted by how they look; each run of equal ones is a box that waits on a stack until
 * its turn comes. Most boxes are of one node and have one child, and nodes of one stack lie side by side in the call tree, so
 * that most steps need neither sorting nor memory that is far away.
 */
final class BoxWalk {
    /** Children and siblings up to this many are sorted by insertion. */
    private static final int FEW = 16;

    private final StackForest tree;
    private final FrameAppearance appearance;
    private final CompactSums widths;
    private final BoxList boxes = new BoxList();
    private final WaitingBoxes waiting = new WaitingBoxes();
    /** The children of the nodes of one box; how they look and which they are once they are sorted. */
    private int[] children = new int[1 << 8];

    private long[] sorted = new long[1 << 8];
    /** The runs of children that look alike: where they begin in {@link #sorted}, and their widths. */
    private int[] runs = new int[1 << 8];

    private long[] runWidths = new long[1 << 8];

    /** @param widths for each node what boxes are ordered by */
    BoxWalk(StackForest tree, FrameAppearance appearance, CompactSums widths) {
        this.tree = tree;
        this.appearance = appearance;
        this.widths = widths;
    }

    /** The boxes found so far. */
    BoxList boxes() {
        return boxes;
    }

    /** Boxes whose turn has not come, the next one on top. */
    WaitingBoxes waiting() {
        return waiting;
    }

    /** Lists the box whose turn it is, and lets its children wait. */
    void step() {
        int next = waiting.size() - 1;
        int depth = waiting.depth(next);
        int found = open(boxes.add(waiting.frame(next), depth), next);
        waiting.pop();
        if (found == 1) {
            waiting.push(tree.frame(children[0]), depth + 1);
            waiting.append(children[0]);
        } else if (found > 1) {
            sort(found);
            pushRuns(found, depth + 1);
        }
    }

    /** The width of the box whose turn it is. */
    long width() {
        int next = waiting.size() - 1;
        long width = 0;
        for (int i = waiting.from(next); i < waiting.to(next); i++) {
            width += widths.get(waiting.node(i));
        }
        return width;
    }

    /** Notes the stacks that end at a box, gathers the children of its nodes, and answers how many there are. */
    private int open(int box, int next) {
        int found = 0;
        for (int i = waiting.from(next); i < waiting.to(next); i++) {
            int node = waiting.node(i);
            int stack = tree.stack(node);
            if (stack != 0) {
                boxes.addStack(stack, box);
            }
            for (int child = tree.firstChild(node); child != 0; child = tree.nextSibling(child)) {
                if (found == children.length) {
                    children = Arrays.copyOf(children, 2 * found);
                }
                children[found++] = child;
            }
        }
        return found;
    }

    /** Sorts children by how they look. */
    private void sort(int found) {
        if (sorted.length < found) {
            sorted = new long[children.length];
        }
        for (int i = 0; i < found; i++) {
            long key = (long) appearance.key(tree.frame(children[i])) << 32 | children[i];
            int j = i;
            if (found <= FEW) {
                for (; j > 0 && sorted[j - 1] > key; j--) {
                    sorted[j] = sorted[j - 1];
                }
            }
            sorted[j] = key;
        }
        if (found > FEW) {
            Arrays.sort(sorted, 0, found);
        }
    }

    private void pushRuns(int found, int depth) {
        int count = 0;
        for (int i = 0; i < found; i++) {
            if (i == 0 || sorted[i] >>> 32 != sorted[i - 1] >>> 32) {
                if (count + 1 >= runs.length) {
                    runs = Arrays.copyOf(runs, 2 * runs.length);
                    runWidths = Arrays.copyOf(runWidths, runs.length);
                }
                runs[count] = i;
                runWidths[count++] = 0;
            }
            runWidths[count - 1] += widths.get((int) sorted[i]);
        }
        runs[count] = found;
        for (int run : narrowestFirst(count)) {
            pushRun(runs[run], runs[run + 1], depth);
        }
    }

    private void pushRun(int from, int to, int depth) {
        int heaviest = (int) sorted[from];
        waiting.push(-1, depth);
        for (int i = from; i < to; i++) {
            int child = (int) sorted[i];
            waiting.append(child);
            if (widths.get(child) > widths.get(heaviest)) {
                heaviest = child;
            }
        }
        waiting.show(tree.frame(heaviest));
    }

    /** The runs in the order in which they are pushed; among equals the one that was seen first has its turn first. */
    private int[] narrowestFirst(int count) {
        if (count > FEW) {
            Comparator<Integer> byWidth = Comparator.comparingLong(run -> runWidths[run]);
            return IntStream.range(0, count)
                    .boxed()
                    .sorted(byWidth.thenComparing(Comparator.reverseOrder()))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        int[] order = new int[count];
        for (int run = 0; run < count; run++) {
            int j = run;
            for (; j > 0 && runWidths[order[j - 1]] >= runWidths[run]; j--) {
                order[j] = order[j - 1];
            }
            order[j] = run;
        }
        return order;
    }
}
