package tallyflame.analysis.spans.counts;

/**
 * A span that was kept by itself.
 *
 * @param thread name of the thread on which it began
 * @param start in nanoseconds since 1970
 * @param nanos how long it took where it was counted, without what that cost, nanoseconds
 * @param parts on how many threads, or how many times, it was worked on
 * @param nested whether it was within another span
 * @param hits what it counted, spans within it included
 */
public record CountedSpan(
        String name, String tag, String thread, long start, long nanos, int parts, boolean nested, SpanHits hits) {}
