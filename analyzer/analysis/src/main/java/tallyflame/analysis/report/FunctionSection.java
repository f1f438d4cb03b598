package tallyflame.analysis.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.FunctionsAnswer;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.table.HtmlTable;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.page.Html;
import tallyflame.runs.Energy;
import tallyflame.runs.Interval;

/** The table of functions, which the page's script sorts and filters. */
final class FunctionSection {
    /** More rows are slow to sort and read by nobody; the flame graph's own table has all functions. */
    private static final int MOST = 400;

    private static final int MOST_OWN = 20;

    private static final int LONGEST_NAME = 300;

    private final FunctionTable table;
    private final Optional<OwnFunctions> own;
    private final Map<CodeUnit, Long> hits;
    private final Energy energy;
    private final Declarations declarations;
    private Map<String, String> declared = Map.of();
    private final StringBuilder out = new StringBuilder();

    private FunctionSection(Report report) {
        table = report.functions().orElseThrow().all();
        own = report.own();
        declarations = report.declarations();
        hits = report.hits().map(found -> found.counts()).orElse(Map.of());
        energy = table.event().equals("cpu")
                ? report.run()
                        .map(run -> run.document().energy())
                        .filter(found -> !found.wide())
                        .orElse(null)
                : null;
    }

    static String of(Report report) {
        return report.functions().isEmpty() ? "" : new FunctionSection(report).html();
    }

    private String html() {
        own();
        out.append("<h2 id=\"report-functions\">Functions</h2>\n<p>");
        out.append(Html.escape(String.format(
                Locale.ROOT,
                "%s: %s in %,d samples. Shares of their weight, with the 95 %% interval of random samples; click a name to see its callers"
                        + " and callees.",
                table.event(),
                Quantity.of(table.total(), table.unit()),
                table.samples())));
        out.append("</p>\n");
        FunctionsAnswer.remarks(table).forEach(remark -> out.append("<p class=\"warning\">")
                .append(Html.escape(remark))
                .append(".</p>\n"));
        out.append(
                "<p class=\"no-print\"><label>Filter <input id=\"report-filter\" type=\"search\" autocomplete=\"off\""
                        + " spellcheck=\"false\" placeholder=\"part of a name\"></label> <span id=\"report-shown\" class=\"note\""
                        + " role=\"status\"></span></p>\n");
        out.append("<div class=\"wide\"><table class=\"data sortable\" id=\"report-function-table\"><thead><tr>");
        heading("Self", true);
        heading("Share", true);
        heading("95 %", true);
        heading("Total", true);
        heading("Share", true);
        heading("95 %", true);
        heading("Samples", true);
        if (!hits.isEmpty()) {
            heading("Entered", true);
        }
        if (energy != null) {
            heading("J/1000 alerts", true);
        }
        heading("Function", false);
        out.append("</tr></thead><tbody>\n");
        List<Function> shown = table.top(MOST).functions();
        declared = declarations.of(shown.stream().map(Function::name).toList());
        shown.forEach(this::row);
        out.append("</tbody></table></div>\n");
        int more = table.functions().size() - MOST;
        if (more > 0) {
            out.append("<p class=\"note\">").append(more);
            out.append(" more functions are in the table next to the flame graph.</p>\n");
        }
        return out.toString();
    }

    /** The user's own code first; the functions of everything follow. */
    private void own() {
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
                        code.table().top(MOST_OWN), energy == null ? null : energy.perThousandAlerts(), declarations)));
    }

    private void heading(String title, boolean number) {
        out.append("<th scope=\"col\"").append(number ? " class=\"number\"" : "");
        out.append("><button type=\"button\">").append(title).append("</button></th>");
    }

    private void row(Function function) {
        Interval self = table.selfShare(function);
        Interval total = table.totalShare(function);
        out.append("<tr>");
        number((double) function.self(), Quantity.of(function.self(), table.unit()));
        number(self.value(), Quantity.percent(self.value()));
        number(self.low(), interval(self));
        number((double) function.total(), Quantity.of(function.total(), table.unit()));
        number(total.value(), Quantity.percent(total.value()));
        number(total.low(), interval(total));
        number((double) function.samples(), String.valueOf(function.samples()));
        if (!hits.isEmpty()) {
            Long entered = hits.get(MethodId.parse(function.name()));
            number(entered == null ? -1 : entered.doubleValue(), entered == null ? "" : Quantity.count(entered));
        }
        if (energy != null) {
            double joules = total.value() * energy.perThousandAlerts();
            number(joules, Quantity.number(joules));
        }
        String name = Html.escape(function.name(), LONGEST_NAME);
        out.append("<td class=\"code name\"><button type=\"button\" class=\"to-graph\" data-graph=\"")
                .append(name)
                .append("\" disabled>")
                .append(name.replace(".", ".<wbr>")) // so that long names break between their parts
                .append("</button>");
        String place = declared.get(function.name());
        if (place != null) {
            out.append(" <span class=\"note\">")
                    .append(Html.escape(place, LONGEST_NAME))
                    .append("</span>");
        }
        out.append("</td></tr>\n");
    }

    private static String interval(Interval share) {
        return Double.isNaN(share.low()) ? "" : Quantity.percents(share.low(), share.high());
    }

    private void number(double value, String text) {
        out.append("<td class=\"number\" data-value=\"").append(value).append("\">");
        out.append(Html.escape(text)).append("</td>");
    }
}
