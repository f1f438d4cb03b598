package tallyflame.flamegraphs;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Stacks, root first, as nodes below one root. Node 0 is the root and has no frame; a child always has a larger number than its
 * parent, so one backward walk over the nodes sums totals. A stack may be there several times, each with a part of its samples, and
 * a node may have several children of one frame: whoever sums over nodes need not mind. Those who do ask for {@link #distinct}.
 *
 * <p>Only read from outside: {@link CallTree} and {@link ForestBuilder} make forests.
 */
public sealed class StackForest permits CallTree {
    /** The node above all stacks. */
    public static final int ROOT = 0;

    /**
     * This forest with each stack once.
     *
     * @param tree its stacks
     * @param nodes the node of the tree for each node of the forest
     */
    public record Distinct(CallTree tree, IntUnaryOperator nodes) {}

    /** Takes stacks one after another, as they are read or out of a forest. Used by one thread. */
    @FunctionalInterface
    public interface StackConsumer {
        /**
         * Takes the samples of a stack. The same stack may come again, from another chunk or with another class on top.
         *
         * @param frames their numbers, top first, from index {@code from} to before {@code to}; the caller uses the array again
         * @param squares sum of the squares of what the samples weigh
         */
        void add(int[] frames, int from, int to, long samples, long weight, double squares);
    }

    /**
     * Ints of a node: parent, frame, first child, next sibling; four nodes fill a cache line. A node below which there is none has
     * the number of the stack that ends there, counted from {@link Integer#MIN_VALUE}, in place of the first child. Where a stack
     * ends at a node with children, the sign of the next sibling says so, and the stack is in the hash table.
     */
    static final int STRIDE = 4;

    static final int PARENT = 0;
    static final int FRAME = 1;
    static final int FIRST = 2;
    static final int NEXT = 3;

    /** More nodes or stacks than there may be; first children below its negative are stacks. */
    static final int LIMIT = 1 << 30;

    static final int SIGN = Integer.MIN_VALUE;

    /** Nodes of a page; pages are never copied, so that growing costs neither time nor twice the memory. */
    static final int PAGE = 1 << 14;

    static final int PAGE_SHIFT = 14;
    static final int PAGE_MASK = PAGE - 1;

    private final Frames frames;
    int[][] pages;
    int size;
    long[] selfWeights;
    long[] selfSamples;
    /** Sums of the squares of the weights of samples by stack; {@code null} while all samples of each stack weigh the same. */
    double[] selfSquares;

    int selfSize;
    /** The lists of children of nodes that have many, and stacks of nodes with children. */
    WideNodes wide;

    /** No stacks. */
    StackForest(Frames frames) {
        this.frames = frames;
        pages = new int[64][];
        pages[0] = new int[STRIDE * PAGE];
        pages[0][PARENT] = -1;
        pages[0][FRAME] = -1;
        size = 1;
        selfWeights = new long[1024];
        selfSamples = new long[1024];
        selfSize = 1;
        wide = new WideNodes();
    }

    /** Takes over the stacks of a tree. */
    StackForest(StackForest first) {
        frames = first.frames;
        pages = first.pages;
        size = first.size;
        selfWeights = first.selfWeights;
        selfSamples = first.selfSamples;
        selfSquares = first.selfSquares;
        selfSize = first.selfSize;
        wide = first.wide;
        first.forgetNodes();
    }

    /** The frames that {@link #frame} numbers. */
    public final Frames frames() {
        return frames;
    }

    final int get(int node, int field) {
        return pages[node >>> PAGE_SHIFT][STRIDE * (node & PAGE_MASK) + field];
    }

    final void set(int node, int field, int value) {
        pages[node >>> PAGE_SHIFT][STRIDE * (node & PAGE_MASK) + field] = value;
    }

    /** The first child as it is stored: negative for a wide node, 0 for none. */
    final int first(int node) {
        int first = get(node, FIRST);
        return first < -LIMIT ? 0 : first;
    }

    /** Changes the next sibling, and not the sign that stands for something else. */
    final void setNext(int node, int next) {
        int[] page = pages[node >>> PAGE_SHIFT];
        int at = STRIDE * (node & PAGE_MASK) + NEXT;
        page[at] = (page[at] & SIGN) | next;
    }

    /** One of the children of a node, 0 if it has none; the others follow by {@link #nextSibling}, in no particular order. */
    public final int firstChild(int node) {
        int first = first(node);
        return first < 0 ? wide.find(node, WideNodes.LIST) : first;
    }

    /** The child of the same parent that follows a node, 0 if it is the last. */
    public final int nextSibling(int node) {
        return get(node, NEXT) & ~SIGN;
    }

    final void addPage(int number) {
        if (size >= LIMIT) {
            throw new IllegalStateException("there are more than " + LIMIT + " nodes");
        }
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, 2 * number);
        }
        pages[number] = new int[STRIDE * PAGE];
    }

    /** Adds samples of equal weight to the stack that ends at a node. */
    final void addSamples(int node, long samples, long weight) {
        int row = row(node);
        if (selfSquares != null) {
            selfSquares[row] += squares(samples, weight);
        }
        selfSamples[row] += samples;
        selfWeights[row] += weight;
    }

    /** Adds samples of any weights, whose squares add up to {@code squares}, to the stack that ends at a node. */
    final void addSamples(int node, long samples, long weight, double squares) {
        int row = row(node);
        if (selfSquares == null) {
            keepSquares();
        }
        selfSquares[row] += squares;
        selfSamples[row] += samples;
        selfWeights[row] += weight;
    }

    /** Sum of the squares of the weights of samples that weigh the same. */
    private static double squares(long samples, long weight) {
        return samples == 0 ? 0 : (double) weight * weight / samples;
    }

    /** Keeps sums of squares from now on, if it does not yet. */
    final void keepSquares() {
        if (selfSquares == null) {
            double[] squares = new double[selfWeights.length];
            Arrays.setAll(squares, row -> squares(selfSamples[row], selfWeights[row]));
            selfSquares = squares;
        }
    }

    private int row(int node) {
        int row = stack(node);
        if (row == 0) {
            row = selfSize++;
            if (row == selfSamples.length) {
                selfSamples = Arrays.copyOf(selfSamples, row + (row >> 1));
                selfWeights = Arrays.copyOf(selfWeights, row + (row >> 1));
                selfSquares = selfSquares == null ? null : Arrays.copyOf(selfSquares, row + (row >> 1));
            }
            if (get(node, FIRST) == 0) {
                set(node, FIRST, SIGN + row);
            } else {
                hashStack(node, row);
            }
        }
        return row;
    }

    /** Notes the stack of a node with children. */
    final void hashStack(int node, int stack) {
        wide.put(node, WideNodes.STACK, stack);
        set(node, NEXT, get(node, NEXT) | SIGN);
    }

    /** The same stacks, each once; this forest stays as it is. */
    public Distinct distinct() {
        CallTree tree = new CallTree(frames);
        int[] same = IntStream.range(0, frames.size()).toArray();
        int[] nodes = tree.addAll(this, same);
        return new Distinct(tree, node -> nodes[node]);
    }

    /** Hands all stacks to a consumer. */
    public final void stream(StackConsumer to) {
        int[] path = new int[64];
        for (int node = 0; node < size; node++) {
            int stack = stack(node);
            if (stack == 0) {
                continue;
            }
            int depth = 0;
            for (int above = node; above != ROOT; above = parent(above)) {
                path = depth < path.length ? path : Arrays.copyOf(path, 2 * depth);
                path[depth++] = frame(above);
            }
            to.add(path, 0, depth, stackSamples(stack), stackWeight(stack), stackSquares(stack));
        }
    }

    /** How many nodes there are, the root included. */
    public final int size() {
        return size;
    }

    /** The node above, -1 for the root. */
    public final int parent(int node) {
        return get(node, PARENT);
    }

    /** The frame of a node, -1 for the root. */
    public final int frame(int node) {
        return get(node, FRAME);
    }

    /** The number of the stack that ends at a node, from 1; 0 if none does. */
    public final int stack(int node) {
        int[] page = pages[node >>> PAGE_SHIFT];
        int at = STRIDE * (node & PAGE_MASK);
        if (page[at + FIRST] < -LIMIT) {
            return page[at + FIRST] - SIGN;
        }
        return page[at + NEXT] < 0 ? wide.find(node, WideNodes.STACK) : 0;
    }

    /** One more than the largest number of a stack. */
    public final int stacks() {
        return selfSize;
    }

    /** Weight of a stack; none for number 0. */
    public final long stackWeight(int stack) {
        return selfWeights[stack];
    }

    /** Samples of a stack; none for number 0. */
    public final long stackSamples(int stack) {
        return selfSamples[stack];
    }

    /** Sum of the squares of the weights of the samples of a stack. */
    public final double stackSquares(int stack) {
        return selfSquares != null ? selfSquares[stack] : squares(selfSamples[stack], selfWeights[stack]);
    }

    /** The number of the stack that ends at each of some nodes. */
    public final int[] stacksAt(int[] nodes) {
        int[] stacks = new int[nodes.length];
        Arrays.setAll(stacks, i -> stack(nodes[i]));
        return stacks;
    }

    /** Lets go of the nodes, which take most of the memory; afterwards only frames, and sums over stacks by their numbers, are known. */
    public final void forgetNodes() {
        pages = null;
        wide = null;
        size = 0;
    }

    /** Weight of the stacks that end at a node. */
    public final long selfWeight(int node) {
        return selfWeights[stack(node)];
    }

    /** Samples whose stack ends at a node. */
    public final long selfSamples(int node) {
        return selfSamples[stack(node)];
    }

    /** Weight of all stacks. */
    public final long weight() {
        return CompactSums.sum(selfWeights, selfSize);
    }

    /** Samples of all stacks. */
    public final long samples() {
        return CompactSums.sum(selfSamples, selfSize);
    }

    /** Weight of each sample where it is the same for all stacks; otherwise, and without samples, 0. */
    public final long weightPerSample() {
        return CompactSums.ratio(selfWeights, selfSamples, selfSize);
    }

    /** Whether every sample is known to weigh the same. */
    public final boolean equalWeights() {
        long each = weightPerSample();
        if (each <= 0) {
            return false;
        }
        for (int stack = 0; selfSquares != null && stack < selfSize; stack++) {
            if (selfSquares[stack] != (double) each * selfWeights[stack]) {
                return false;
            }
        }
        return true;
    }

    /** Sum of the squares of the weights of all samples. */
    public final double squares() {
        double sum = 0;
        for (int stack = 0; stack < selfSize; stack++) {
            sum += stackSquares(stack);
        }
        return GroupTotals.rounded(sum);
    }

    /** Weight of the stacks that pass through each node, indexed by node. */
    public final CompactSums totalWeights() {
        return sumUp(selfWeights);
    }

    /** Samples whose stack passes through each node, indexed by node. */
    public final CompactSums totalSamples() {
        return sumUp(selfSamples);
    }

    private CompactSums sumUp(long[] self) {
        CompactSums totals = new CompactSums(size, self, selfSize);
        for (int number = (size - 1) >>> PAGE_SHIFT; number >= 0; number--) {
            int[] page = pages[number];
            int first = number << PAGE_SHIFT;
            for (int i = Math.min(PAGE, size - first) - 1; i >= 0; i--) {
                int stack = stack(first + i);
                if (stack != 0) {
                    totals.add(first + i, self[stack]);
                }
                if (first + i > ROOT) {
                    totals.add(page[STRIDE * i + PARENT], totals.get(first + i));
                }
            }
        }
        return totals;
    }
}
