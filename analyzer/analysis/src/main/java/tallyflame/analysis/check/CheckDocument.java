package tallyflame.analysis.check;

import java.util.List;
import java.util.Locale;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Findings;
import tallyflame.analysis.table.Table;

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

    /** The document and a table of the budgets. */
    public Answer answer() {
        Table<BudgetResult> table = Findings.of(
                        "",
                        budgets,
                        budgets.size(),
                        result -> result.verdict().name(),
                        "budget",
                        BudgetResult::id,
                        BudgetResult::message)
                .location("where", result -> result.file() + ":" + result.line())
                .note(budgets.size() + " budgets: " + count(Verdict.PASS) + " kept, " + count(Verdict.FAIL)
                        + " failed, " + count(Verdict.UNDECIDED) + " undecided")
                .data("id", BudgetResult::id)
                .data("what", result -> result.what().label())
                .data("kind", BudgetResult::kind)
                .data("verdict", result -> result.verdict().name().toLowerCase(Locale.ROOT))
                .data("value", BudgetResult::value)
                .data("low", BudgetResult::low)
                .data("high", BudgetResult::high)
                .data("limit", BudgetResult::limit)
                .data("more_forks", BudgetResult::moreForks)
                .data("message", BudgetResult::message)
                .data("file", BudgetResult::file)
                .data("line", BudgetResult::line);
        return new Answer("Budgets", () -> this).table(table);
    }

    private long count(Verdict wanted) {
        return budgets.stream().filter(result -> result.verdict() == wanted).count();
    }
}
