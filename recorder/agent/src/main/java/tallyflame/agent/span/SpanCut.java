package tallyflame.agent.span;

import java.util.ArrayList;
import java.util.List;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.span.OneSpan;
import tallyflame.counts.span.RawCounts;
import tallyflame.counts.span.SpanLedger;
import tallyflame.counts.span.SpanRecord;
import tallyflame.counts.span.SpanSum;

/**
 * What spans counted up to one moment.
 *
 * @param calls numbers the calls that counts name
 * @param outside see {@link SpanRecord}
 * @param read see {@link SpanRecord}
 */
public record SpanCut(
        CallTable calls, List<SpanSum> sums, List<OneSpan> kept, RawCounts outside, RawCounts read, SpanLedger ledger) {
    static SpanCut refused(CallTable calls, SpanLedger ledger) {
        return new SpanCut(calls, List.of(), List.of(), RawCounts.NONE, RawCounts.NONE, ledger);
    }

    /**
     * The same for a file.
     *
     * @param classes all that counted by then, in the order of the file
     */
    public SpanRecord of(List<CountedClass> classes) {
        List<Integer> first = new ArrayList<>();
        classes.forEach(type -> first.add(type.firstCounter(0)));
        return new SpanRecord(first, calls.places(classes), sums, kept, outside, read, ledger);
    }
}
