package tallyflame.analysis.diff.render;

import java.util.List;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.change.ChangeKind;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.analysis.table.Findings;
import tallyflame.analysis.table.Table;

/** The tables of changed lines and functions, the same on the terminal and in a summary. */
final class ChangeTables {
    private ChangeTables() {}

    /** The functions that changed, in their order. */
    static List<FunctionChange> changed(Diff diff) {
        return diff.functions().stream()
                .filter(change -> change.kind() != ChangeKind.SAME)
                .toList();
    }

    static Table<LineChange> lines(Diff diff, String caption, int most) {
        DecidingFigures figures = new DecidingFigures(diff);
        Table<LineChange> table = Findings.of(
                caption, diff.lines(), most, line -> line.kind().label(), "line", LineChange::place, figures::of);
        if (diff.sampled()) {
            table.points("time", ChangeTables::time);
        }
        return table.code("source", LineChange::text)
                .code("before", line -> line.textBefore() == null ? "" : line.textBefore());
    }

    static Table<FunctionChange> functions(Diff diff, String caption, int most) {
        DecidingFigures figures = new DecidingFigures(diff);
        Table<FunctionChange> table = Findings.of(
                caption,
                changed(diff),
                most,
                change -> change.kind().label(),
                "function",
                FunctionChange::name,
                figures::of);
        if (diff.sampled()) {
            table.figure("own time", DiffFormat::ownTime).text("", change -> change.significant() ? "*" : "");
        }
        return table;
    }

    /** What the times in the tables are. */
    static String legend(Diff diff) {
        String whole = diff.perAlert() ? "all time of one alert before" : "each side's own total";
        return diff.sampled()
                ? "time: points of " + whole + "; of more or fewer hits so many times what one takes, else what was"
                        + " measured; * beyond noise (Benjamini-Hochberg, 2 %)"
                : "";
    }

    private static Double time(LineChange line) {
        return line.before() == null ? null : line.exact() ? line.timeOfHits() : line.difference();
    }
}
