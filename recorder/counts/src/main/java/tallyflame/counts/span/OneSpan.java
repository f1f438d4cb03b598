package tallyflame.counts.span;

/**
 * A span that was kept by itself.
 *
 * @param thread name of the thread on which it began
 * @param startNanos since 1970
 * @param nanos how long it took, without what counting it and spans within it took
 * @param parts on how many threads or times it was worked on
 * @param nested whether it was within another span, at least in part
 * @param counts {@link RawCounts} as bytes, see {@code SpanCodec}
 */
public record OneSpan(
        String name,
        String tag,
        String thread,
        long startNanos,
        long nanos,
        int parts,
        boolean nested,
        byte[] counts) {}
