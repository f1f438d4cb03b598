package tallyflame.analysis.spans.counts;

import tallyflame.counts.code.MethodId;

/**
 * A way out of a branch.
 *
 * @param line of the branch
 * @param ordinal which of the branches on its line
 * @param index which way, in the order of {@code BranchKind}
 * @param toLine the line that it goes to, 0 if it has none
 */
public record OutcomeId(MethodId method, int line, int ordinal, int index, int toLine) {}
