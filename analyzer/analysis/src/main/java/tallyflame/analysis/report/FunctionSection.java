package tallyflame.analysis.report;

import java.util.Optional;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.FunctionsAnswer;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.table.HtmlTable;
import tallyflame.flamegraphs.page.Html;

/**
 * The table of functions, which the page's script sorts and filters. It is that of the first event; those of the others are
 * in templates, which the script puts in its place when the event of the flame graph is switched.
 */
final class FunctionSection {
    private static final int MOST_OWN = 20;

    private final Report report;
    private final FunctionRows rows;
    private final StringBuilder out = new StringBuilder();

    private FunctionSection(Report report) {
        this.report = report;
        rows = new FunctionRows(report);
    }

    static String of(Report report) {
        return report.functions().isEmpty() ? "" : new FunctionSection(report).html();
    }

    private String html() {
        own();
        FunctionTable table = report.functions().orElseThrow().all();
        out.append("<h2 id=\"report-functions\">Functions</h2>\n");
        out.append("<div id=\"report-function-words\">")
                .append(rows.words(table))
                .append("</div>\n");
        out.append(
                "<p class=\"no-print\"><label>Filter <input id=\"report-filter\" type=\"search\" autocomplete=\"off\""
                        + " spellcheck=\"false\" placeholder=\"part of a name\"></label> <span id=\"report-shown\" class=\"note\""
                        + " role=\"status\"></span></p>\n");
        out.append("<div class=\"wide\" tabindex=\"0\"><table class=\"data sortable\" id=\"report-function-table\">")
                .append(rows.head())
                .append(rows.body(table))
                .append("</table></div>\n");
        out.append("<p class=\"note\" id=\"report-function-more\">")
                .append(rows.more(table))
                .append("</p>\n");
        report.otherFunctions().forEach(this::template);
        return out.toString();
    }

    private void template(FunctionTable table) {
        out.append("<template data-event=\"").append(Html.escape(table.event())).append("\"><div>");
        out.append(rows.words(table))
                .append("</div><table>")
                .append(rows.body(table))
                .append("</table><p>");
        out.append(rows.more(table)).append("</p></template>\n");
    }

    /** The user's own code first; the functions of everything follow. */
    private void own() {
        Optional<OwnFunctions> own = report.own();
        if (own.isEmpty()) {
            return;
        }
        OwnFunctions code = own.get();
        out.append("<h2 id=\"report-own\">Your own code</h2>\n<p>")
                .append(Html.escape(
                        "Functions of " + code.code() + ", self with all they call elsewhere. " + code.line() + ".",
                        2000))
                .append("</p>\n")
                .append(HtmlTable.of(FunctionsAnswer.table(
                        code.table().top(MOST_OWN), rows.joulesPerThousandAlerts(), report.declarations())));
    }
}
