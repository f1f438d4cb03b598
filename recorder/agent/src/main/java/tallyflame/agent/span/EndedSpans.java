package tallyflame.agent.span;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tallyflame.agent.mark.Moment;
import tallyflame.counts.span.OneSpan;

/** What became of spans: those that ended, by name, those of which only parts have, and those without figures. Safe for many threads. */
final class EndedSpans {
    private static final int MOST_PENDING = 10_000;

    final Tallies tallies = new Tallies();
    private final CallTable calls = new CallTable();
    private final Names names = new Names(calls);
    private final SnapshotCost cost;
    /** Spans of which parts have ended, and others, or they themselves, have not. */
    private final Set<WholeSpan> pending = ConcurrentHashMap.newKeySet();
    /** What spans counted that get no figure. */
    private final Moment lost = new Moment(0);

    EndedSpans(SnapshotCost cost) {
        this.cost = cost;
    }

    NamedSpans of(String name) {
        return names.of(name);
    }

    /**
     * A span, or a part of it, has ended.
     *
     * @return why there can be no figures any more, empty as long as there can
     */
    String leave(WholeSpan span) {
        if (!span.left()) {
            pending.add(span);
            return pending.size() > MOST_PENDING
                    ? "parts of more than " + MOST_PENDING + " spans ended and others of them did not"
                    : "";
        }
        if (span.failed()) {
            synchronized (lost) {
                span.addOutside(lost);
            }
        } else if (span.parts() == 0) {
            tallies.elsewhere.increment();
        } else {
            span.named.took(span.nanos(), cost.judged());
            names.add(span);
            tallies.ended.increment();
        }
        pending.remove(span);
        return "";
    }

    void addGroup(Group group, long nanos) {
        names.addGroup(group, nanos);
        tallies.ended.add(group.spansEnded());
        tallies.grouped.add(group.spansEnded());
    }

    /** All as it is while no thread is at an end of a span. */
    SpanCut cut(Collection<Block> blocks) {
        Moment outside = new Moment(0);
        Moment read = new Moment(0);
        outside.add(lost, 1);
        pending.forEach(span -> span.addOutside(outside));
        for (Block block : blocks) {
            block.addOutside(outside);
            block.addRead(read);
        }
        List<OneSpan> kept = names.kept();
        return new SpanCut(
                calls,
                names.sums(),
                kept,
                calls.raw(outside),
                calls.raw(read),
                tallies.ledger(kept.size(), cost.nanos(), names.coarse(), ""));
    }

    /** No figures, for a reason. */
    SpanCut refused(String problem) {
        return SpanCut.refused(calls, tallies.ledger(0, 0, false, problem));
    }
}
