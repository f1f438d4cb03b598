package tallyflame.analysis.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.analysis.headline.Clause;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.flamegraphs.page.Html;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** The head of a report: what was run, what came out, what can be trusted. */
final class SummarySection {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Report report;
    private final StringBuilder out = new StringBuilder();

    private SummarySection(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        return new SummarySection(report).html();
    }

    private String html() {
        out.append("<h1>").append(Html.escape(report.title(), 300)).append("</h1>\n");
        headline();
        report.run().ifPresent(run -> paragraph("note", about(run.document())));
        problems();
        out.append("<dl class=\"facts\">\n");
        report.run().ifPresent(run -> {
            RunFacts.of(run.document(), SurveyDemand.SURVEYS).forEach(this::fact);
            RunFacts.ofEngine(run.document()).forEach(this::fact);
            overhead(run.document());
        });
        list("JVMs", report.jvms().lines());
        ledger();
        return out.append("</dl>\n").toString();
    }

    /** Each clause leads to the part that shows it. */
    private void headline() {
        List<Clause> clauses = report.headline().clauses();
        if (!clauses.isEmpty()) {
            out.append("<p class=\"headline\" id=\"report-headline\">")
                    .append(clauses.stream()
                            .map(clause ->
                                    "<a href=\"#" + clause.part() + "\">" + Html.escape(clause.text(), 500) + "</a>")
                            .collect(Collectors.joining("; ")))
                    .append("</p>\n");
        }
    }

    private static String about(RunDocument run) {
        StringBuilder about = new StringBuilder();
        if (run.data() != null) {
            about.append(String.format(
                    Locale.ROOT,
                    "%,d alerts of %s, ",
                    run.data().alerts(),
                    run.data().path()));
        }
        return about.append(run.status())
                .append(", begun ")
                .append(begun(run.started()))
                .append(", on ")
                .append(run.host() == null ? "an unknown machine" : run.host().cpu())
                .toString();
    }

    private static String begun(String started) {
        return UTC.format(Instant.parse(started));
    }

    private void problems() {
        report.problems().forEach(problem -> paragraph("warning", problem));
    }

    /** How much slower alerts are while they are sampled: the ratio of both rates. */
    private void overhead(RunDocument run) {
        Interval sampled = run.passes().stream()
                .filter(pass -> pass.pass() == Pass.SAMPLE && pass.timing() != null)
                .map(pass -> pass.timing().window().alertsPerSecondPerCore())
                .findFirst()
                .orElse(null);
        if (sampled == null || run.throughput() == null || sampled.value() <= 0) {
            return;
        }
        double ratio = run.throughput().alertsPerSecond() / sampled.value();
        double error = Math.hypot(
                halfWidth(
                        run.throughput().low(),
                        run.throughput().high(),
                        run.throughput().alertsPerSecond()),
                halfWidth(sampled.low(), sampled.high(), sampled.value()));
        fact(new RunFacts.Fact(
                "overhead",
                String.format(
                        Locale.ROOT,
                        "alerts took %.2f times as long while sampled (95 %%: %.2f to %.2f)",
                        ratio,
                        ratio * (1 - error),
                        ratio * (1 + error))));
        if (run.passes().stream().anyMatch(PassResult::perturbed)) {
            fact(new RunFacts.Fact("WARNING", "counted while sampling: the times are perturbed"));
        }
    }

    /** Half the width of an interval as a share of its centre; errors of a quotient add up in squares. */
    private static double halfWidth(double low, double high, double centre) {
        return (high - low) / 2 / centre;
    }

    private void ledger() {
        List<String> lines = report.lines().isPresent()
                ? report.lines().get().ledger().lines()
                : report.profiles().stream()
                        .limit(1)
                        .flatMap(profile -> LedgerText.lines(profile.ledger()).stream())
                        .toList();
        list("ledger", lines);
    }

    private void list(String label, List<String> lines) {
        for (int line = 0; line < lines.size(); line++) {
            fact(new RunFacts.Fact(line == 0 ? label : "", lines.get(line)));
        }
    }

    private void fact(RunFacts.Fact fact) {
        boolean warning =
                !fact.label().isEmpty() && fact.label().equals(fact.label().toUpperCase(Locale.ROOT));
        out.append(warning ? "<div class=\"warning\"><dt>" : "<div><dt>");
        out.append(Html.escape(fact.label())).append("</dt><dd>");
        out.append(Html.escape(fact.text(), 2000)).append("</dd></div>\n");
    }

    private void paragraph(String kind, String text) {
        out.append("<p class=\"")
                .append(kind)
                .append("\">")
                .append(Html.escape(text, 2000))
                .append("</p>\n");
    }
}
