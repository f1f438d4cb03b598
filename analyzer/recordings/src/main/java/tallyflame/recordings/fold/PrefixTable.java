package tallyflame.recordings.fold;

import java.util.SplittableRandom;
import tallyflame.flamegraphs.Probing;

/**
 * Nodes of a call tree by the root ends of the stacks of one chunk, so that a stack is not walked from the root again but from the
 * deepest of its prefixes that was seen before.
 *
 * <p>A prefix of {@code d} frames is known by two sums over its frames: the frame's number, mixed, times a random number of the
 * frame's depth (multilinear hashing: D. Lemire and O. Kaser, "Strongly universal string hashing is fast", 2014). 96 bits of them
 * are compared; that two of ten million prefixes agree in them by chance has a probability below 10<sup>-15</sup>.
 */
final class PrefixTable extends LongTable {
    /** Prefixes of a multiple of this many frames are kept. */
    static final int BLOCK = 8;

    /** Deeper prefixes are not kept. */
    static final int DEEPEST = 1 << 12;

    /** Random factors of each depth for the first and the second sum. */
    static final long[] FACTORS_1 = random(1);

    static final long[] FACTORS_2 = random(2);

    /** Values are the upper half of the second sum and, in these bits, the node, which is never 0. */
    private static final long NODE = 0xFFFFFFFFL;

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

    /** Something of the slot where a prefix would be: brings it into the cache. */
    int load(long sum1) {
        return (int) slots[2 * slot(sum1) + 1];
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
            slot = Probing.next(slot, mask);
        }
    }

    /** Adds the prefix of a stack of a depth, a multiple of {@link #BLOCK}, that is not there. */
    void put(RawStack stack, int depth, int node) {
        assert node > 0 && depth % BLOCK == 0 : "the lower half of a value is a node, and never 0";
        int block = depth / BLOCK;
        insert(stack.prefix1(block), (stack.prefix2(block) & ~NODE) | node);
    }
}
