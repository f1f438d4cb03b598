package tallyflame.analysis.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.svg.Xml;
import tallyflame.runs.Interval;

/** A comparison as one HTML file without any script; it loads nothing. */
public final class ComparisonPage {
    private static final int MOST_ROWS = 40;

    private final Comparison comparison;
    private final StringBuilder out = new StringBuilder();

    private ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The page. */
    public static String of(Comparison comparison) {
        ComparisonPage page = new ComparisonPage(comparison);
        page.write();
        return page.out.toString();
    }

    private void write() {
        String css = style();
        String title = Xml.escape("Sampling against tracing: " + comparison.work());
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .append(sha256(css))
                .append("'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(title)
                .append("</title>\n<style>")
                .append(css)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(title)
                .append("</h1>\n");
        add(
                "<p class=\"note\">%d rounds of every instrument, each in a fresh JVM, in an order balanced over the rounds."
                        + " A probe of the trace costs %s. Run directory: %s%s</p>%n",
                comparison.rounds(),
                Reasons.costs(comparison.probes()),
                Xml.escape(comparison.directory()),
                comparison.status().equals("complete") ? "" : " (the run is " + Xml.escape(comparison.status()) + ")");
        verdict();
        overhead();
        comparison.agreement().stream()
                .filter(pair -> pair.a().equals(Measured.SAMPLE) && pair.b().equals(Measured.TRACE))
                .findFirst()
                .ifPresent(this::scatter);
        findings();
        agreements();
        instruments();
        out.append("</body>\n</html>\n");
    }

    private void add(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments));
    }

    private void verdict() {
        out.append("<h2>Verdict</h2>\n<ol class=\"verdict\">\n");
        comparison.verdict().forEach(line -> add("<li>%s</li>%n", Xml.escape(line)));
        out.append("</ol>\n");
    }

    private void overhead() {
        out.append("<h2>Overhead</h2>\n");
        out.append(new OverheadChart(comparison.overhead()).svg());
        out.append("<p class=\"note\">Time with the instrument divided by that of the baseline of the same round, on a"
                + " logarithmic axis: median and 95 % interval of the steady state.</p>\n");
        heading("instrument", "rounds", "steady", "95 %", "CPU time", "95 %", "start-up", "95 %");
        for (Overhead one : comparison.overhead()) {
            row(
                    one.pass(),
                    String.valueOf(one.rounds()),
                    times(one.wall()),
                    range(one.wall()),
                    times(one.cpu()),
                    range(one.cpu()),
                    times(one.startUp()),
                    range(one.startUp()));
        }
        out.append("</table>\n");
    }

    private static String times(Interval ratio) {
        return ratio == null ? "" : String.format(Locale.ROOT, "%.3f×", ratio.value());
    }

    private static String range(Interval ratio) {
        return ratio == null ? "" : String.format(Locale.ROOT, "%.3f–%.3f", ratio.low(), ratio.high());
    }

    private void scatter(Agreement pair) {
        Map<MethodId, Interval> corrected = comparison.instruments().stream()
                .filter(one -> one.name().equals(Measured.COMPENSATED))
                .map(Comparison.Instrument::shares)
                .findFirst()
                .orElse(Map.of());
        out.append("<h2>Sampled against traced share of own time</h2>\n");
        out.append(new ScatterChart(pair, corrected).svg());
        out.append(
                "<p class=\"note\">Each dot is a function, with the 95 % interval of either share; on the dashed line both"
                        + " agree. Filled: as traced, orange if the two differ at a false discovery rate of 5 %. Hollow: the trace"
                        + " without the cost of its probes. Axes are square roots, so that small shares can be told apart. Point at"
                        + " a dot to see its name.</p>\n");
        table("function", pair, pair.functions());
        out.append("<h2>Lines, callees included</h2>\n");
        table("line", pair, pair.lines());
    }

    private void table(String what, Agreement pair, List<Agreement.Row> rows) {
        heading(what, pair.a(), "95 %", pair.b(), "95 %", "difference", "95 %", "q");
        for (Agreement.Row row : rows.stream().limit(MOST_ROWS).toList()) {
            row(
                    row.name(),
                    percent(row.a().value()),
                    percents(row.a()),
                    percent(row.b().value()),
                    percents(row.b()),
                    points(row.difference().value()),
                    points(row.difference().low()) + " … "
                            + points(row.difference().high()),
                    row.q() < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", row.q()));
        }
        out.append("</table>\n");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String percents(Interval share) {
        return percent(share.low()) + " – " + percent(share.high());
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%+.1f", 100 * difference);
    }

    private void findings() {
        if (comparison.findings().isEmpty()) {
            return;
        }
        out.append("<h2>Why they differ</h2>\n<ul>\n");
        comparison.findings().forEach(finding -> add("<li>%s</li>%n", Xml.escape(finding.text())));
        out.append("</ul>\n");
    }

    private void agreements() {
        out.append("<h2>Agreement</h2>\n");
        heading("pair", "overlap", "Kendall's τ", "top-k", "functions that differ");
        for (Agreement pair : comparison.agreement()) {
            row(
                    pair.a() + " and " + pair.b(),
                    String.format(Locale.ROOT, "%.3f", pair.overlap()),
                    Optional.ofNullable(pair.kendallTau())
                            .map(tau -> String.format(Locale.ROOT, "%.2f", tau))
                            .orElse(""),
                    String.format(Locale.ROOT, "%.2f of %d", pair.topK(), pair.k()),
                    String.valueOf(pair.significant()));
        }
        out.append("</table>\n");
    }

    private void instruments() {
        out.append("<h2>Hottest function by round</h2>\n");
        heading("instrument", "rounds", "samples", "hottest function (rounds)");
        for (Comparison.Instrument one : comparison.instruments()) {
            row(
                    one.name(),
                    String.valueOf(one.rounds()),
                    one.samples() == 0 ? "" : String.valueOf(one.samples()),
                    one.hottest().entrySet().stream()
                            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
        out.append("</table>\n");
    }

    private void heading(String first, String... others) {
        add("<table>%n<tr><th>%s</th>", Xml.escape(first));
        for (String other : others) {
            add("<th class=\"n\">%s</th>", Xml.escape(other));
        }
        out.append("</tr>\n");
    }

    private void row(String first, String... others) {
        add("<tr><td>%s</td>", Xml.escape(first));
        for (String other : others) {
            add("<td class=\"n\">%s</td>", Xml.escape(other));
        }
        out.append("</tr>\n");
    }

    private static String style() {
        try (InputStream in = ComparisonPage.class.getResourceAsStream("compare.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
