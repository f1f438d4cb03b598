package tallyflame.analysis.explain;

import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.table.Answer;

/**
 * An explanation, and the spans that it is about, whose samples can be compared.
 *
 * @param slow the slow spans
 * @param others all others of their name
 */
public record Explained(Answer answer, SpanSet slow, SpanSet others) {}
