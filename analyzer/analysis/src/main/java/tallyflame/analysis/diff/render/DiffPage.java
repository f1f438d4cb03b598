package tallyflame.analysis.diff.render;

import java.util.List;
import java.util.Map;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.table.HtmlTable;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.html.DiffOptions;
import tallyflame.flamegraphs.html.FlameGraph;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.flamegraphs.page.Html;
import tallyflame.flamegraphs.page.PageDocument;

/** A comparison as one HTML file: the verdict, the lines whose counts or times changed, the functions, and both profiles as one graph. */
public final class DiffPage {
    private static final int MOST_LINES = 20;
    private static final int MOST_FUNCTIONS = 30;

    private DiffPage() {}

    /**
     * The page.
     *
     * @param before the samples that were compared, folded together
     * @param after the same of the second version
     * @param versions their names, and what their weights are divided by
     */
    public static PageDocument of(Diff diff, Profile before, Profile after, DiffOptions versions) {
        String title = versions.beforeName() + " and " + versions.afterName();
        PageDocument page = new PageDocument(title);
        page.body("<div class=\"sheet\">\n<h1>" + Html.escape(title, 300)
                + "</h1>\n<p class=\"headline\" id=\"diff-verdict\">" + Html.escape(VerdictSentence.of(diff), 1000)
                + "</p>\n");
        facts(diff, page);
        lines(diff, page);
        functions(diff, page);
        page.body("<h2 id=\"diff-graph\">Both as one graph</h2>\n");
        FlameGraph.ofDiff(PageOptions.titled(title), before, after, versions).embed(page);
        return page.body("</div>\n");
    }

    private static void facts(Diff diff, PageDocument page) {
        page.body("<dl class=\"facts\">\n");
        for (Map.Entry<String, String> fact : DiffAnswer.facts(diff)) {
            boolean warning = fact.getKey().equals("warning");
            page.body((warning ? "<div class=\"warning\">" : "<div>") + "<dt>" + Html.escape(fact.getKey())
                    + "</dt><dd>" + Html.escape(fact.getValue(), 2000) + "</dd></div>\n");
        }
        page.body("</dl>\n");
    }

    private static void lines(Diff diff, PageDocument page) {
        page.body("<h2 id=\"diff-lines\">Lines that changed</h2>\n");
        page.body(
                diff.lines().isEmpty()
                        ? "<p class=\"note\">" + noLines(diff) + "</p>\n"
                        : HtmlTable.of(ChangeTables.lines(diff, "", MOST_LINES)) + more(diff.lines(), MOST_LINES));
    }

    private static String noLines(Diff diff) {
        return diff.work().isPresent()
                ? "All exact counts are the same."
                : "No exact counts of both: record them with the pass <code>count</code>.";
    }

    private static void functions(Diff diff, PageDocument page) {
        List<?> changed = ChangeTables.changed(diff);
        page.body("<h2 id=\"diff-functions\">Functions that changed</h2>\n");
        page.body(
                changed.isEmpty()
                        ? "<p class=\"note\">None" + (diff.sampled() ? " beyond noise" : "") + ".</p>\n"
                        : HtmlTable.of(ChangeTables.functions(diff, "", MOST_FUNCTIONS)
                                        .note(ChangeTables.legend(diff)))
                                + more(changed, MOST_FUNCTIONS));
    }

    private static String more(List<?> all, int most) {
        return all.size() > most
                ? "<p class=\"note\">" + (all.size() - most) + " more: <code>tallyflame diff --top " + all.size()
                        + "</code>.</p>\n"
                : "";
    }
}
