package tallyflame.flamegraphs;

import java.util.Arrays;

/**
 * Stacks folded into a tree, root first. Node 0 is the root and has no frame; a child always has a larger number than its
 * parent, so one backward walk over the nodes sums totals. Not safe for use by several threads while it grows.
 */
public final class CallTree {
    /** The node above all stacks. */
    public static final int ROOT = 0;

    private static final int INITIAL = 1024;

    private final Frames frames;
    private int[] parents = new int[INITIAL];
    private int[] nodeFrames = new int[INITIAL];
    private long[] selfWeights = new long[INITIAL];
    private long[] selfSamples = new long[INITIAL];
    private int size = 1;
    /** Open addressing over (parent, frame); 0 marks a free slot, which works because the root is nobody's child. */
    private int[] slots = new int[2 * INITIAL];

    public CallTree(Frames frames) {
        this.frames = frames;
        parents[ROOT] = -1;
        nodeFrames[ROOT] = -1;
    }

    /** The frames that {@link #frame} numbers. */
    public Frames frames() {
        return frames;
    }

    /** The child of a node for a frame, added if it is new. */
    public int child(int parent, int frame) {
        int mask = slots.length - 1;
        int slot = hash(parent, frame) & mask;
        for (int node = slots[slot]; node != 0; node = slots[slot]) {
            if (parents[node] == parent && nodeFrames[node] == frame) {
                return node;
            }
            slot = (slot + 1) & mask;
        }
        if (size == parents.length) {
            grow();
            return child(parent, frame);
        }
        parents[size] = parent;
        nodeFrames[size] = frame;
        slots[slot] = size;
        return size++;
    }

    /** Adds samples and their weight to the stack that ends at a node. */
    public void add(int node, long samples, long weight) {
        selfSamples[node] += samples;
        selfWeights[node] += weight;
    }

    /** How many nodes there are, the root included. */
    public int size() {
        return size;
    }

    /** The node above, -1 for the root. */
    public int parent(int node) {
        return parents[node];
    }

    /** The frame of a node, -1 for the root. */
    public int frame(int node) {
        return nodeFrames[node];
    }

    /** Weight of the stacks that end at a node. */
    public long selfWeight(int node) {
        return selfWeights[node];
    }

    /** Samples whose stack ends at a node. */
    public long selfSamples(int node) {
        return selfSamples[node];
    }

    /** Weight of the stacks that pass through each node, indexed by node. */
    public long[] totalWeights() {
        return sumUp(selfWeights);
    }

    /** Samples whose stack passes through each node, indexed by node. */
    public long[] totalSamples() {
        return sumUp(selfSamples);
    }

    private long[] sumUp(long[] self) {
        long[] totals = Arrays.copyOf(self, size);
        for (int node = size - 1; node > ROOT; node--) {
            totals[parents[node]] += totals[node];
        }
        return totals;
    }

    private void grow() {
        int capacity = 2 * parents.length;
        parents = Arrays.copyOf(parents, capacity);
        nodeFrames = Arrays.copyOf(nodeFrames, capacity);
        selfWeights = Arrays.copyOf(selfWeights, capacity);
        selfSamples = Arrays.copyOf(selfSamples, capacity);
        slots = new int[2 * capacity];
        int mask = slots.length - 1;
        for (int node = 1; node < size; node++) {
            int slot = hash(parents[node], nodeFrames[node]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = node;
        }
    }

    private static int hash(int parent, int frame) {
        long h = (parent * 0x9E3779B97F4A7C15L) ^ (frame * 0xC2B2AE3D27D4EB4FL);
        return (int) (h ^ (h >>> 32));
    }
}
