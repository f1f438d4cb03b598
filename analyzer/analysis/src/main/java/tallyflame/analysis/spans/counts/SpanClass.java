package tallyflame.analysis.spans.counts;

/**
 * All spans of a name that took about as long.
 *
 * @param from the least time they took, nanoseconds
 * @param to the least time above, nanoseconds
 * @param spans how many
 * @param nanos how long they took together, where they were counted, nanoseconds
 * @param grouped whether they were too short to be counted one by one: what ran between those of a group is in its counts
 * @param groups how many groups
 * @param betweenNanos how long it took between those of each group, together, nanoseconds
 * @param hits what they counted, spans within them included
 * @param nested the part of that which counts for an outer span, too
 */
public record SpanClass(
        String name,
        long from,
        long to,
        long spans,
        long nanos,
        boolean grouped,
        long groups,
        long betweenNanos,
        SpanHits hits,
        SpanHits nested) {}
