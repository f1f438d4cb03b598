package tallyflame.analysis.lines.render;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.TerminalText;
import tallyflame.counts.Branch;

/** The line table of one method for a terminal, in the shape of Python's {@code line_profiler}. */
final class LineTable {
    /** Code of another method that stands inside this one. */
    private static final String ELSEWHERE = "»";

    private static final String GAP = "⋮";

    private final LineReport report;
    private final MethodLines method;
    private final MethodListing listing;
    private final Scale time;
    private final Scale perHit;

    LineTable(LineReport report, MethodLines method, Optional<SourceText> source) {
        this.report = report;
        this.method = method;
        listing = MethodListing.of(report, method, source);
        time = Scale.ofTimes(report, method);
        perHit = Scale.ofHits(report, method);
    }

    /**
     * The table with its heading.
     *
     * @param width columns of the terminal; only the source text is cut to fit
     */
    String render(int width) {
        StringBuilder out = new StringBuilder();
        out.append("File: ").append(TerminalText.clean(listing.location())).append('\n');
        out.append(String.format(
                "%-69s  total %s   entered %s%n",
                "Method: " + TerminalText.clean(listing.name()) + " at line " + listing.declaredAt(),
                listing.total(report),
                listing.entered()));
        if (method.sampleTooSmall()) {
            out.append("The sample is too small: ")
                    .append(method.samples())
                    .append(method.samples() == 1 ? " sample is" : " samples are")
                    .append(" in this method, and shares need ")
                    .append(MethodLines.ENOUGH_SAMPLES)
                    .append(".\n");
        }
        if (method.samples() > 0) {
            out.append(report.what()).append(" in ").append(time.symbol());
            out.append(report.counted() ? ", Per Hit in " + perHit.symbol() : "")
                    .append('\n');
        }
        out.append('\n');
        LineColumns columns = new LineColumns(report.what());
        rows(columns);
        out.append(columns.render(width));
        if (!listing.inside().isEmpty()) {
            String inside = listing.inside().stream().map(TerminalText::clean).collect(Collectors.joining(", "));
            out.append(ELSEWHERE)
                    .append(" counted as a method of its own: ")
                    .append(inside)
                    .append('\n');
        }
        return out.toString();
    }

    private void rows(LineColumns columns) {
        for (MethodListing.Entry entry : listing.entries()) {
            String text = TerminalText.clean(entry.text());
            if (entry.gap()) {
                columns.add(List.of(GAP, "", "", "", "", ""), List.of(), "");
            } else if (entry.row().isPresent()) {
                row(columns, entry.row().get(), text);
            } else {
                String mark = entry.nested() ? ELSEWHERE : "";
                columns.add(List.of(String.valueOf(entry.line()), mark, "", "", "", ""), List.of(), text);
            }
        }
    }

    private void row(LineColumns columns, LineRow row, String text) {
        boolean timed = listing.timed(row);
        columns.add(
                List.of(
                        row.line() > 0 ? String.valueOf(row.line()) : "?",
                        row.counted() ? String.valueOf(row.hits()) : "",
                        timed ? time.cell(row.time()) : "",
                        Double.isNaN(row.perHit()) ? "" : perHit.cell(row.perHit()),
                        timed ? percent(row.share().value()) : "",
                        timed ? percent(row.share().margin()) : ""),
                outcomes(row.branches()),
                text);
    }

    /** One phrase a branch: {@code 30→55 955→60}. */
    static List<String> outcomes(List<Branch> branches) {
        return branches.stream()
                .map(branch -> branch.outcomes().stream()
                        .map(outcome -> outcome.count() + "→" + (outcome.toLine() > 0 ? outcome.toLine() : "?"))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
