package tallyflame.flamegraphs.graph;

import java.util.Arrays;

/** Some of the nodes of a tree, each with its rank among them: a bit a node, and how many there are before every 64. */
public final class Ranks {
    private long[] bits = new long[64];
    private int[] before = new int[64];
    private int size;
    private int last = -1;

    /** Adds a node, unless it is the one added last; nodes must ascend. Answers its rank, from 0. */
    public int add(int node) {
        if (node == last) {
            return size - 1;
        }
        int word = node >>> 6;
        if (word >= bits.length) {
            bits = Arrays.copyOf(bits, Math.max(word + 1, 2 * bits.length));
            before = Arrays.copyOf(before, bits.length);
        }
        if (bits[word] == 0) {
            before[word] = size;
        }
        bits[word] |= 1L << node;
        last = node;
        return size++;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The rank of a node, -1 if it is none of them. */
    public int of(int node) {
        int word = node >>> 6;
        if (word >= bits.length || (bits[word] >>> node & 1) == 0) {
            return -1;
        }
        return before[word] + Long.bitCount(bits[word] & ((1L << node) - 1));
    }
}
