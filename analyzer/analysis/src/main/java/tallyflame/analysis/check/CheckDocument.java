package tallyflame.analysis.check;

import java.util.List;

/**
 * The JSON document of the verb {@code check}; component names are its keys.
 *
 * @param schema version of the document
 * @param verdict on all budgets together
 * @param strict whether what is undecided counts as failed
 */
public record CheckDocument(int schema, Verdict verdict, boolean strict, List<BudgetResult> budgets) {
    /** The document of some outcomes. */
    public static CheckDocument of(List<BudgetResult> outcomes, boolean strict) {
        return new CheckDocument(1, Check.overall(outcomes), strict, outcomes);
    }
}
