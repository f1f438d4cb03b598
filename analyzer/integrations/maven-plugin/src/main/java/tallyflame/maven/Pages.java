package tallyflame.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.functions.FunctionsAnswer;
import tallyflame.analysis.lines.render.LineAnswers;
import tallyflame.analysis.lines.render.LineLayout;
import tallyflame.analysis.report.Report;
import tallyflame.analysis.report.ReportPage;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Format;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.AtomicFiles;

/**
 * What is left for people: the report and all lines as files, the first tables in the log.
 *
 * @param log of the build
 * @param sources folders of source
 */
record Pages(Log log, List<Path> sources) {
    /** Columns of a log. */
    static final int WIDTH = 120;

    private static final String LINES = "lines.csv";
    private static final int FUNCTIONS = 10;

    /** Methods with a table in the log. */
    private static final int METHODS = 3;

    /**
     * Writes them.
     *
     * @param title of the report; empty for what the evidence says
     * @param folder gets the files
     */
    void write(Evidence evidence, String title, Path folder) throws IOException {
        Report read = Report.read(evidence, ReadOptions.defaults().withSamples(true), sources, List.of());
        Report report = title.isEmpty() ? read : read.titled(title);
        Path page = Files.createDirectories(folder).resolve(ReportPage.FILE);
        ReportPage.write(report, page);
        report.problems().forEach(log::warn);
        functions(report);
        Path lines = folder.resolve(LINES);
        if (report.lines().isPresent() && report.hits().isPresent()) {
            LineAnswers answers = LineAnswers.of(report.lines().get());
            log(answers.methods(LineLayout.of(METHODS)));
            String all = answers.methods(LineLayout.of(Integer.MAX_VALUE)).write(Format.CSV, WIDTH);
            AtomicFiles.write(lines, temporary -> Files.writeString(temporary, all));
        }
        log.info("wrote "
                + Stream.of(page, lines)
                        .filter(Files::exists)
                        .map(Path::toString)
                        .collect(Collectors.joining(", ")));
    }

    private void functions(Report report) {
        report.functions().ifPresent(found -> {
            FunctionsAnswer.Shown shown = new FunctionsAnswer.Shown(
                    found::all, found.own(), report.ownAbsence(), null, null, report.declarations());
            log(FunctionsAnswer.of(shown, FUNCTIONS, report.profiles().get(0).ledger()));
        });
    }

    /** Writes an answer into the log, line by line. */
    void log(Answer answer) {
        answer.write(Format.TABLE, WIDTH).lines().forEach(log::info);
    }
}
