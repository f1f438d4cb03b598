package tallyflame.flamegraphs;

import java.util.function.IntUnaryOperator;

/**
 * Stacks folded into a tree, root first, in which each stack is there once. Not safe for use by several threads while it grows.
 *
 * <p>The children of a node form a list in which the child last asked for moves to the front: most steps of a fold go to the
 * hottest child, and a chain of new nodes lies in consecutive memory, so a step costs far fewer cache misses than a hash table
 * over the whole tree. Only nodes with many children have theirs in a hash table as well.
 */
public final class CallTree extends StackForest {
    /** Steps along a list of children after which the node's children are hashed. */
    private static final int LONG_LIST = 12;

    /** No stacks. */
    public CallTree(Frames frames) {
        super(frames);
    }

    /** The child of a node for a frame, added if it is new. */
    public int child(int parent, int frame) {
        int found = find(parent, frame);
        return found != 0 ? found : addChild(parent, frame);
    }

    /** The child of a node for a frame, 0 if it has none. */
    public int find(int parent, int frame) {
        int first = first(parent);
        // A negative first child marks a wide node: it is the child last asked for, the others are hashed.
        if (first < 0) {
            return get(-first, FRAME) == frame ? -first : findWide(parent, frame);
        }
        int previous = 0;
        for (int child = first; child != 0; ) {
            int[] page = pages[child >>> PAGE_SHIFT];
            int at = STRIDE * (child & PAGE_MASK);
            if (page[at + FRAME] == frame) {
                if (previous != 0) {
                    setNext(previous, page[at + NEXT] & ~SIGN);
                    setNext(child, first);
                    set(parent, FIRST, child);
                }
                return child;
            }
            previous = child;
            child = page[at + NEXT] & ~SIGN;
        }
        return 0;
    }

    /**
     * Adds a path of new nodes, each the only child of the one before; their numbers are consecutive.
     *
     * @param parent the node above, which has no child for the first frame
     * @param path frames; those from {@code from} to before {@code to} are added, at least one
     * @return the number of the first
     */
    public int append(int parent, int[] path, int from, int to) {
        int first = addChild(parent, path[from]);
        for (int i = from + 1; i < to; i++) {
            add(size - 1, path[i], 0);
        }
        return first;
    }

    /** Adds a child to a node that has none for its frame. */
    private int addChild(int parent, int frame) {
        int first = first(parent);
        if (first >= 0) {
            int children = 0;
            for (int child = first; child != 0 && children < LONG_LIST; child = nextSibling(child)) {
                children++;
            }
            if (children < LONG_LIST) {
                return add(parent, frame, first);
            }
            widen(parent, first);
        }
        int child = add(parent, frame, wide.find(parent, WideNodes.LIST));
        wide.put(parent, frame, child);
        wide.set(parent, WideNodes.LIST, child);
        set(parent, FIRST, -child);
        return child;
    }

    private int findWide(int parent, int frame) {
        int child = wide.find(parent, frame);
        if (child != 0) {
            set(parent, FIRST, -child);
        }
        return child;
    }

    /** Puts the children of a node into the hash table, together with the head of their list. */
    private void widen(int parent, int first) {
        for (int child = first; child != 0; child = nextSibling(child)) {
            wide.put(parent, get(child, FRAME), child);
        }
        wide.put(parent, WideNodes.LIST, first);
    }

    private int add(int parent, int frame, int next) {
        int node = size;
        if ((node & PAGE_MASK) == 0) {
            addPage(node >>> PAGE_SHIFT);
        }
        int[] page = pages[node >>> PAGE_SHIFT];
        int at = STRIDE * (node & PAGE_MASK);
        page[at + PARENT] = parent;
        page[at + FRAME] = frame;
        page[at + NEXT] = next;
        int before = get(parent, FIRST);
        set(parent, FIRST, node);
        if (before < -LIMIT) {
            hashStack(parent, before - SIGN);
        }
        size++;
        return node;
    }

    /** Adds samples of equal weight, and that weight of all of them, to the stack that ends at a node. */
    public void add(int node, long samples, long weight) {
        addSamples(node, samples, weight);
    }

    /**
     * Adds samples of any weights to the stack that ends at a node.
     *
     * @param squares sum of the squares of their weights
     */
    public void add(int node, long samples, long weight, double squares) {
        addSamples(node, samples, weight, squares);
    }

    /** Adds other stacks; element {@code i} of the answer is the node here for node {@code i} there. */
    public int[] addAll(StackForest other) {
        return addAll(other, frames().addAll(other.frames()));
    }

    /** The same, given the number here of each frame there. */
    int[] addAll(StackForest other, int[] frameMapping) {
        int[] mapping = new int[other.size];
        for (int number = 0; number << PAGE_SHIFT < other.size; number++) {
            addPage(other, number, mapping, frameMapping);
        }
        return mapping;
    }

    private void addPage(StackForest other, int number, int[] mapping, int[] frameMapping) {
        int[] page = other.pages[number];
        int first = number << PAGE_SHIFT;
        int end = Math.min(PAGE, other.size - first);
        for (int i = 0; i < end; i++) {
            int node = ROOT;
            if (first + i > ROOT) {
                int parent = mapping[page[STRIDE * i + PARENT]];
                int frame = frameMapping[page[STRIDE * i + FRAME]];
                // A node without children has none to look for.
                node = first(parent) == 0 ? add(parent, frame, 0) : child(parent, frame);
                mapping[first + i] = node;
            }
            int stack = other.stack(first + i);
            if (stack != 0) {
                if (other.selfSquares == null) {
                    addSamples(node, other.stackSamples(stack), other.stackWeight(stack));
                } else {
                    addSamples(node, other.stackSamples(stack), other.stackWeight(stack), other.stackSquares(stack));
                }
            }
        }
    }

    @Override
    public Distinct distinct() {
        return new Distinct(this, IntUnaryOperator.identity());
    }
}
