package tallyflame.flamegraphs;

import static tallyflame.flamegraphs.StackForest.FIRST;
import static tallyflame.flamegraphs.StackForest.FRAME;
import static tallyflame.flamegraphs.StackForest.LIMIT;
import static tallyflame.flamegraphs.StackForest.NEXT;
import static tallyflame.flamegraphs.StackForest.PAGE;
import static tallyflame.flamegraphs.StackForest.PAGE_MASK;
import static tallyflame.flamegraphs.StackForest.PAGE_SHIFT;
import static tallyflame.flamegraphs.StackForest.PARENT;
import static tallyflame.flamegraphs.StackForest.ROOT;
import static tallyflame.flamegraphs.StackForest.SIGN;
import static tallyflame.flamegraphs.StackForest.STRIDE;

import java.util.Arrays;

/**
 * Puts call trees beside each other, which takes a fraction of the time that looking for equal stacks does. The trees are taken
 * apart on the way, so that their memory is not needed twice, and must not be used afterwards. One thread.
 */
public final class ForestBuilder {
    private final StackForest forest;

    /** Begins with the stacks of a tree, whose frames and numbers of nodes stay as they are. */
    public ForestBuilder(CallTree first) {
        forest = new StackForest(first);
    }

    /** The forest; it grows with each tree that is added. */
    public StackForest forest() {
        return forest;
    }

    /**
     * Adds the stacks of a tree beside those that are there.
     *
     * @param frameMapping the number in the forest of each of its frames, as {@link Frames#addAll} gives it
     * @return how much larger the number in the forest is of each of its nodes but the root, which stays the root
     */
    public int add(CallTree tree, int[] frameMapping) {
        int moved = forest.size - 1;
        int movedStacks = addStacks(tree);
        int list = tree.firstChild(ROOT);
        tree.wide.moveListsAndStacks(forest.wide, moved, movedStacks);
        for (int number = 0; number << PAGE_SHIFT < tree.size; number++) {
            addPage(tree, number, moved, movedStacks, frameMapping);
            tree.pages[number] = null;
        }
        if (list != 0) {
            addToRoot(list + moved);
        }
        return moved;
    }

    /** Adds the stacks of a tree but that of its root, which is added to the one of the forest. */
    private int addStacks(CallTree tree) {
        if (forest.selfSquares != null || tree.selfSquares != null) {
            forest.keepSquares();
            tree.keepSquares();
        }
        int root = tree.stack(ROOT);
        if (root != 0) {
            if (tree.selfSquares == null) {
                forest.addSamples(ROOT, tree.selfSamples[root], tree.selfWeights[root]);
            } else {
                forest.addSamples(ROOT, tree.selfSamples[root], tree.selfWeights[root], tree.selfSquares[root]);
                tree.selfSquares[root] = 0;
            }
            tree.selfSamples[root] = 0;
            tree.selfWeights[root] = 0;
        }
        int movedStacks = forest.selfSize - 1;
        forest.selfSize += tree.selfSize - 1;
        forest.selfSamples = Arrays.copyOf(forest.selfSamples, forest.selfSize + 1);
        forest.selfWeights = Arrays.copyOf(forest.selfWeights, forest.selfSize + 1);
        System.arraycopy(tree.selfSamples, 1, forest.selfSamples, movedStacks + 1, tree.selfSize - 1);
        System.arraycopy(tree.selfWeights, 1, forest.selfWeights, movedStacks + 1, tree.selfSize - 1);
        if (tree.selfSquares != null) {
            forest.selfSquares = Arrays.copyOf(forest.selfSquares, forest.selfSize + 1);
            System.arraycopy(tree.selfSquares, 1, forest.selfSquares, movedStacks + 1, tree.selfSize - 1);
        }
        return movedStacks;
    }

    private void addPage(CallTree tree, int number, int moved, int movedStacks, int[] frameMapping) {
        int[] from = tree.pages[number];
        int first = number << PAGE_SHIFT;
        int end = Math.min(PAGE, tree.size - first);
        for (int i = first == ROOT ? 1 : 0; i < end; i++) {
            int node = forest.size++;
            if ((node & PAGE_MASK) == 0) {
                forest.addPage(node >>> PAGE_SHIFT);
            }
            int[] to = forest.pages[node >>> PAGE_SHIFT];
            int at = STRIDE * (node & PAGE_MASK);
            int parent = from[STRIDE * i + PARENT];
            int firstChild = from[STRIDE * i + FIRST];
            int next = from[STRIDE * i + NEXT];
            to[at + PARENT] = parent == ROOT ? ROOT : parent + moved;
            to[at + FRAME] = frameMapping[from[STRIDE * i + FRAME]];
            if (firstChild < -LIMIT) {
                to[at + FIRST] = firstChild + movedStacks;
            } else {
                to[at + FIRST] = firstChild == 0 ? 0 : firstChild + (firstChild > 0 ? moved : -moved);
            }
            // The sign stays.
            to[at + NEXT] = (next & ~SIGN) == 0 ? next : next + moved;
        }
    }

    /** Puts a list of nodes before the children of the root. */
    private void addToRoot(int list) {
        int last = list;
        while (forest.nextSibling(last) != 0) {
            last = forest.nextSibling(last);
        }
        forest.setNext(last, forest.firstChild(ROOT));
        int before = forest.get(ROOT, FIRST);
        if (forest.first(ROOT) < 0) {
            forest.wide.set(ROOT, WideNodes.LIST, list);
        } else {
            forest.set(ROOT, FIRST, list);
        }
        if (before < -LIMIT) {
            forest.hashStack(ROOT, before - SIGN);
        }
    }
}
