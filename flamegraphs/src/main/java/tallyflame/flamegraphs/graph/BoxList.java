package tallyflame.flamegraphs.graph;

import java.util.Arrays;

/** Boxes in preorder as a walk finds them: the frame that each shows and its depth; and the stacks that end at them. */
final class BoxList {
    int[] frames = new int[1 << 8];
    int[] depths = new int[1 << 8];
    int size;

    /** Numbers of stacks in the call tree, and the box at which each ends; the boxes ascend. */
    int[] stacks = new int[1 << 8];

    int[] stackBoxes = new int[1 << 8];
    int stackCount;

    /** Appends a box and answers its place. */
    int add(int frame, int depth) {
        if (size == frames.length) {
            frames = Arrays.copyOf(frames, size + (size >> 1));
            depths = Arrays.copyOf(depths, size + (size >> 1));
        }
        frames[size] = frame;
        depths[size] = depth;
        return size++;
    }

    void addStack(int stack, int box) {
        if (stackCount == stacks.length) {
            stacks = Arrays.copyOf(stacks, stackCount + (stackCount >> 1));
            stackBoxes = Arrays.copyOf(stackBoxes, stacks.length);
        }
        stacks[stackCount] = stack;
        stackBoxes[stackCount++] = box;
    }

    /** What is in the list, as a list that takes no more room than needed; this one is empty then. */
    BoxList take() {
        BoxList taken = new BoxList();
        taken.frames = Arrays.copyOf(frames, size);
        taken.depths = Arrays.copyOf(depths, size);
        taken.size = size;
        taken.stacks = Arrays.copyOf(stacks, stackCount);
        taken.stackBoxes = Arrays.copyOf(stackBoxes, stackCount);
        taken.stackCount = stackCount;
        size = 0;
        stackCount = 0;
        return taken;
    }
}
