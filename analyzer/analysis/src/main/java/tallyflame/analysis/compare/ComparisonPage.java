package tallyflame.analysis.compare;

import java.util.List;
import java.util.Map;
import tallyflame.analysis.table.HtmlTable;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.page.Html;
import tallyflame.flamegraphs.page.PageDocument;
import tallyflame.flamegraphs.page.Resources;
import tallyflame.runs.Interval;

/** A comparison as one HTML file without any script; it loads nothing. */
public final class ComparisonPage {
    private static final int MOST_ROWS = 40;

    private final Comparison comparison;
    private final PageDocument page;

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
        page = new PageDocument("Sampling against tracing: " + comparison.work());
    }

    /** The page. */
    public static String of(Comparison comparison) {
        return new ComparisonPage(comparison).write().text();
    }

    private PageDocument write() {
        page.style(Resources.text(ComparisonPage.class, "compare.css"));
        page.body("<main class=\"sheet\">\n<h1>" + Html.escape("Sampling against tracing: " + comparison.work())
                + "</h1>\n");
        note(comparison.rounds()
                + " rounds of every instrument, each in a fresh JVM, in an order balanced over the rounds."
                + " A probe of the trace costs " + Reasons.costs(comparison.probes()) + ". Run directory: "
                + comparison.directory()
                + (comparison.status().equals("complete") ? "" : " (the run is " + comparison.status() + ")"));
        list("Verdict", "ol", comparison.verdict());
        page.body("<h2>Overhead</h2>\n" + new OverheadChart(comparison.overhead()).svg());
        note(
                "Time with the instrument divided by that of the baseline of the same round, on a logarithmic axis: median and"
                        + " 95 % interval of the steady state. Upper bars are wall-clock time, lower ones CPU time, which others on the"
                        + " machine change less; for a command only the wall clock is known.");
        page.body(HtmlTable.of(ComparisonTables.overhead(comparison.overhead())));
        if (!comparison.totals().isEmpty()) {
            page.body("<h2>Totals against exact ones</h2>\n"
                    + HtmlTable.of(ComparisonTables.totals(comparison.totals())));
        }
        if (!comparison.functionTotals().isEmpty()) {
            page.body("<h2>Totals of functions against exact ones</h2>\n"
                    + HtmlTable.of(ComparisonTables.functionTotals(comparison.functionTotals())));
        }
        comparison.sampledAgainstTraced().ifPresent(this::scatter);
        list(
                "Why they differ",
                "ul",
                comparison.findings().stream().map(Reason::text).toList());
        page.body("<h2>Agreement</h2>\n" + HtmlTable.of(ComparisonTables.agreement(comparison.agreement())));
        page.body("<h2>Hottest function by round</h2>\n"
                + HtmlTable.of(ComparisonTables.instruments(comparison.instruments())));
        return page.body("</main>\n");
    }

    private void note(String text) {
        page.body("<p class=\"note\">" + Html.escape(text) + "</p>\n");
    }

    private void list(String heading, String tag, List<String> items) {
        if (!items.isEmpty()) {
            page.body("<h2>" + heading + "</h2>\n<" + tag + ">\n");
            items.forEach(item -> page.body("<li>" + Html.escape(item) + "</li>\n"));
            page.body("</" + tag + ">\n");
        }
    }

    private void scatter(Agreement pair) {
        Map<MethodId, Interval> corrected = comparison.instruments().stream()
                .filter(one -> one.name().equals(Measured.COMPENSATED))
                .map(Comparison.Instrument::shares)
                .findFirst()
                .orElse(Map.of());
        page.body("<h2>Sampled against traced share of own time</h2>\n" + new ScatterChart(pair, corrected).svg());
        note(
                "Each dot is a function, with the 95 % interval of either share; on the dashed line both agree. Filled: as traced,"
                        + " orange if the two differ at a false discovery rate of 5 %. Hollow: the trace without the cost of its probes."
                        + " Axes are square roots, so that small shares can be told apart. Point at a dot to see its name.");
        page.body(HtmlTable.of(ComparisonTables.rows("function", pair, pair.functions(), MOST_ROWS, true)));
        page.body("<h2>Lines, callees included</h2>\n"
                + HtmlTable.of(ComparisonTables.rows("line", pair, pair.lines(), MOST_ROWS, true)));
    }
}
