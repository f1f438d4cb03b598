package tallyflame.analysis.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.LineRow;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.lines.RunLines;
import tallyflame.analysis.lines.render.LineTable;
import tallyflame.analysis.lines.render.MethodListing;
import tallyflame.analysis.source.SourceText;
import tallyflame.analysis.table.TerminalText;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.page.Html;

/** The source of the methods that took most time, line by line: heat, hits, branches, and the way to the graph and back. */
final class SourceSection {
    /** Methods with most time, callees included, which are shown: most of them only call the next. */
    private static final int MOST = 15;

    /** Functions with most time of their own, whose source is shown, too: it is them that people look for. */
    private static final int COSTLIEST = 30;

    private static final int OPEN = 3;
    private static final int LONGEST_LINE = 400;
    private static final int LONGEST_NAME = 300;
    private static final int BRANCH_WIDTH = 56;
    /** Steps of the heat column, as the style sheet has them. */
    private static final int HEAT = 10;

    private final RunLines lines;
    private final Set<String> costliest;
    private final LineReport report;
    private final StringBuilder out = new StringBuilder();

    private SourceSection(RunLines lines, Set<String> costliest) {
        this.lines = lines;
        this.costliest = costliest;
        report = lines.report();
    }

    static String of(Report report) throws IOException {
        return report.lines().isEmpty() ? "" : new SourceSection(report.lines().get(), costliest(report)).html();
    }

