package tallyflame.agent.span;

import java.util.concurrent.atomic.LongAdder;
import tallyflame.counts.span.SpanLedger;

/** What becomes of spans, counted. Safe for use by many threads. */
final class Tallies {
    final LongAdder begun = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAdder grouped = new LongAdder();
    final LongAdder shared = new LongAdder();
    final LongAdder elsewhere = new LongAdder();
    final LongAdder overlapping = new LongAdder();
    final LongAdder lateParts = new LongAdder();
    final LongAdder failed = new LongAdder();

    /** Their sum, which every change of any of them changes. */
    long all() {
        return begun.sum()
                + ended.sum()
                + shared.sum()
                + elsewhere.sum()
                + overlapping.sum()
                + lateParts.sum()
                + failed.sum();
    }

    SpanLedger ledger(long kept, long snapshotNanos, boolean coarse, String problem) {
        long known = ended.sum() + elsewhere.sum() + overlapping.sum() + failed.sum();
        return new SpanLedger(
                ended.sum(),
                kept,
                grouped.sum(),
                shared.sum(),
                Math.max(0, begun.sum() - known),
                elsewhere.sum(),
                overlapping.sum(),
                lateParts.sum(),
                failed.sum(),
                snapshotNanos,
                coarse,
                problem);
    }
}
