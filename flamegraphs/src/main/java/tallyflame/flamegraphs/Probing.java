package tallyflame.flamegraphs;

/**
 * Open addressing with linear probing, the core of all tables over primitive arrays. Each table keeps its arrays and compares its
 * keys itself, so that a step of a search is a few instructions and never a call that the compiler could not see through.
 *
 * <p>Three things hold for every table. The number of slots is a power of two, so that a mask stands for a division. At most
 * half of the slots are taken, so that every search comes to a free one; on the average a search for what is not there takes 2.5
 * steps (D. Knuth, The Art of Computer Programming 3, 6.4: half of 1 + 1 / (1 - 1/2)<sup>2</sup>). Nothing is ever removed but all at
 * once, so that a free slot ends a search for good.
 */
public final class Probing {
    /**
     * The golden ratio's fraction of 2<sup>64</sup>, which is odd: the multiplication is a bijection, and brings what differs in
     * low bits of keys into the high bits of the product (Fibonacci hashing; Knuth, ibid.).
     */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Probing() {}

    /** The slot at which the search for a key begins: the higher half of the product, its own upper bits folded onto the lower. */
    public static int start(long key, int mask) {
        long h = key * GOLDEN;
        return (int) ((h >>> 32) ^ (h >>> 48)) & mask;
    }

    /** The slot at which a search goes on. */
    public static int next(int slot, int mask) {
        return (slot + 1) & mask;
    }

    /** Whether a table must grow before another entry may come. */
    public static boolean isFull(int used, int mask) {
        return 2 * (used + 1) > mask + 1;
    }

    /** How many slots a full table is to have. */
    public static int grown(int slots) {
        assert Integer.bitCount(slots) == 1 : "the number of slots is no power of two: " + slots;
        return Math.multiplyExact(2, slots);
    }

    /** The first free slot from a slot on, in a table whose free slots hold 0. */
    public static int free(int[] slots, int start) {
        int slot = start;
        while (slots[slot] != 0) {
            slot = next(slot, slots.length - 1);
        }
        return slot;
    }

    /** The same where the slots are records of some longs, of which the last is 0 in a free slot. */
    public static int free(long[] slots, int width, int start, int mask) {
        int slot = start;
        while (slots[width * slot + width - 1] != 0) {
            slot = next(slot, mask);
        }
        return slot;
    }
}
