package tallyflame.analysis.lines.render;

import java.util.Optional;
import java.util.function.Function;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.TextTable;

/** The line table as flat CSV: one row for each line of each method, figures at full precision, missing ones empty. */
public final class LineCsv {
    private LineCsv() {}

    /**
     * All methods of a report.
     *
     * @param sources the source text of a method, where it was found and matches
     */
    public static String of(LineReport report, Function<MethodLines, Optional<SourceText>> sources) {
        TextTable table = new TextTable();
        for (String title : new String[] {
            "class",
            "method",
            "descriptor",
            "file",
            "line",
            "hits",
            "time",
            "unit",
            "samples",
            "share",
            "low",
            "high",
            "per_hit",
            "branches",
            "source"
        }) {
            table.text(title);
        }
        for (MethodLines method : report.methods()) {
            Optional<SourceText> source = sources.apply(method);
            method.rows().forEach(row -> table.row(cells(report, method, row, source)));
        }
        return table.csv();
    }

    private static Object[] cells(LineReport report, MethodLines method, LineRow row, Optional<SourceText> source) {
        boolean timed = method.samples() > 0;
        return new Object[] {
            method.className(),
            method.methodName(),
            method.descriptor(),
            method.sourceFile(),
            row.line() > 0 ? row.line() : "",
            row.counted() ? row.hits() : "",
            timed ? row.time() : "",
            timed ? report.unit() : "",
            report.sampled() ? row.samples() : "",
            timed ? row.share().value() : "",
            timed ? row.share().low() : "",
            timed ? row.share().high() : "",
            Double.isNaN(row.perHit()) ? "" : row.perHit(),
            String.join("; ", LineTable.outcomes(row.branches())),
            source.map(text -> text.line(row.line())).orElse("")
        };
    }
}
