package tallyflame.analysis.diff.render;

import java.util.List;
import tallyflame.analysis.diff.ChangeKind;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.FunctionChange;
import tallyflame.analysis.table.TerminalText;
import tallyflame.analysis.table.TextTable;

/** A comparison for a terminal. */
public final class DiffText {
    private DiffText() {}

    /**
     * The whole answer.
     *
     * @param most rows of each table
     */
    public static String of(Diff diff, int most) {
        StringBuilder out = new StringBuilder();
        out.append("before      ").append(DiffFormat.inputs(diff.before())).append('\n');
        out.append("after       ").append(DiffFormat.inputs(diff.after())).append('\n');
        out.append("verdict     ")
                .append(diff.verdict().toUpperCase(java.util.Locale.ROOT))
                .append('\n');
        diff.throughput().ifPresent(t -> out.append("throughput  ")
                .append(DiffFormat.throughput(t))
                .append('\n'));
        diff.work()
                .ifPresent(w ->
                        out.append("work        ").append(DiffFormat.work(w)).append('\n'));
        List<String> invisible = DiffFormat.invisible(diff);
        if (!invisible.isEmpty()) {
            out.append("invisible   ").append(String.join("; ", invisible)).append('\n');
        }
        if (!DiffFormat.noise(diff).isEmpty()) {
            out.append("noise       ").append(DiffFormat.noise(diff)).append('\n');
        }
        diff.warnings().forEach(warning -> out.append("warning     ")
                .append(TerminalText.clean(warning))
                .append('\n'));
        lines(diff, most, out);
        functions(diff, most, out);
        return out.toString();
    }

    private static void lines(Diff diff, int most, StringBuilder out) {
        if (diff.lines().isEmpty()) {
            return;
        }
        TextTable table = new TextTable().text("line").text("kind");
        if (diff.work().isPresent()) {
            table.number("hits an " + diff.work().get().unit());
        }
        if (diff.sampled()) {
            table.number("own time").number("with callees");
        }
        table.text("source");
        diff.lines().stream().limit(most).forEach(line -> {
            List<Object> cells =
                    new java.util.ArrayList<>(List.of(line.place(), line.kind().label()));
            if (diff.work().isPresent()) {
                cells.add(DiffFormat.counts(line.hitsBefore(), line.hitsAfter()));
            }
            if (diff.sampled()) {
                cells.add(line.before() == null ? "" : DiffFormat.points(line.difference()));
                cells.add(line.before() == null ? "" : DiffFormat.points(line.totalAfter() - line.totalBefore()));
            }
            cells.add(TerminalText.clean(line.text()));
            table.row(cells.toArray());
        });
        out.append("\nlines, what got worse first").append(rest(diff.lines().size(), most));
        if (diff.sampled()) {
            out.append("; times in points of ").append(whole(diff));
        }
        out.append('\n').append(table.render());
    }

    private static void functions(Diff diff, int most, StringBuilder out) {
        List<FunctionChange> changed = diff.functions().stream()
                .filter(change -> change.kind() != ChangeKind.SAME)
                .toList();
        if (changed.isEmpty()) {
            out.append("\nno function changed")
                    .append(diff.sampled() ? " beyond noise" : "")
                    .append('\n');
            return;
        }
        TextTable table = new TextTable();
        if (diff.sampled()) {
            table.number("before")
                    .number("after")
                    .number("95 % of the difference")
                    .text("");
            table.number("by calls").number("by cost");
        }
        if (diff.work().isPresent()) {
            table.number("calls an " + diff.work().get().unit());
        }
        table.text("kind").text("function");
        changed.stream().limit(most).forEach(change -> {
            List<Object> cells = new java.util.ArrayList<>();
            if (diff.sampled()) {
                cells.add(DiffFormat.percent(change.before()));
                cells.add(DiffFormat.percent(change.after()));
                cells.add(DiffFormat.interval(change.low(), change.high()));
                cells.add(change.significant() ? "*" : "");
                cells.add(DiffFormat.points(change.byCalls()));
                cells.add(DiffFormat.points(change.byCost()));
            }
            if (diff.work().isPresent()) {
                cells.add(DiffFormat.counts(change.callsBefore(), change.callsAfter()));
            }
            cells.add(change.kind().label());
            String from = change.renamedFrom() == null ? "" : " (was " + change.renamedFrom() + ")";
            cells.add(TerminalText.clean(change.name() + from));
            table.row(cells.toArray());
        });
        out.append("\nfunctions that changed").append(rest(changed.size(), most));
        if (diff.sampled()) {
            out.append("; own time of ").append(whole(diff)).append("; * beyond noise (Benjamini-Hochberg, 5 %)");
        }
        out.append('\n').append(table.render());
    }

    private static String whole(Diff diff) {
        return diff.perAlert() ? "all time of one alert before" : "each side's own total";
    }

    private static String rest(int rows, int most) {
        return rows > most ? " (" + most + " of " + rows + ", --top)" : "";
    }
}
