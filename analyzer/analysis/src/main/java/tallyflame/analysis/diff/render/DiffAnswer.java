package tallyflame.analysis.diff.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.diff.ChangeKind;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.FunctionChange;
import tallyflame.analysis.diff.LineChange;
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
            answer.table(lines(diff, most));
        }
        List<FunctionChange> changed = changed(diff);
        return changed.isEmpty()
                ? answer.lines("no function changed" + (diff.sampled() ? " beyond noise" : ""))
                : answer.table(functions(diff, changed, most));
    }

    /** The functions that changed, in their order. */
    static List<FunctionChange> changed(Diff diff) {
        return diff.functions().stream()
                .filter(change -> change.kind() != ChangeKind.SAME)
                .toList();
    }

    private static List<Map.Entry<String, String>> facts(Diff diff) {
        List<Map.Entry<String, String>> facts = new ArrayList<>();
        facts.add(Map.entry("before", DiffFormat.inputs(diff.before())));
        facts.add(Map.entry("after", DiffFormat.inputs(diff.after())));
        facts.add(Map.entry("verdict", diff.verdict().toUpperCase(Locale.ROOT)));
        diff.throughput().ifPresent(t -> facts.add(Map.entry("throughput", DiffFormat.throughput(t))));
        diff.work().ifPresent(w -> facts.add(Map.entry("work", DiffFormat.work(w))));
        facts.add(Map.entry("invisible", String.join("; ", DiffFormat.invisible(diff))));
        facts.add(Map.entry("noise", DiffFormat.noise(diff)));
        diff.warnings().forEach(warning -> facts.add(Map.entry("warning", warning)));
        facts.removeIf(fact -> fact.getValue().isEmpty());
        return facts;
    }

    private static Table<LineChange> lines(Diff diff, int most) {
        Table<LineChange> table = Table.of(first(diff.lines(), most))
                .caption("lines, what got worse first" + rest(diff.lines().size(), most)
                        + (diff.sampled() ? "; times in points of " + whole(diff) : ""))
                .location("line", LineChange::place)
                .text("kind", line -> line.kind().label());
        diff.work()
                .ifPresent(work -> table.figure(
                        "hits an " + work.unit(), line -> DiffFormat.counts(line.hitsBefore(), line.hitsAfter())));
        if (diff.sampled()) {
            table.points("own time", line -> line.before() == null ? null : line.difference())
                    .points(
                            "with callees",
                            line -> line.before() == null ? null : line.totalAfter() - line.totalBefore());
        }
        return table.code("source", LineChange::text);
    }

    private static Table<FunctionChange> functions(Diff diff, List<FunctionChange> changed, int most) {
        Table<FunctionChange> table = Table.of(first(changed, most))
                .caption("functions that changed" + rest(changed.size(), most)
                        + (diff.sampled()
                                ? "; own time of " + whole(diff) + "; * beyond noise (Benjamini-Hochberg, 5 %)"
                                : ""));
        if (diff.sampled()) {
            table.share("before", FunctionChange::before)
                    .share("after", FunctionChange::after)
                    .figure("95 % of the difference", change -> DiffFormat.interval(change.low(), change.high()))
                    .text("", change -> change.significant() ? "*" : "")
                    .points("by calls", FunctionChange::byCalls)
                    .points("by cost", FunctionChange::byCost);
        }
        diff.work()
                .ifPresent(work -> table.figure(
                        "calls an " + work.unit(),
                        change -> DiffFormat.counts(change.callsBefore(), change.callsAfter())));
        return table.text("kind", change -> change.kind().label()).code("function", DiffFormat::name);
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
                .data("by_calls", FunctionChange::byCalls)
                .data("by_cost", FunctionChange::byCost);
    }

    static <R> List<R> first(List<R> rows, int most) {
        return rows.subList(0, Math.min(most, rows.size()));
    }

    private static String whole(Diff diff) {
        return diff.perAlert() ? "all time of one alert before" : "each side's own total";
    }

    private static String rest(int rows, int most) {
        return rows > most ? " (" + most + " of " + rows + ", --top)" : "";
    }
}
