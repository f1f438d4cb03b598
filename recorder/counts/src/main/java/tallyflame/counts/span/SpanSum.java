package tallyflame.counts.span;

/**
 * What the spans of a name counted that took about as long, together.
 *
 * @param bucket they took at least two to the power of one less than this and less than two to the power of this, nanoseconds;
 *     {@link #ANY} for any time
 * @param grouped whether they were so short that several in a row were counted as one, with what ran between them
 * @param spans how many
 * @param groups in how many groups, 0 unless grouped
 * @param nanos how long they took, together
 * @param betweenNanos how long it took between those of each group, together
 * @param counts what they counted, spans within them included
 * @param nested the part of it that an outer span of another call counted, too
 */
public record SpanSum(
        String name,
        int bucket,
        boolean grouped,
        long spans,
        long groups,
        long nanos,
        long betweenNanos,
        RawCounts counts,
        RawCounts nested) {
    /** The bucket of all durations. */
    public static final int ANY = 0;

    /** The bucket of a duration in nanoseconds. */
    public static int bucket(long nanos) {
        return Long.SIZE - Long.numberOfLeadingZeros(Math.max(nanos, 1));
    }

    /** The least duration in it, nanoseconds. */
    public long from() {
        return bucket == ANY ? 0 : 1L << (bucket - 1);
    }

    /** The least duration above it, nanoseconds. */
    public long to() {
        return bucket == ANY || bucket >= Long.SIZE - 1 ? Long.MAX_VALUE : 1L << bucket;
    }
}
