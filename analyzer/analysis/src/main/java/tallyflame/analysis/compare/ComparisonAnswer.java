package tallyflame.analysis.compare;

import java.util.List;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;

/** The answer of {@code compare} on one module or command. */
public final class ComparisonAnswer {
    private static final int MOST_FUNCTIONS = 12;
    private static final int MOST_LINES = 8;

    private ComparisonAnswer() {}

    /** The whole answer. */
    public static Answer of(Comparison comparison) {
        Answer answer = new Answer("Sampling against tracing: " + comparison.work(), () -> comparison)
                .lines(comparison.work() + ": " + comparison.rounds() + " rounds of each instrument"
                        + (comparison.status().equals("complete") ? "" : " (the run is " + comparison.status() + ")"))
                .table(ComparisonTables.overhead(comparison.overhead()))
                .table(ComparisonTables.instruments(comparison.instruments()))
                .table(ComparisonTables.agreement(comparison.agreement()));
        comparison.sampledAgainstTraced().ifPresent(pair -> answer.table(
                        ComparisonTables.rows("function", pair, pair.functions(), MOST_FUNCTIONS, false))
                .table(ComparisonTables.rows("line", pair, pair.lines(), MOST_LINES, false)));
        if (!comparison.totals().isEmpty()) {
            answer.table(ComparisonTables.totals(comparison.totals()));
        }
        if (!comparison.functionTotals().isEmpty()) {
            answer.table(ComparisonTables.functionTotals(comparison.functionTotals())
                    .note("bytes by the function's own instructions; compiled code may do without some of them,"
                            + " which no sampler can see then"));
        }
        return answer.list(
                        "why they differ",
                        comparison.findings().stream().map(Reason::text).toList())
                .list("verdict", comparison.verdict());
    }

    private record Cost(String work, Overhead of) {}

    /** What the instruments cost in several comparisons, for machines. */
    public static Table<?> overhead(List<Comparison> comparisons) {
        return Table.of(comparisons.stream()
                        .flatMap(one -> one.overhead().stream().map(cost -> new Cost(one.work(), cost)))
                        .toList())
                .data("work", Cost::work)
                .data("pass", cost -> cost.of().pass())
                .data("rounds", cost -> cost.of().rounds())
                .data("ratio", cost -> cost.of().ratio())
                .data("low", cost -> cost.of().low())
                .data("high", cost -> cost.of().high());
    }
}
