package tallyflame.analysis.check;

import tallyflame.counts.code.MethodId;

/**
 * One entry of a budget file; which keys an entry needs depends on its kind (docs/budgets.md).
 *
 * @param id unique name
 * @param kind what is limited
 * @param function {@code pkg.Class.method}
 * @param line source line, or {@code null} if {@code text} names it
 * @param text part of the line's source, which finds the line wherever it has moved
 * @param branch rank of the branch on its line, from 0
 * @param outcome rank of the outcome of the branch, from 0, in the order in which tables show them
 * @param percentile of the latency: 50, 90, 99 or 99.9
 * @param max largest value that keeps the budget
 * @param min smallest value that keeps the budget
 * @param maxRatio largest multiple of the baseline's value
 * @param minRatio smallest multiple of the baseline's value
 */
public record Budget(
        String id,
        BudgetKind kind,
        String function,
        Integer line,
        String text,
        Integer branch,
        Integer outcome,
        Double percentile,
        Double max,
        Double min,
        Double maxRatio,
        Double minRatio) {

    /** The same of a function under another name. */
    Budget of(MethodId other) {
        return new Budget(
                id, kind, other.toString(), line, text, branch, outcome, percentile, max, min, maxRatio, minRatio);
    }

    /** The function that it is of, {@code null} if it is of none. */
    MethodId method() {
        return function == null ? null : MethodId.parse(function);
    }

    /** Whether the limit is a multiple of what the baseline has. */
    public boolean relative() {
        return maxRatio != null || minRatio != null;
    }

    /** Whether the value may not be smaller, rather than not larger, than the limit. */
    public boolean floor() {
        return min != null || minRatio != null;
    }

    /** The bare limit, or the multiple of the baseline. */
    double bound() {
        if (relative()) {
            return floor() ? minRatio : maxRatio;
        }
        return kind == BudgetKind.FORBIDDEN_CALL ? 0 : floor() ? min : max;
    }
}
