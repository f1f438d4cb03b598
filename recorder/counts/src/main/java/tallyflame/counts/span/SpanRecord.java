package tallyflame.counts.span;

import java.util.List;

/**
 * All that was counted by span in one JVM, up to one moment.
 *
 * @param firstCounters number of the first counter of each class of the file
 * @param calls where the calls stood that counts name
 * @param sums all spans with counts, by name and duration
 * @param kept the slowest of each name, and some of the others, drawn at random with a fixed seed
 * @param outside what was counted outside of spans, or within some that did not end, up to the last end of a span on each thread
 * @param read the counters of all threads as they were at the last end of a span there
 */
public record SpanRecord(
        List<Integer> firstCounters,
        List<List<CallPlace>> calls,
        List<SpanSum> sums,
        List<OneSpan> kept,
        RawCounts outside,
        RawCounts read,
        SpanLedger ledger) {
    /** Copies the lists. */
    public SpanRecord {
        firstCounters = List.copyOf(firstCounters);
        calls = List.copyOf(calls);
        sums = List.copyOf(sums);
        kept = List.copyOf(kept);
    }
}
