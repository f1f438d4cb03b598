package tallyflame.flamegraphs.graph;

import java.util.Arrays;

/**
 * Boxes in preorder as a walk finds them: the frame that each shows and how far it is above the place below the one before; and the
 * stacks that end at them. Three or four bytes a box, read in the order of writing by a {@link Cursor}.
 */
final class BoxList {
    /** Most bytes of a box: two integers of five. */
    private static final int MOST_BYTES = 10;

    private byte[] bytes = new byte[1 << 10];
    private int end;
    private int firstDepth;
    private int lastDepth;
    private int size;

    private int[] stacks = new int[1 << 8];
    private int[] stackBoxes = new int[1 << 8];
    private int stackCount;

    /** Appends a box, at most one deeper than the one before, and answers its place. */
    int add(int frame, int depth) {
        if (size == 0) {
            firstDepth = depth;
            lastDepth = depth - 1;
        }
        assert depth <= lastDepth + 1;
        if (end + MOST_BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, end + (end >> 1));
        }
        write(frame + 1);
        write(lastDepth + 1 - depth);
        lastDepth = depth;
        return size++;
    }

    private void write(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }

    /** Notes that a stack, known by its number in the call tree, ends at a box; boxes must ascend. */
    void addStack(int stack, int box) {
        if (stackCount == stacks.length) {
            stacks = Arrays.copyOf(stacks, stackCount + (stackCount >> 1));
            stackBoxes = Arrays.copyOf(stackBoxes, stacks.length);
        }
        stacks[stackCount] = stack;
        stackBoxes[stackCount++] = box;
    }

    /** How many boxes there are. */
    int size() {
        return size;
    }

    /** What is in the list, as a list that takes no more room than needed; this one is empty then. */
    BoxList take() {
        BoxList taken = new BoxList();
        taken.bytes = Arrays.copyOf(bytes, end);
        taken.end = end;
        taken.firstDepth = firstDepth;
        taken.size = size;
        taken.stacks = Arrays.copyOf(stacks, stackCount);
        taken.stackBoxes = Arrays.copyOf(stackBoxes, stackCount);
        taken.stackCount = stackCount;
        end = 0;
        size = 0;
        stackCount = 0;
        return taken;
    }

    /** Reads boxes and stacks once, from the first to the last. */
    final class Cursor {
        private int at;
        private int box = -1;
        private int frame;
        private int depth = firstDepth - 1;
        private int nextStack;

        /** Goes to the next box; false if there is none before the given one. */
        boolean next(int before) {
            if (box + 1 >= before) {
                return false;
            }
            box++;
            frame = read() - 1;
            depth += 1 - read();
            return true;
        }

        private int read() {
            int value = 0;
            int shift = 0;
            byte next = bytes[at++];
            while (next < 0) {
                value |= (next & 0x7F) << shift;
                shift += 7;
                next = bytes[at++];
            }
            return value | next << shift;
        }

        int frame() {
            return frame;
        }

        int depth() {
            return depth;
        }

        /** The next stack that ends at the box, 0 if there is none. */
        int stack() {
            return nextStack < stackCount && stackBoxes[nextStack] == box ? stacks[nextStack++] : 0;
        }
    }
}
