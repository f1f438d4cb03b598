package tallyflame.analysis.functions;

import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Quantity;

/** The answer of {@code functions} about samples. */
public final class FunctionsAnswer {
    private FunctionsAnswer() {}

    /**
     * The answer on a table.
     *
     * @param most how many rows it has at most
     * @param joules energy of 1000 alerts of the run, or {@code null}
     */
    public static Answer of(FunctionTable all, int most, Ledger ledger, Double joules) {
        FunctionTable shown = all.top(most);
        Answer answer = new Answer("Functions", () -> FunctionsDocument.of(shown, ledger, joules))
                .lines(all.event() + ": " + Quantity.of(all.total(), all.unit()) + " in "
                        + Quantity.of(all.samples(), "samples") + ", "
                        + Quantity.of(all.functions().size(), "functions") + ", "
                        + Quantity.of(shown.functions().size(), "shown"))
                .table(table(shown, joules));
        if (all.samples() < FunctionTable.ENOUGH_SAMPLES) {
            answer.lines("sample too small: under " + FunctionTable.ENOUGH_SAMPLES + " samples the shares say little");
        }
        return answer.lines(LedgerText.lines(ledger));
    }

    private static Table<Function> table(FunctionTable shown, Double joules) {
        Table<Function> table = Table.of(shown.functions())
                .weight("self", shown.unit(), Function::self)
                .shares("share", shown::selfShare)
                .share("total", function -> shown.totalShare(function).value())
                .count("samples", Function::selfSamples)
                .data("name", Function::name)
                .data("self", Function::self)
                .data("total", Function::total)
                .data("samples", Function::selfSamples)
                .data("share", function -> shown.selfShare(function).value())
                .data("low", function -> shown.selfShare(function).low())
                .data("high", function -> shown.selfShare(function).high());
        if (joules != null) {
            table.number(
                            "J/1000 alerts",
                            function -> joules * shown.totalShare(function).value())
                    .data(
                            "joules_per_1000_alerts",
                            function -> joules * shown.totalShare(function).value());
        }
        return table.code("function", Function::name);
    }
}
