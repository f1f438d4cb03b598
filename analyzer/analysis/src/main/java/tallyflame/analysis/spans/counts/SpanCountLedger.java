package tallyflame.analysis.spans.counts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.span.SpanLedger;
import tallyflame.flamegraphs.Quantity;

/**
 * What became of all spans that began while they could be counted, and of methods without a figure in some.
 *
 * @param spans how many became what
 * @param unknown methods that have no figure in at least one span, or sum of spans, and why
 * @param hits of lines in all, but for methods that have no figure in a sum of spans
 * @param outside those of them that belong to no span that has a figure
 */
public record SpanCountLedger(SpanLedger spans, Map<MethodId, String> unknown, long hits, long outside) {
    /** Copies the map. */
    public SpanCountLedger {
        unknown = Map.copyOf(unknown);
    }

    static SpanCountLedger of(
            SpanLedger spans, List<MethodId> methods, Map<Integer, String> reasons, long hits, long outside) {
        Map<MethodId, String> unknown = new HashMap<>();
        reasons.forEach((method, reason) -> unknown.put(methods.get(method), reason));
        return new SpanCountLedger(spans, unknown, hits, outside);
    }

    /** What of it is to be known by whoever reads figures of spans, one line each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                spans.problem().isEmpty()
                        ? "hits of lines: " + Quantity.count(hits) + " in all = " + Quantity.count(hits - outside)
                                + " in spans + " + Quantity.count(outside)
                                + " outside of spans; spans and outside are the whole, checked counter by counter"
                        : "no counts of spans: " + spans.problem());
        note(
                notes,
                spans.grouped(),
                "spans took less than 20 times the " + Quantity.of(spans.snapshotNanos(), "ns")
                        + " that counting one costs: counted in groups, with what ran between those of a group");
        note(
                notes,
                spans.shared(),
                "spans, or parts, not counted: their threads shared counters with others;"
                        + " record with more of the agent's maxthreads");
        note(notes, spans.unended(), "spans without counts: they had not ended, or their thread ended first");
        note(notes, spans.elsewhere(), "spans without counts: they ended on another thread and had no parts");
        note(notes, spans.overlapping(), "spans without counts: spans that began within them ended after them");
        note(notes, spans.lateParts(), "parts not counted: their span had ended, or was counted in a group");
        note(notes, spans.failed(), "spans without counts: the agent had no memory or stack left");
        if (spans.coarse()) notes.add("so many names and durations that durations are added up");
        unknown.forEach((method, reason) -> notes.add(method + " has no figure in some spans: " + reason));
        return notes;
    }

    private static void note(List<String> notes, long count, String what) {
        if (count > 0) notes.add(Quantity.count(count) + " " + what);
    }
}
