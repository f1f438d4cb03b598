package tallyflame.analysis.diff.render;

import java.util.List;
import java.util.Locale;
import tallyflame.analysis.diff.ChangeKind;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.FunctionChange;
import tallyflame.analysis.diff.LineChange;
import tallyflame.analysis.table.TerminalText;

/** A comparison as a comment on a pull request. */
public final class DiffMarkdown {
    private static final int LINES = 10;
    private static final int FUNCTIONS = 10;

    private DiffMarkdown() {}

    /** The summary: verdict, throughput, work, lines, functions, warnings. */
    public static String of(Diff diff) {
        StringBuilder out = new StringBuilder();
        out.append("### Performance: ").append(diff.verdict()).append("\n\n");
        out.append("| | before → after |\n|---|---|\n");
        diff.throughput().ifPresent(t -> row(out, "throughput", DiffFormat.throughput(t)));
        diff.work().ifPresent(w -> row(out, "work", DiffFormat.work(w)));
        List<String> invisible = DiffFormat.invisible(diff);
        if (!invisible.isEmpty()) {
            row(out, "invisible here", String.join("; ", invisible));
        }
        if (!DiffFormat.noise(diff).isEmpty()) {
            row(out, "noise", DiffFormat.noise(diff));
        }
        lines(diff, out);
        functions(diff, out);
        if (!diff.warnings().isEmpty()) {
            out.append('\n');
            diff.warnings()
                    .forEach(warning ->
                            out.append("> :warning: ").append(escape(warning)).append("\n>\n"));
        }
        return out.toString();
    }

    private static void lines(Diff diff, StringBuilder out) {
        List<LineChange> worse = diff.worseLines();
        if (worse.isEmpty()) {
            return;
        }
        out.append("\n**Lines that got worse**, worst first")
                .append(worse.size() > LINES ? " (" + LINES + " of " + worse.size() + ")" : "")
                .append("\n\n| line | what | hits | time | source |\n|---|---|--:|--:|---|\n");
        for (LineChange line : worse.subList(0, Math.min(LINES, worse.size()))) {
            double time = line.origin() ? line.totalDifference() : line.difference();
            row(
                    out,
                    escape(line.place()),
                    line.kind().label(),
                    DiffFormat.counts(line.hitsBefore(), line.hitsAfter()),
                    line.before() == null ? "" : DiffFormat.points(time) + " %",
                    code(line.text()));
        }
        diff.work().ifPresent(work -> out.append("\nHits are exact, for one ")
                .append(work.unit())
                .append(". "));
        if (diff.sampled()) {
            out.append("Times are of ")
                    .append(diff.perAlert() ? "all time of one alert before." : "each side's own total.");
        }
        out.append('\n');
    }

    private static void functions(Diff diff, StringBuilder out) {
        List<FunctionChange> changed = diff.functions().stream()
                .filter(change -> change.kind() != ChangeKind.SAME)
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        out.append("\n<details><summary>")
                .append(changed.size())
                .append(changed.size() == 1 ? " function" : " functions")
                .append(" changed</summary>\n\n| function | what | own time | 95 % of the difference | calls |\n")
                .append("|---|---|--:|--:|--:|\n");
        for (FunctionChange change : changed.subList(0, Math.min(FUNCTIONS, changed.size()))) {
            String from = change.renamedFrom() == null ? "" : " (was " + change.renamedFrom() + ")";
            boolean timed = change.before() != null;
            row(
                    out,
                    code(change.name() + from),
                    change.kind().label(),
                    timed ? DiffFormat.percent(change.before()) + " → " + DiffFormat.percent(change.after()) : "",
                    timed ? DiffFormat.interval(change.low(), change.high()) + (change.significant() ? " *" : "") : "",
                    DiffFormat.counts(change.callsBefore(), change.callsAfter()));
        }
        out.append("\n</details>\n");
    }

    private static void row(StringBuilder out, String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Source as code in a table: the one place where it is made harmless in Markdown. */
    private static String code(String text) {
        String clean = TerminalText.clean(text).replace('`', '\'').replace("|", "\\|");
        return clean.isEmpty() ? "" : "`" + clean + "`";
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : TerminalText.clean(text).toCharArray()) {
            if ("\\`*_{}[]<>#|!@&".indexOf(c) >= 0) {
                out.append(String.format(Locale.ROOT, "&#%d;", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
