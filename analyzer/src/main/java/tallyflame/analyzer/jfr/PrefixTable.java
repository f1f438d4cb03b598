package tallyflame.analyzer.jfr;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Nodes of a call tree by the root ends of the stacks of one chunk, so that a stack is not walked from the root again but from the
 * deepest of its prefixes that was seen before.
 *
 * <p>A prefix of {@code d} frames is known by two sums over its frames: the frame's number, mixed, times a random number of the
 * frame's depth (multilinear hashing: D. Lemire and O. Kaser, "Strongly universal string hashing is fast", 2014). 96 bits of them
 * are compared; that two of ten million prefixes agree in them by chance has a probability below 10<sup>-15</sup>.
 */
final class PrefixTable {
    /** Prefixes of a multiple of this many frames are kept. */
    static final int BLOCK = 8;

    /** Deeper prefixes are not kept. */
    static final int DEEPEST = 1 << 12;

    /** Random factors of each depth for the first and the second sum. */
    static final long[] FACTORS_1 = random(1);

    static final long[] FACTORS_2 = random(2);
    private static final long NODE = 0xFFFFFFFFL;

    /** First sum; upper half of the second sum and node. A node of 0 marks a free slot. */
    private long[] slots = new long[2 << 12];

    private int mask = (1 << 12) - 1;
    private int used;

    private static long[] random(long seed) {
        return new SplittableRandom(seed)
                .longs(DEEPEST)
                .map(factor -> factor | 1)
                .toArray();
    }

    /** A frame's number spread over 64 bits. */
    static long mix(long key) {
        long h = key * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 32);
    }

    private int slot(long sum1) {
        return (int) ((sum1 >>> 40) ^ (sum1 >>> 16)) & mask;
    }

    /** The node of a prefix, or 0. */
    int get(long sum1, long sum2) {
        int slot = slot(sum1);
        while (true) {
            long value = slots[2 * slot + 1];
            if (value == 0) {
                return 0;
            }
            if (slots[2 * slot] == sum1 && ((value ^ sum2) & ~NODE) == 0) {
                return (int) value;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Adds a prefix that is not there. */
    void put(long sum1, long sum2, int node) {
        if (2 * used > mask) {
            grow();
        }
        insert(sum1, (sum2 & ~NODE) | node);
        used++;
    }

    private void insert(long sum1, long value) {
        int slot = slot(sum1);
        while (slots[2 * slot + 1] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[2 * slot] = sum1;
        slots[2 * slot + 1] = value;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        mask = 2 * mask + 1;
        for (int at = 0; at < old.length; at += 2) {
            if (old[at + 1] != 0) {
                insert(old[at], old[at + 1]);
            }
        }
    }

    void clear() {
        if (used > 0) {
            Arrays.fill(slots, 0);
            used = 0;
        }
    }
}
