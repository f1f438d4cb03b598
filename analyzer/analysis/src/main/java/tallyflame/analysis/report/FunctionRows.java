package tallyflame.analysis.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.FunctionsAnswer;
import tallyflame.analysis.source.Declarations;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Quantity;
import tallyflame.flamegraphs.page.Html;
import tallyflame.runs.Energy;
import tallyflame.runs.Interval;

/** Functions of one event as the parts of a table; the same columns for every event of a report. */
final class FunctionRows {
    /** More rows are slow to sort and read by nobody; the flame graph's own table has all functions. */
    private static final int MOST = 400;

    private static final int LONGEST_NAME = 300;

    private final Map<CodeUnit, Long> hits;
    private final Energy energy;
    private final Declarations declarations;

    FunctionRows(Report report) {
        declarations = report.declarations();
        hits = report.hits().map(found -> found.counts()).orElse(Map.of());
        energy = report.functions().orElseThrow().all().event().equals("cpu")
                ? report.run()
                        .map(run -> run.document().energy())
                        .filter(found -> !found.wide())
                        .orElse(null)
                : null;
    }

    /** What an alert's CPU time costs, in joules for 1000 of them, or null where that is not known. */
    Double joulesPerThousandAlerts() {
        return energy == null ? null : energy.perThousandAlerts();
    }

    /** What the table is of, and what speaks against it. */
    String words(FunctionTable table) {
        StringBuilder out = new StringBuilder("<p>");
        out.append(Html.escape(String.format(
                        Locale.ROOT,
                        "%s: %s in %,d samples. Shares of their weight, with the 95 %% interval of random samples; click a name to see its callers"
                                + " and callees.",
                        table.event(),
                        Quantity.of(table.total(), table.unit()),
                        table.samples())))
                .append("</p>\n");
        FunctionsAnswer.remarks(table).forEach(remark -> out.append("<p class=\"warning\">")
                .append(Html.escape(remark))
                .append(".</p>\n"));
        return out.toString();
    }

    /** How many functions the table leaves out, in words; empty where it has all. */
    String more(FunctionTable table) {
        int more = table.functions().size() - MOST;
        return more > 0 ? more + " more functions are in the table next to the flame graph." : "";
    }

    String head() {
        StringBuilder out = new StringBuilder("<thead><tr>");
        for (String title : List.of("Self", "Share", "95 %", "Total", "Share", "95 %", "Samples")) {
            heading(out, title, true);
        }
        if (!hits.isEmpty()) {
            heading(out, "Entered", true);
        }
        if (energy != null) {
            heading(out, "J/1000 alerts", true);
        }
        heading(out, "Function", false);
        return out.append("</tr></thead>").toString();
    }

    private static void heading(StringBuilder out, String title, boolean number) {
        out.append("<th scope=\"col\"").append(number ? " class=\"number\"" : "");
        out.append("><button type=\"button\">").append(title).append("</button></th>");
    }

    String body(FunctionTable table) {
        List<Function> shown = table.top(MOST).functions();
        Map<String, String> declared =
                declarations.of(shown.stream().map(Function::name).toList());
        StringBuilder out = new StringBuilder("<tbody>\n");
        shown.forEach(function -> row(out, table, function, declared.get(function.name())));
        return out.append("</tbody>").toString();
    }

    /** @param declared where a lambda or an anonymous class is declared, or null */
    private void row(StringBuilder out, FunctionTable table, Function function, String declared) {
        Interval self = table.selfShare(function);
        Interval total = table.totalShare(function);
        out.append("<tr>");
        number(out, (double) function.self(), Quantity.of(function.self(), table.unit()));
        number(out, self.value(), Quantity.percent(self.value()));
        number(out, self.low(), interval(self));
        number(out, (double) function.total(), Quantity.of(function.total(), table.unit()));
        number(out, total.value(), Quantity.percent(total.value()));
        number(out, total.low(), interval(total));
        number(out, (double) function.samples(), String.valueOf(function.samples()));
        if (!hits.isEmpty()) {
            Long entered = hits.get(MethodId.parse(function.name()));
            number(out, entered == null ? -1 : entered.doubleValue(), entered == null ? "" : Quantity.count(entered));
        }
        if (energy != null) {
            energy(out, table, total);
        }
        String name = Html.escape(function.name(), LONGEST_NAME);
        out.append("<td class=\"code name\"><button type=\"button\" class=\"to-graph\" data-graph=\"")
                .append(name)
                .append("\" disabled>")
                .append(name.replace(".", ".<wbr>")) // so that long names break between their parts
                .append("</button>");
        if (declared != null) {
            out.append(" <span class=\"note\">")
                    .append(Html.escape(declared, LONGEST_NAME))
                    .append("</span>");
        }
        out.append("</td></tr>\n");
    }

    /** Only CPU time is what energy was divided by. */
    private void energy(StringBuilder out, FunctionTable table, Interval total) {
        boolean known = table.event().equals("cpu");
        double joules = total.value() * energy.perThousandAlerts();
        number(out, known ? joules : -1, known ? Quantity.number(joules) : "");
    }

    private static String interval(Interval share) {
        return Double.isNaN(share.low()) ? "" : Quantity.percents(share.low(), share.high());
    }

    private static void number(StringBuilder out, double value, String text) {
        out.append("<td class=\"number\" data-value=\"").append(value).append("\">");
        out.append(Html.escape(text)).append("</td>");
    }
}
