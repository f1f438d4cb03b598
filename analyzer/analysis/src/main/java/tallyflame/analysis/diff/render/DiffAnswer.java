package tallyflame.analysis.diff.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;

/** The answer of {@code diff}. */
public final class DiffAnswer {
    private DiffAnswer() {}

    /**
     * The whole answer; as CSV, all functions.
     *
     * @param most rows of each table
     * @param document what is written as JSON
     */
    public static Answer of(Diff diff, int most, Object document) {
        Answer answer = new Answer("Difference of two versions", () -> document)
                .csv(() -> data(diff))
                .table(Table.of(facts(diff))
                        .atLeast(10)
                        .text("", Map.Entry::getKey)
                        .atLeast(0)
                        .text("", Map.Entry::getValue));
        if (!diff.lines().isEmpty()) {
            answer.table(ChangeTables.lines(diff, "lines, what got worse first", most));
        }
        if (ChangeTables.changed(diff).isEmpty()) {
            return answer.lines("no function changed" + (diff.sampled() ? " beyond noise" : ""));
        }
        return answer.table(
                ChangeTables.functions(diff, "functions that changed", most).note(ChangeTables.legend(diff)));
    }

    static List<Map.Entry<String, String>> facts(Diff diff) {
        List<Map.Entry<String, String>> facts = new ArrayList<>();
        facts.add(Map.entry("before", DiffFormat.inputs(diff.before())));
        facts.add(Map.entry("after", DiffFormat.inputs(diff.after())));
        facts.add(Map.entry("verdict", diff.verdict().toUpperCase(Locale.ROOT)));
        facts.addAll(DiffFormat.times(diff));
        diff.work().ifPresent(w -> facts.add(Map.entry("work", DiffFormat.work(w))));
        facts.add(Map.entry("invisible", String.join("; ", DiffFormat.invisible(diff))));
        facts.add(Map.entry("noise", DiffFormat.noise(diff)));
        diff.warnings().forEach(warning -> facts.add(Map.entry("warning", warning)));
        facts.removeIf(fact -> fact.getValue().isEmpty());
        return facts;
    }

    private static Table<FunctionChange> data(Diff diff) {
        return Table.of(diff.functions())
                .data("name", FunctionChange::name)
                .data("kind", change -> change.kind().label())
                .data("renamed_from", FunctionChange::renamedFrom)
                .data("before", FunctionChange::before)
                .data("after", FunctionChange::after)
                .data("low", FunctionChange::low)
                .data("high", FunctionChange::high)
                .data("significant", FunctionChange::significant)
                .data("calls_before", FunctionChange::callsBefore)
                .data("calls_after", FunctionChange::callsAfter)
                .data("hits_before", FunctionChange::hitsBefore)
                .data("hits_after", FunctionChange::hitsAfter)
                .data("by_calls", FunctionChange::byCalls)
                .data("by_cost", FunctionChange::byCost);
    }
}
