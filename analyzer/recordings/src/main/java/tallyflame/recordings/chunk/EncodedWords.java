package tallyflame.recordings.chunk;

/**
 * Arithmetic on eight bytes of compressed integers at once, the first byte lowest. An integer ends with a byte whose top bit is
 * clear. Multiplications are used where bit-counting methods could be, because the JVM's first compiler has no instructions for those.
 */
public final class EncodedWords {
    private static final long TOP_BITS = 0x8080808080808080L;
    private static final long BYTES = 0x0101010101010101L;

    /** Its bits 60 to 63, after a shift to the left by {@code 8 * k}, are {@code k + 1}. */
    private static final long NUMBERS =
            (1L << 60) | (2L << 52) | (3L << 44) | (4L << 36) | (5L << 28) | (6L << 20) | (7L << 12) | (8L << 4);

    private EncodedWords() {}

    /** The top bits of those bytes that end an integer. */
    public static long ends(long word) {
        return ~word & TOP_BITS;
    }

    /** How many top bits are set: the sum of the bytes, each 0 or 1, gathers in the highest byte of the product. */
    static int count(long ends) {
        assert (ends & ~TOP_BITS) == 0;
        return (int) (((ends >>> 7) * BYTES) >>> 56);
    }

    /** In a method of its own, so that the callers of {@link #bytesUpTo} stay as small as the first compiler inlines them. */
    private static boolean isTopBit(long end) {
        return Long.bitCount(end) == 1 && (end & ~TOP_BITS) == 0;
    }

    /** How many bytes there are up to and with the one whose top bit is given: the product shifts by eight bits a byte. */
    public static int bytesUpTo(long end) {
        assert isTopBit(end);
        return (int) (((end >>> 7) * NUMBERS) >>> 60);
    }

    /** The bytes of a word up to and with the one whose top bit is given: all bits above are cleared. */
    public static long upTo(long word, long end) {
        return word & ((end << 1) - 1);
    }

    /** The first integer of a word, which ends within it. */
    public static long first(long word) {
        long rest = word;
        long value = rest & 0x7F;
        for (int shift = 7; (rest & 0x80) != 0; shift += 7) {
            rest >>>= 8;
            value |= (rest & 0x7F) << shift;
        }
        return value;
    }

    /** A word without the bytes of its first integer, which ends within it. */
    public static long withoutFirst(long word) {
        long rest = word;
        while ((rest & 0x80) != 0) {
            rest >>>= 8;
        }
        return rest >>> 8;
    }
}
