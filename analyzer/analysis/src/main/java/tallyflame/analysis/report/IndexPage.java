package tallyflame.analysis.report;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.table.HtmlTable;
import tallyflame.analysis.table.Table;
import tallyflame.analysis.throughput.ModuleThroughput;
import tallyflame.analysis.throughput.Scaling;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.analysis.throughput.SvgChart;
import tallyflame.analysis.throughput.ThroughputTable;
import tallyflame.flamegraphs.page.Html;
import tallyflame.flamegraphs.page.PageDocument;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** One page over the reports of several runs: their table, throughput against the budgets, energy, and the links. */
public final class IndexPage {
    private final Path folder;
    private final List<RunDirectory> measured;
    private final List<RunDirectory> others;
    private final List<SurveyDemand> budgets;

    private IndexPage(Path folder, List<RunDirectory> runs, List<SurveyDemand> budgets) {
        this.folder = folder.toAbsolutePath().normalize();
        this.budgets = budgets;
        measured = runs.stream().filter(IndexPage::isMeasured).toList();
        others = runs.stream().filter(run -> !isMeasured(run)).toList();
    }

    /**
     * Writes the page as {@link ReportPage#FILE} into the folder.
     *
     * @param folder that holds the run directories
     * @param runs run directories in it, each with its report
     * @return the file
     */
    public static Path write(Path folder, List<RunDirectory> runs, List<SurveyDemand> budgets) throws IOException {
        PageDocument page = new IndexPage(folder, runs, budgets).page();
        Path file = folder.resolve(ReportPage.FILE);
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                page.write(out);
            }
        });
        return file;
    }

    private static boolean isMeasured(RunDirectory run) {
        return run.document().module() != null && run.document().throughput() != null;
    }

    private PageDocument page() {
        String title = String.valueOf(folder.getFileName());
        PageDocument page = new PageDocument(title + " – reports");
        page.body("<main class=\"sheet\">\n<h1>" + Html.escape(title, 300) + "</h1>\n");
        int runs = measured.size() + others.size();
        page.body("<p class=\"note\">" + runs + (runs == 1 ? " run" : " runs") + "; a name leads to its report.</p>\n");
        if (!measured.isEmpty()) {
            throughput(page);
        }
        if (!others.isEmpty()) {
            page.body("<h2>Runs without a throughput</h2>\n<ul>\n");
            others.forEach(run -> page.body(
                    "<li><a href=\"" + Html.escape(link(run)) + "\">" + Html.escape(name(run)) + "</a></li>\n"));
            page.body("</ul>\n");
        }
        return page.body("</main>\n");
    }

    private void throughput(PageDocument page) {
        List<RunDocument> documents =
                measured.stream().map(RunDirectory::document).toList();
        List<String> links = measured.stream().map(this::link).toList();
        boolean scaling = measured.size() > 1
                && documents.stream().map(run -> run.module().name()).distinct().count() == 1;
        page.body("<h2>Modules</h2>\n" + HtmlTable.of(ThroughputTable.of(documents), links));
        if (scaling) {
            page.body("<h2>Scaling with threads</h2>\n"
                    + HtmlTable.of(Scaling.ofRuns(documents).table(), links));
        } else {
            List<ModuleThroughput> rates =
                    documents.stream().map(ModuleThroughput::of).toList();
            page.body("<h2>Throughput against the budgets of surveys</h2>\n");
            page.body(
                    "<p class=\"note\">Bars are means, the strokes their 95 % intervals from one JVM to the next, where several ran; from 0, logarithmic.</p>\n");
            page.body(SvgChart.of(rates, budgets));
            page.body("<ul>\n");
            rates.forEach(rate -> page.body("<li>" + Html.escape(rate.inWords(budgets)) + "</li>\n"));
            page.body("</ul>\n");
        }
        energy(page, documents);
    }

    private static void energy(PageDocument page, List<RunDocument> documents) {
        List<RunDocument> measured =
                documents.stream().filter(run -> run.energy() != null).toList();
        if (measured.isEmpty()) {
            return;
        }
        page.body(HtmlTable.of(Table.of(measured)
                .caption("Energy")
                .text("module", run -> run.module().name())
                .number(
                        "J/1000 alerts",
                        run -> run.energy().wide() ? null : run.energy().perThousandAlerts())
                .number("from", run -> run.energy().perThousandAlertsLow())
                .number("to", run -> run.energy().perThousandAlertsHigh())
                .number("mg CO2e/1000 alerts", run -> 1e3 * run.energy().gramsCo2PerThousandAlerts())
                .text("how", run -> run.energy().method())
                .text("electricity", run -> run.energy().grid())));
        Map<String, List<String>> modules = new LinkedHashMap<>();
        for (RunDocument run : measured) {
            String module = run.module().name();
            run.energy().assumptions().forEach(remark -> modules.computeIfAbsent(remark, key -> new ArrayList<>())
                    .add(module));
            if (run.energy().warning() != null) {
                modules.computeIfAbsent(run.energy().warning(), key -> new ArrayList<>())
                        .add(module);
            }
        }
        page.body("<ul class=\"note\" id=\"report-energy-notes\">\n");
        modules.forEach((remark, of) -> page.body("<li>"
                + Html.escape((of.size() == measured.size() ? "all modules" : String.join(", ", of)) + ": " + remark)
                + "</li>\n"));
        page.body("</ul>\n");
    }

    private static String name(RunDirectory run) {
        return String.valueOf(run.root().toAbsolutePath().normalize().getFileName());
    }

    /** The report of a run as seen from this page, escaped as an address. */
    private String link(RunDirectory run) {
        Path relative = folder.relativize(run.root().toAbsolutePath().normalize());
        List<String> parts = new ArrayList<>();
        relative.forEach(part -> parts.add(encoded(part.toString())));
        parts.add(ReportPage.FILE);
        return "./" + String.join("/", parts);
    }

    /** One part of an address; a slash in it would be a separator, but no file name has one. */
    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
