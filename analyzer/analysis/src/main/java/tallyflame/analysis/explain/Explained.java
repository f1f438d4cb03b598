package tallyflame.analysis.explain;

import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.table.Answer;

/**
 * An explanation, and the spans that it is about, whose samples can be compared.
 *
 * @param slow the slow spans
 * @param others all others of their name
 * @param slowBunch variance of the number of samples in a slow span over its mean, 1 or more: samples of one span are alike
 * @param othersBunch the same of the others
 */
public record Explained(Answer answer, SpanSet slow, SpanSet others, double slowBunch, double othersBunch) {}
