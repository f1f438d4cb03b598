package tallyflame.analysis.report;

import java.util.List;
import tallyflame.analysis.explain.LatencyCurve;
import tallyflame.analysis.table.Answer;

/**
 * What a report says about spans.
 *
 * @param answer how long they took and what they spent
 * @param curves the same by latency, for names of which there are enough spans
 * @param explanations why the slow ones are slow
 */
public record ReportedSpans(Answer answer, List<LatencyCurve> curves, List<Answer> explanations) {
    /** Copies the lists. */
    public ReportedSpans {
        curves = List.copyOf(curves);
        explanations = List.copyOf(explanations);
    }
}
