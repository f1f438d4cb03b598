package tallyflame.flamegraphs.graph;

import java.util.Arrays;

/** Boxes whose turn has not come: the nodes of the call tree that each is made of, the frame it shows, and its depth. */
final class WaitingBoxes {
    private int[] nodes = new int[1 << 6];
    private int nodesTop;
    private int[] starts = new int[1 << 4];
    private int[] frames = new int[1 << 4];
    private int[] depths = new int[1 << 4];
    private int size;

    /** Puts a box without nodes on top. */
    void push(int frame, int depth) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            frames = Arrays.copyOf(frames, 2 * size);
            depths = Arrays.copyOf(depths, 2 * size);
        }
        starts[size] = nodesTop;
        frames[size] = frame;
        depths[size++] = depth;
    }

    /** Adds a node to the box on top. */
    void append(int node) {
        if (nodesTop == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodesTop);
        }
        nodes[nodesTop++] = node;
    }

    /** Changes what the box on top shows. */
    void show(int frame) {
        frames[size - 1] = frame;
    }

    /** Puts a box of another list on top. */
    void pushFrom(WaitingBoxes other, int box) {
        push(other.frames[box], other.depths[box]);
        for (int i = other.from(box); i < other.to(box); i++) {
            append(other.nodes[i]);
        }
    }

    /** Removes the box on top; its nodes stay where they are until another is pushed. */
    void pop() {
        size--;
        nodesTop = starts[size];
    }

    int size() {
        return size;
    }

    /** Index of the first node of a box. */
    int from(int box) {
        return starts[box];
    }

    /** Index after the last node of a box. */
    int to(int box) {
        return box + 1 < size ? starts[box + 1] : nodesTop;
    }

    int node(int index) {
        return nodes[index];
    }

    int frame(int box) {
        return frames[box];
    }

    int depth(int box) {
        return depths[box];
    }
}
