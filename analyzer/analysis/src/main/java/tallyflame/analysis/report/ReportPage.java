package tallyflame.analysis.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.timeline.Timeline;
import tallyflame.flamegraphs.html.FlameGraph;
import tallyflame.flamegraphs.html.Hits;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.flamegraphs.page.Html;
import tallyflame.flamegraphs.page.PageDocument;
import tallyflame.flamegraphs.page.Resources;
import tallyflame.runs.AtomicFiles;

/** The report as one HTML file: to be sent to a colleague, read without a network, and printed. */
public final class ReportPage {
    /** Name of the report in a run directory. */
    public static final String FILE = "report.html";

    /** What single samples may take, so that the report of a usual run stays below 1.5 MB. */
    private static final int SAMPLES_BUDGET = 300_000;

    /** Where the npm package lies in its WebJar; the version is that of the root pom.xml, which a test holds. */
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** Filled by the script with the headings that are there. */
    private static final String NAVIGATION = "<nav id=\"report-nav\" class=\"no-print\" aria-label=\"Parts\"></nav>\n";

    private ReportPage() {}

    /** Writes the page to a file, which is whole or not there. */
    public static void write(Report report, Path file) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                page(report).write(out);
            }
        });
    }

    private static PageDocument page(Report report) throws IOException {
        PageDocument page = new PageDocument(report.title() + " – report");
        page.style(Resources.text(ReportPage.class, "report.css"));
        page.body("<main class=\"sheet\">\n");
        page.body(SummarySection.of(report));
        page.body(NAVIGATION);
        page.body(FunctionSection.of(report));
        flameGraph(report, page);
        page.body(SourceSection.of(report));
        parts(report, page);
        latency(report, page);
        SpanSection.add(report, page);
        timeline(report.timeline(), page);
        page.body(EventSection.of(report.events()));
        page.body(FindingSection.of(report.findings()));
        page.body(AgainSection.of(report));
        page.body("</main>\n");
        page.script(FlameGraph.script(
                List.of(Resources.text(ReportPage.class, "tail.js"), Resources.text(ReportPage.class, "report.js"))));
        return page;
    }

    private static void flameGraph(Report report, PageDocument page) {
        if (report.profiles().isEmpty()) {
            return;
        }
        PageOptions options = new PageOptions(
                report.title(),
                PageOptions.titled("").graph(),
                hits(report),
                SAMPLES_BUDGET,
                report.declarations()::of,
                report.timeline().stops().stream()
                        .map(stop -> new PageOptions.Mark(stop.what(), stop.fromMillis(), stop.toMillis()))
                        .toList());
        page.body("<h2 id=\"report-flame\">Flame graph</h2>\n");
        FlameGraph.of(options, report.profiles()).embed(page);
    }

    private static Hits hits(Report report) {
        return report.hits()
                .map(found -> {
                    Work work = found.work();
                    return new Hits(found.byText(), work.scale(), String.join("; ", work.hits(), work.times()));
                })
                .orElse(Hits.NONE);
    }

    private static void parts(Report report, PageDocument page) {
        report.parts()
                .forEach(part -> page.body("<h2 id=\"" + part.id() + "\">" + Html.escape(part.title()) + "</h2>\n"
                        + part.answer().markup()));
    }

    private static void latency(Report report, PageDocument page) {
        String chart = LatencyChart.of(report.latencies());
        if (!chart.isEmpty()) {
            page.body("<h2 id=\"report-latency\">Latency of an alert</h2>\n"
                    + "<p class=\"note\">By percentile, in the measured window of the baseline pass; one line for each"
                    + " fork. Each step to the right leaves a tenth of the alerts.</p>\n");
            page.body(chart);
        }
    }

    private static void timeline(Timeline timeline, PageDocument page) {
        if (timeline.charts().isEmpty() && timeline.problems().isEmpty()) {
            return;
        }
        page.body("<h2 id=\"report-timeline\">Over time</h2>\n");
        for (String problem : timeline.problems()) {
            page.body("<p class=\"warning\">" + Html.escape(problem, 1000) + "</p>\n");
        }
        if (timeline.charts().isEmpty()) {
            return;
        }
        page.body("<p class=\"note\">"
                + (timeline.windows().isEmpty()
                        ? "Seconds since the first event."
                        : "Seconds since the first event; the measured window is tinted.")
                + (timeline.stops().isEmpty()
                        ? ""
                        : " Red strokes are pauses of the garbage collector, grey ones other safepoints.")
                + " Drag to look closer, double-click to see all.</p>\n");
        page.body("<div id=\"report-charts\"></div>\n");
        page.part("timeline", TimelineData.of(timeline));
        page.style(Resources.text(ReportPage.class, UPLOT + "uPlot.min.css"));
        page.script(licence() + Resources.text(ReportPage.class, UPLOT + "uPlot.iife.min.js"));
    }

    /** The licence asks to be kept with every copy. */
    private static String licence() {
        String text = Resources.text(ReportPage.class, UPLOT.replace("dist/", "LICENSE"));
        return "/*! uPlot\n" + text.replace("*/", "* /") + "*/\n";
    }
}
