package tallyflame.counts;

/**
 * What the instructions of a line allocated of one type.
 *
 * @param line source line, 0 if unknown
 * @param type as in source: {@code java.lang.StringBuilder}, {@code double[][]}
 * @param objects how many; of arrays of arrays, each array is one
 * @param bytes their sizes as the JVM laid them out, {@link #UNKNOWN} if their class was gone before it could be asked
 */
public record Allocated(int line, String type, long objects, long bytes) {
    /** Bytes that nobody knows. */
    public static final long UNKNOWN = -1;

    /** The sum of two numbers of bytes, unknown if one of them is. */
    public static long sum(long a, long b) {
        return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : a + b;
    }
}
