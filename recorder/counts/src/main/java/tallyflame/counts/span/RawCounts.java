package tallyflame.counts.span;

/**
 * Counters that are not zero, and the calls that stood at the ends of what was counted.
 *
 * @param numbers of the counters in the thread's blocks, ascending
 * @param values of these counters
 * @param calls places in the table of standing calls
 * @param standing how many more of each stood at the end than at the beginning; 0 of one that stood at both
 */
public record RawCounts(int[] numbers, long[] values, int[] calls, long[] standing) {
    /** Nothing. */
    public static final RawCounts NONE = new RawCounts(new int[0], new long[0], new int[0], new long[0]);
}
