package tallyflame.analysis.diff.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.table.Markdown;
import tallyflame.analysis.table.Table;

/** A comparison as a comment on a pull request. */
public final class DiffMarkdown {
    private static final int ROWS = 10;

    private DiffMarkdown() {}

    /** The summary: verdict, throughput, work, lines, functions, warnings. */
    public static String of(Diff diff) {
        StringBuilder out = new StringBuilder();
        out.append("### Performance: ").append(diff.verdict()).append("\n\n");
        out.append(Markdown.of(
                Table.of(facts(diff)).text("", Map.Entry::getKey).text("before → after", Map.Entry::getValue)));
        lines(diff, out);
        functions(diff, out);
        if (!ChangeTables.legend(diff).isEmpty()) {
            out.append('\n').append(Markdown.escape(ChangeTables.legend(diff))).append('\n');
        }
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
        facts.addAll(DiffFormat.times(diff));
        diff.work().ifPresent(w -> facts.add(Map.entry("work", DiffFormat.work(w))));
        facts.add(Map.entry("invisible here", String.join("; ", DiffFormat.invisible(diff))));
        facts.add(Map.entry("noise", DiffFormat.noise(diff)));
        facts.removeIf(fact -> fact.getValue().isEmpty());
        return facts;
    }

    private static void lines(Diff diff, StringBuilder out) {
        if (diff.lines().isEmpty()) {
            return;
        }
        out.append("\n**Lines that changed**, what got worse first")
                .append(
                        diff.lines().size() > ROWS
                                ? " (" + ROWS + " of " + diff.lines().size() + ")"
                                : "")
                .append("\n\n")
                .append(Markdown.of(ChangeTables.lines(diff, "", ROWS)));
    }

    private static void functions(Diff diff, StringBuilder out) {
        int changed = ChangeTables.changed(diff).size();
        if (changed == 0) {
            return;
        }
        out.append("\n<details><summary>")
                .append(changed)
                .append(changed == 1 ? " function" : " functions")
                .append(" changed</summary>\n\n")
                .append(Markdown.of(ChangeTables.functions(diff, "", ROWS)))
                .append("\n</details>\n");
    }
}
