package tallyflame.analysis.report;

import java.util.List;
import java.util.Locale;
import tallyflame.analysis.timeline.Finding;
import tallyflame.analysis.timeline.Findings;
import tallyflame.flamegraphs.page.Html;

/** What the rules of JDK Mission Control find. */
final class FindingSection {
    /** From this score on a finding stands by itself; those below are named together. */
    private static final double WORTH_KNOWING = 25;

    private static final int LONGEST = 900;

    private FindingSection() {}

    static String of(Findings findings) {
        StringBuilder out = new StringBuilder("<h2 id=\"report-findings\">Findings</h2>\n<p class=\"note\">");
        if (!findings.problem().isEmpty()) {
            return out.append(Html.escape("No findings: " + findings.problem(), LONGEST))
                    .append(".</p>\n")
                    .toString();
        }
        out.append(findings.findings().size()).append(" rules of JDK Mission Control judged the flight recording; ");
        out.append(findings.unanswered())
                .append(" others need events that it does not have. Scores go from 0 (fine) to 100.</p>\n");
        List<Finding> high = findings.findings().stream()
                .filter(finding -> finding.score() >= WORTH_KNOWING)
                .toList();
        high.forEach(finding -> finding(out, finding));
        List<String> fine = findings.findings().stream()
                .filter(finding -> finding.score() < WORTH_KNOWING)
                .map(Finding::rule)
                .toList();
        if (!fine.isEmpty()) {
            out.append("<p>Nothing to say about: ")
                    .append(Html.escape(String.join(", ", fine)))
                    .append(".</p>\n");
        }
        return out.toString();
    }

    private static void finding(StringBuilder out, Finding finding) {
        out.append("<div class=\"finding").append(finding.score() >= Finding.WARNING ? " strong\">" : "\">");
        out.append("<h3>").append(Html.escape(finding.rule())).append(" <span class=\"note\">");
        out.append(String.format(Locale.ROOT, "score %.0f, %s", finding.score(), finding.severity()));
        out.append("</span></h3>\n");
        for (String text : List.of(finding.summary(), finding.explanation(), finding.advice())) {
            for (String line : text.split("\n", -1)) {
                if (!line.isBlank()) {
                    out.append("<p>").append(Html.escape(line, LONGEST)).append("</p>\n");
                }
            }
        }
        out.append("</div>\n");
    }
}
