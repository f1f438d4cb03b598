package tallyflame.flamegraphs.graph;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import tallyflame.flamegraphs.Amounts;
import tallyflame.flamegraphs.CallTree;

/**
 * One walk over a call tree that gathers the nodes that become one box and appends the boxes in preorder, siblings widest first. A
 * method that ran interpreted, inlined and compiled below the same caller is one box: the type it shows is that of the heaviest of
 * the nodes that were folded into it. Used once.
 *
 * <p>The children of all nodes of a box are sorted by how they look; each run of equal ones is a box that waits on a stack until
 * its turn comes. Most boxes are of one node and have one child, and nodes of one stack lie side by side in the call tree, so
 * that most steps need neither sorting nor memory that is far away.
 */
final class BoxWalk {
    /** Children and siblings up to this many are sorted by insertion. */
    private static final int FEW = 16;

    private final CallTree tree;
    private final Looks looks;
    /** What siblings are ordered by: weights, or samples where these say the same in less memory. */
    private final Amounts widths;

    private final Preorder boxes;
    private final int[] boxOf;
    /** Nodes of the boxes that wait, the next box at the end. */
    private int[] nodes = new int[1 << 10];

    private int nodesTop;
    /** For each box that waits where its nodes begin, the frame of the heaviest and the depth. */
    private int[] starts = new int[1 << 8];

    private int[] frames = new int[1 << 8];
    private int[] depths = new int[1 << 8];
    private int top;
    /** The children of the nodes of one box; look and place when they are sorted. */
    private int[] children = new int[1 << 8];

    private long[] sorted = new long[1 << 8];
    /** The runs of children that look alike: where they begin in {@link #sorted}, and their widths. */
    private int[] runs = new int[1 << 8];

    private long[] runWidths = new long[1 << 8];

    BoxWalk(CallTree tree, Looks looks) {
        this.tree = tree;
        this.looks = looks;
        widths = tree.weightPerSample() > 0 ? tree.totalSamples() : tree.totalWeights();
        boxes = new Preorder(tree.selfNodes());
        boxOf = new int[tree.size()];
    }

    GraphTree fold(Labels all) {
        walk();
        return new GraphTree(all, boxes, boxOf);
    }

    /** @param origins for each node that is to be found again the node of this tree that stands for it */
    GraphTree fold(Labels all, int[] origins) {
        walk();
        return new GraphTree(
                all, boxes, Arrays.stream(origins).map(node -> boxOf[node]).toArray());
    }

    private void walk() {
        push(-1, 0);
        append(CallTree.ROOT);
        while (top > 0) {
            top--;
            int depth = depths[top];
            // Labels are numbered as they are met in preorder.
            int found = open(boxes.add(label(frames[top]), depth), starts[top]);
            if (found == 1) {
                pushAlone(children[0], depth + 1);
            } else if (found > 1) {
                sort(found);
                pushRuns(found, depth + 1);
            }
        }
    }

    /** Takes the nodes of a box off the stack and answers how many children they have. */
    private int open(int box, int start) {
        long samples = 0;
        long weight = 0;
        int found = 0;
        for (int i = start; i < nodesTop; i++) {
            int node = nodes[i];
            boxOf[node] = box;
            samples += tree.selfSamples(node);
            weight += tree.selfWeight(node);
            for (int child = tree.firstChild(node); child != 0; child = tree.nextSibling(child)) {
                if (found == children.length) {
                    children = Arrays.copyOf(children, 2 * found);
                }
                children[found++] = child;
            }
        }
        nodesTop = start;
        if (samples != 0 || weight != 0) {
            boxes.self().add(box, samples, weight);
        }
        return found;
    }

    private int label(int frame) {
        return frame < 0 ? -1 : looks.label(looks.key(frame), tree.frames().type(frame));
    }

    private void pushAlone(int child, int depth) {
        push(tree.frame(child), depth);
        append(child);
    }

    /** Sorts children by how they look. */
    private void sort(int found) {
        if (sorted.length < found) {
            sorted = new long[children.length];
        }
        for (int i = 0; i < found; i++) {
            long key = (long) looks.key(tree.frame(children[i])) << 32 | children[i];
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
                    runWidths = Arrays.copyOf(runWidths, 2 * runs.length);
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
        push(-1, depth);
        for (int i = from; i < to; i++) {
            int child = (int) sorted[i];
            append(child);
            if (widths.get(child) > widths.get(heaviest)) {
                heaviest = child;
            }
        }
        frames[top - 1] = tree.frame(heaviest);
    }

    /** The runs in the order in which they are pushed; among equals the one that was seen first is popped first. */
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

    private void push(int frame, int depth) {
        if (top == starts.length) {
            starts = Arrays.copyOf(starts, 2 * top);
            frames = Arrays.copyOf(frames, 2 * top);
            depths = Arrays.copyOf(depths, 2 * top);
        }
        starts[top] = nodesTop;
        frames[top] = frame;
        depths[top++] = depth;
    }

    private void append(int node) {
        if (nodesTop == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodesTop);
        }
        nodes[nodesTop++] = node;
    }
}
