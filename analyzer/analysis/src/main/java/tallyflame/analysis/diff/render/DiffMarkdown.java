package tallyflame.analysis.diff.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.FunctionChange;
import tallyflame.analysis.diff.LineChange;
import tallyflame.analysis.table.Markdown;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;

/** A comparison as a comment on a pull request. */
public final class DiffMarkdown {
    private static final int LINES = 10;
    private static final int FUNCTIONS = 10;

    private DiffMarkdown() {}

    /** The summary: verdict, throughput, work, lines, functions, warnings. */
    public static String of(Diff diff) {
        StringBuilder out = new StringBuilder();
        out.append("### Performance: ").append(diff.verdict()).append("\n\n");
        out.append(Markdown.of(
                Table.of(facts(diff)).text("", Map.Entry::getKey).text("before → after", Map.Entry::getValue)));
        lines(diff, out);
        functions(diff, out);
        if (!diff.warnings().isEmpty()) {
            out.append('\n');
            diff.warnings().forEach(warning -> out.append("> :warning: ")
                    .append(Markdown.escape(warning))
                    .append("\n>\n"));
        }
        return out.toString();
    }

    private static List<Map.Entry<String, String>> facts(Diff diff) {
        List<Map.Entry<String, String>> facts = new ArrayList<>();
        diff.throughput().ifPresent(t -> facts.add(Map.entry("throughput", DiffFormat.throughput(t))));
        diff.work().ifPresent(w -> facts.add(Map.entry("work", DiffFormat.work(w))));
        facts.add(Map.entry("invisible here", String.join("; ", DiffFormat.invisible(diff))));
        facts.add(Map.entry("noise", DiffFormat.noise(diff)));
        facts.removeIf(fact -> fact.getValue().isEmpty());
        return facts;
    }

    private static void lines(Diff diff, StringBuilder out) {
        List<LineChange> worse = diff.worseLines();
        if (worse.isEmpty()) {
            return;
        }
        out.append("\n**Lines that got worse**, worst first")
                .append(worse.size() > LINES ? " (" + LINES + " of " + worse.size() + ")" : "")
                .append("\n\n")
                .append(Markdown.of(Table.of(DiffAnswer.first(worse, LINES))
                        .text("line", LineChange::place)
                        .text("what", line -> line.kind().label())
                        .figure("hits", line -> DiffFormat.counts(line.hitsBefore(), line.hitsAfter()))
                        .figure("time", DiffMarkdown::time)
                        .code("source", LineChange::text)));
        diff.work().ifPresent(work -> out.append("\nHits are exact, for one ")
                .append(work.unit())
                .append(". "));
        if (diff.sampled()) {
            out.append("Times are of ")
                    .append(diff.perAlert() ? "all time of one alert before." : "each side's own total.");
        }
        out.append('\n');
    }

    private static String time(LineChange line) {
        return line.before() == null
                ? ""
                : Quantity.points(line.exact() ? line.timeOfHits() : line.difference()) + " %";
    }

    private static void functions(Diff diff, StringBuilder out) {
        List<FunctionChange> changed = DiffAnswer.changed(diff);
        if (changed.isEmpty()) {
            return;
        }
        out.append("\n<details><summary>")
                .append(changed.size())
                .append(changed.size() == 1 ? " function" : " functions")
                .append(" changed</summary>\n\n")
                .append(Markdown.of(Table.of(DiffAnswer.first(changed, FUNCTIONS))
                        .code("function", DiffFormat::name)
                        .text("what", change -> change.kind().label())
                        .figure("own time", DiffMarkdown::ownTime)
                        .figure("95 % of the difference", DiffMarkdown::interval)
                        .figure("calls", change -> DiffFormat.counts(change.callsBefore(), change.callsAfter()))))
                .append("\n</details>\n");
    }

    private static String ownTime(FunctionChange change) {
        return change.before() == null
                ? ""
                : Quantity.percent(change.before()) + " → " + Quantity.percent(change.after());
    }

    private static String interval(FunctionChange change) {
        return DiffFormat.interval(change.low(), change.high()) + (change.significant() ? " *" : "");
    }
}
