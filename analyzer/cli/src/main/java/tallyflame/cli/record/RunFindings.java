package tallyflame.cli.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.functions.FunctionsAnswer;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.analysis.headline.Headline;
import tallyflame.analysis.jvms.RunJvms;
import tallyflame.analysis.lines.render.LineAnswers;
import tallyflame.analysis.lines.render.LineLayout;
import tallyflame.analysis.report.Report;
import tallyflame.analysis.report.ReportPage;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.html.HtmlPage;
import tallyflame.flamegraphs.html.PageOptions;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.AtomicFiles;

/**
 * What a run says at first sight: its recordings and counts are read once, for the terminal and for the pages that it leaves.
 *
 * @param functions of the most telling event, the user's own if they are told apart, or {@code null} if nothing was sampled
 * @param own those of the user's own code; empty if that is not told apart
 * @param ownAbsence why it is not; empty where nobody wants to know
 * @param lineTables of the few counted methods that take most time; empty if nothing was counted
 * @param jvms the JVMs of the run
 * @param flameGraph the page that was written, or {@code null}
 * @param report the page that was written
 * @param headline what is to be said first
 */
record RunFindings(
        FunctionTable functions,
        Optional<OwnFunctions> own,
        String ownAbsence,
        Answer lineTables,
        RunJvms jvms,
        Path flameGraph,
        Path report,
        Headline headline) {
    private static final String FLAME_GRAPH = "flame.html";

    /** Methods that have a line table at the end of a run. */
    private static final int FEW = 3;

    /**
     * Reads a run and writes flame graph, report and the source of what was counted into its directory.
     *
     * @param packages what the user says is their own code
     * @param sources where the user says that source is
     */
    static RunFindings of(Path run, String title, List<String> packages, List<Path> sources) throws IOException {
        Report report = Report.read(Evidence.open(run), ReadOptions.defaults().withSamples(true), sources, packages);
        Path reportFile = run.resolve(ReportPage.FILE);
        ReportPage.write(report, reportFile);
        if (report.lines().isPresent()) {
            RunSources.keep(run, report.lines().get());
        }
        return new RunFindings(
                report.functions()
                        .map(found -> found.own().map(OwnFunctions::table).orElse(found.all()))
                        .orElse(null),
                report.own(),
                report.profiles().isEmpty() ? "" : report.ownAbsence(),
                lineTables(report),
                report.jvms(),
                report.profiles().isEmpty() ? null : flameGraph(run, title, report),
                reportFile,
                report.headline());
    }

    /** What was recorded as one table: functions, or the JVMs where nothing was sampled. */
    Table<?> table() {
        return functions == null ? jvms.table() : FunctionsAnswer.table(functions, null, Declarations.NONE);
    }

    private static Path flameGraph(Path run, String title, Report report) throws IOException {
        Path page = run.resolve(FLAME_GRAPH);
        AtomicFiles.write(page, temporary -> {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                new HtmlPage(PageOptions.titled(title)).write(report.profiles(), out);
            }
        });
        return page;
    }

    private static Answer lineTables(Report report) {
        boolean counted = report.lines().isPresent() && report.hits().isPresent();
        Answer tables = counted
                ? LineAnswers.of(report.lines().get()).methods(LineLayout.of(FEW))
                : new Answer("Lines", () -> null);
        return tables.lines(report.problems().stream()
                .filter(problem -> problem.startsWith(Report.NO_COUNTS) || problem.startsWith(Report.NO_SAMPLES))
                .toList());
    }
}
