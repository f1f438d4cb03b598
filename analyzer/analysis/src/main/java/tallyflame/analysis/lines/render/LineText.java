package tallyflame.analysis.lines.render;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tallyflame.analysis.lines.BranchRow;
import tallyflame.analysis.lines.HotLine;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.TerminalText;
import tallyflame.analysis.table.TextTable;

/** The reports on lines as text for a terminal. Every table begins by saying what its figures are of. */
public final class LineText {
    private static final int ROOM_FOR_PACKAGES = 180;
    /** A lower-case segment in front of a dot, and its first letter. */
    private static final Pattern PACKAGE = Pattern.compile("\\b([a-z])[a-z0-9_]*\\.(?=\\w+\\.)");

    private LineText() {}

    /**
     * A table for each method that ran, those with most time first.
     *
     * @param most how many methods
     * @param sources the source text of a method, where it was found
     * @param width columns of the terminal
     */
    public static String methods(
            LineReport report, int most, Function<MethodLines, Optional<SourceText>> sources, int width) {
        StringBuilder out = new StringBuilder(report.heading());
        List<MethodLines> executed = report.executed();
        for (MethodLines method : executed.subList(0, Math.min(most, executed.size()))) {
            out.append('\n').append(new LineTable(report, method, sources.apply(method)).render(width));
        }
        int idle = report.methods().size() - executed.size();
        if (executed.size() > most) {
            out.append("\n")
                    .append(executed.size() - most)
                    .append(" more methods ran: --top ")
                    .append(executed.size());
            out.append(" shows them all, --method NAME one\n");
        }
        if (idle > 0) {
            out.append(executed.size() > most ? "" : "\n").append(idle);
            out.append(idle == 1 ? " counted method was" : " counted methods were")
                    .append(" never entered\n");
        }
        if (report.methods().isEmpty()) {
            out.append("\nno method of the classes asked for was counted or sampled\n");
        }
        return out.toString();
    }

    /** The hottest lines of the whole run. */
    public static String hot(
            LineReport report, List<HotLine> hot, Function<MethodLines, Optional<SourceText>> sources, int width) {
        Scale own = Scale.largest(report.unit(), hot.isEmpty() ? 0 : hot.get(0).own());
        Scale perHit = Scale.middle(
                report.unit(),
                hot.stream().mapToDouble(line -> line.row().perHit()).toArray());
        TextTable table = new TextTable()
                .number("Own " + own.symbol())
                .number("% Run")
                .number("±")
                .number("Total " + own.symbol())
                .number("Hits")
                .number("Per Hit " + perHit.symbol())
                .text("Line")
                .text("Line Contents");
        for (HotLine line : hot) {
            LineRow row = line.row();
            table.row(
                    own.cell(line.own()),
                    percent(line.share().value()),
                    percent(line.share().margin()),
                    own.cell(row.time()),
                    row.counted() ? row.hits() : "",
                    Double.isNaN(row.perHit()) ? "" : perHit.cell(row.perHit()),
                    where(line.method(), row.line(), width),
                    text(sources.apply(line.method()), row.line()));
        }
        return report.heading() + "\n" + fit(table.render(), width)
                + "Own: samples whose innermost source line is this one, native code it calls included.\n";
    }

    /** Branches in the order given. */
    public static String branches(
            LineReport report, List<BranchRow> rows, Function<MethodLines, Optional<SourceText>> sources, int width) {
        TextTable table = new TextTable()
                .number("Taken")
                .number("Likeliest")
                .number("Balance")
                .text("Branches")
                .text("Line")
                .text("Line Contents");
        for (BranchRow row : rows) {
            int line = row.branch().line();
            table.row(
                    row.taken(),
                    percent(row.likeliest()) + " %",
                    String.format(Locale.ROOT, "%.3f", row.balance()),
                    String.join("; ", LineTable.outcomes(List.of(row.branch()))),
                    where(row.method(), line, width),
                    text(sources.apply(row.method()), line));
        }
        return report.heading() + "\n" + fit(table.render(), width)
                + "Balance: 0 if one outcome is always taken, 1 if all are equally frequent.\n";
    }

    /** Where there is little room packages shrink to their initials, as in {@code o.a.Sky.bright:8}. */
    private static String where(MethodLines method, int line, int width) {
        String name = TerminalText.clean(method.name()) + ":" + (line > 0 ? line : "?");
        return width < ROOM_FOR_PACKAGES ? PACKAGE.matcher(name).replaceAll("$1.") : name;
    }

    private static String text(Optional<SourceText> source, int line) {
        return source.map(text -> TerminalText.clean(text.line(line).strip())).orElse("");
    }

    /** Cuts the last column, the source text; lines whose figures alone are wider stay whole. */
    private static String fit(String table, int width) {
        int textBegins = table.substring(0, table.indexOf('\n')).lastIndexOf("Line Contents");
        return table.lines()
                .map(line -> line.length() <= textBegins ? line : cut(line, textBegins, width))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String cut(String line, int from, int width) {
        String figures = line.substring(0, from);
        return figures + TerminalText.cut(line.substring(from), Math.max(1, width - TerminalText.width(figures)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