    private static Set<String> costliest(Report report) {
        return report.own()
                .map(OwnFunctions::table)
                .or(() -> report.functions().map(OwnFunctions.WithAll::all))
                .map(table -> table.top(COSTLIEST).functions().stream()
                        .map(Function::name)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private List<MethodLines> shown(List<MethodLines> methods) {
        return IntStream.range(0, methods.size())
                .filter(i -> i < MOST || costliest.contains(methods.get(i).name()))
                .limit(MOST + COSTLIEST)
                .mapToObj(methods::get)
                .toList();
    }

    private String html() throws IOException {
        List<MethodLines> methods = report.executed();
        if (methods.isEmpty()) {
            return "";
        }
        out.append("<h2 id=\"report-source\">Source</h2>\n");
        for (String line : report.heading()) {
            out.append("<p class=\"note\">").append(Html.escape(line)).append("</p>\n");
        }
        List<MethodLines> shown = shown(methods);
        for (int i = 0; i < shown.size(); i++) {
            method(shown.get(i), i < OPEN);
        }
        if (methods.size() > shown.size()) {
            out.append("<p class=\"note\">")
                    .append(methods.size() - shown.size())
                    .append(" more methods ran; <code>tallyflame lines</code> shows them.</p>\n");
        }
        return out.toString();
    }

    private void method(MethodLines method, boolean open) throws IOException {
        Optional<SourceText> source = lines.source(method);
        MethodListing listing = MethodListing.of(report, method, source);
        String name = Html.escape(method.name(), LONGEST_NAME);
        out.append("<details class=\"method\" data-frame=\"").append(name).append(open ? "\" open>" : "\">");
        out.append("<summary><span class=\"code name\">").append(Html.escape(listing.name(), LONGEST_NAME));
        out.append("</span> <span class=\"note\">").append(Html.escape(listing.total(report)));
        out.append(", entered ").append(Html.escape(listing.entered())).append("</span></summary>\n");
        out.append("<p class=\"note where\"><button type=\"button\" class=\"to-graph no-print\" data-graph=\"");
        out.append(name).append("\" disabled>Show in the flame graph</button> ");
        out.append("<span class=\"name\">")
                .append(Html.escape(place(method, listing), 1000))
                .append("</span></p>\n");
        if (method.sampleTooSmall()) {
            out.append("<p class=\"warning\">").append(method.samples());
            out.append(" samples in this method are too few to tell its lines apart.</p>\n");
        }
        table(method, listing);
        out.append("</details>\n");
    }

    /** Where the source is, without the folders of the machine: the report is made to be sent around. */
    private static String place(MethodLines method, MethodListing listing) {
        int at = listing.location().indexOf(method.sourcePath());
        return at > 0 ? "…/" + listing.location().substring(at) : listing.location();
    }

    private void table(MethodLines method, MethodListing listing) {
        String what = report.what();
        out.append("<div class=\"wide\" tabindex=\"0\"><table class=\"data lines\"><thead><tr>");
        List<String> titles = new ArrayList<>(List.of("Line", "Hits", what, "Per hit", "% " + what));
        if (report.allocated()) {
            titles.addAll(List.of("Objects", "Bytes"));
        }
        if (report.removed()) {
            titles.add(LineTable.REMOVED);
        }
        for (String title : titles) {
            out.append("<th scope=\"col\" class=\"number\">").append(title).append("</th>");
        }
        out.append("<th scope=\"col\">Branches</th><th scope=\"col\">Source</th></tr></thead><tbody>\n");
        for (MethodListing.Entry entry : listing.entries()) {
            if (entry.gap()) {
                out.append("<tr class=\"gap\"><td class=\"number\">⋮</td><td colspan=\"" + (titles.size() + 1)
                        + "\"></td></tr>\n");
            } else {
                line(method, listing, entry);
            }
        }
        out.append("</tbody></table></div>\n");
    }

    private void line(MethodLines method, MethodListing listing, MethodListing.Entry entry) {
        String frame = Html.escape(method.name(), LONGEST_NAME) + ":" + entry.line();
        out.append("<tr");
        if (entry.row().isPresent() && entry.line() > 0) {
            out.append(" data-frame=\"").append(frame).append('"');
        }
        out.append("><td class=\"number\">");
        if (entry.row().isPresent() && entry.line() > 0) {
            out.append("<button type=\"button\" class=\"to-graph\" data-graph=\"")
                    .append(frame);
            out.append("\" disabled>").append(entry.line()).append("</button>");
        } else {
            out.append(entry.line() > 0 ? String.valueOf(entry.line()) : "?");
        }
        out.append("</td>");
        if (entry.row().isPresent()) {
            figures(listing, entry.row().get());
        } else {
            out.append("<td class=\"number\">").append(entry.nested() ? "»" : "");
            out.append("</td>")
                    .append("<td></td>".repeat(4 + (report.allocated() ? 2 : 0) + (report.removed() ? 1 : 0)));
        }
        String text = TerminalText.clean(entry.text());
        out.append("<td class=\"code source\">")
                .append(Html.escape(text, LONGEST_LINE))
                .append("</td></tr>\n");
    }

    private void figures(MethodListing listing, LineRow row) {
        boolean timed = listing.timed(row);
        number("", row.counted() ? Quantity.count(row.hits()) : "");
        number("", timed ? listing.time(report, row) : "");
        number("", Double.isNaN(row.perHit()) ? "" : listing.perHit(report, row));
        int heat = timed ? (int) Math.round(HEAT * row.share().value()) : 0;
        number(
                " heat-" + Math.min(heat, HEAT),
                timed
                        ? Quantity.inPercent(row.share().value())
                                + (row.share().hasInterval()
                                        ? " ± " + Quantity.inPercent(row.share().margin())
                                        : "")
                        : "");
        if (report.allocated()) {
            Long objects = row.objects();
            number("", objects == null || objects == 0 ? "" : Quantity.count(objects));
            number("", LineTable.bytes(row));
        }
        if (report.removed()) {
            number("", LineTable.removed(row));
        }
        out.append("<td class=\"branches\">");
        row.branches().forEach(this::branch);
        out.append("</td>");
    }

    private void number(String kind, String text) {
        out.append("<td class=\"number").append(kind).append("\">").append(text).append("</td>");
    }

    /** A bar divided by how often each outcome was taken, and the counts. */
    private void branch(Branch branch) {
        long taken = branch.outcomes().stream().mapToLong(BranchOutcome::count).sum();
        out.append("<div><svg width=\"").append(BRANCH_WIDTH).append("\" height=\"9\" aria-hidden=\"true\">");
        double x = 0;
        int part = 0;
        for (BranchOutcome outcome : branch.outcomes()) {
            double width = taken == 0 ? 0 : (double) BRANCH_WIDTH * outcome.count() / taken;
            out.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"part-%d\" x=\"%.1f\" width=\"%.1f\" height=\"9\"/>",
                    part++ % 4,
                    x,
                    width));
            x += width;
        }
        out.append("</svg> ");
        for (BranchOutcome outcome : branch.outcomes()) {
            out.append("<span>")
                    .append(Html.escape(LineTable.words(outcome, Quantity::count), LONGEST_LINE))
                    .append("</span> ");
        }
        out.append("</div>");
    }
}
