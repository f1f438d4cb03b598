package tallyflame.cli.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.report.IndexPage;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Format;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.analysis.throughput.ThroughputTable;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.ProgressBar;
import tallyflame.cli.options.TableOptions;
import tallyflame.modules.UnknownModuleException;
import tallyflame.runner.launch.ProgressListener;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Runner;
import tallyflame.runner.launch.Sampling;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/**
 * Runs plans one after the other, shows progress, and prints what came out.
 *
 * @param common streams and form of the answer
 * @param sampling finds the sampling engine
 * @param budgets what surveys demand of a module
 * @param packages what the user says is their own code; none for the module's packages
 * @param sources where the user says that source is
 */
record RunSession(
        TableOptions common, Sampling sampling, List<SurveyDemand> budgets, List<String> packages, List<Path> sources) {
    /**
     * Runs all plans; one whose JVM dies does not keep the others from running.
     *
     * @return the exit code; "no" if counts were to be the same and are not, or too many alerts failed
     * @throws EnvironmentException in the end, if a forked JVM died
     */
    int run(List<RunPlan> plans) throws IOException, EnvironmentException, InterruptedException {
        ProgressListener progress = ProgressBar.on(common.err());
        List<RunAnswer.Entry> answers = new ArrayList<>();
        Map<String, RunDocument> runs = new LinkedHashMap<>();
        List<String> incomplete = new ArrayList<>();
        Answer told = new Answer("Run", () -> runs);
        boolean good = true;
        for (RunPlan plan : plans) {
            RunDocument run = run(plan, progress);
            runs.put(plan.out().getFileName().toString(), run);
            RunFindings findings = RunFindings.of(plan.out(), run.module().name(), packages, sources);
            answers.add(RunAnswer.Entry.of(plan.out(), run, findings));
            tell(findings.lineTables(), told);
            tell(RunSummary.of(plan.out(), run, findings, budgets), told);
            good &= run.tooManyFailed().isEmpty();
            if (plan.schedule().forksOf(Pass.COUNT) > 1) {
                good &= new CountVerification(common).verify(plan.out());
            }
            if (!run.status().equals(RunDocument.COMPLETE)) {
                incomplete.add(plan.out().toString());
            }
        }
        Path report = plans.size() > 1 ? together(plans, runs, told) : null;
        if (common.format() != Format.TABLE) {
            common.print(new Answer("Run", () -> RunAnswer.of(answers, report))
                    .csv(() -> ThroughputTable.of(List.copyOf(runs.values())))
                    .all(told));
        }
        if (!incomplete.isEmpty()) {
            throw new EnvironmentException("a forked JVM did not finish; what it recorded is in "
                    + String.join(", ", incomplete) + ", the reason is given there and above");
        }
        return good ? Failures.DONE : Failures.ANSWER_IS_NO;
    }

    /** Writes what several runs say together; returns the page that links their reports. */
    private Path together(List<RunPlan> plans, Map<String, RunDocument> runs, Answer told) throws IOException {
        Path folder = plans.get(0).out().toAbsolutePath().getParent();
        Answer text = new ThroughputReport(folder, budgets).write(runs);
        List<RunDirectory> directories = new ArrayList<>();
        for (RunPlan plan : plans) {
            directories.add(RunDirectory.open(plan.out()));
        }
        Path report = IndexPage.write(folder, directories, budgets);
        tell(text.lines("report of all: " + report), told);
        return report;
    }

    /** Shows at once what can be shown at once, and remembers it for the other forms. */
    private void tell(Answer piece, Answer told) {
        told.all(piece);
        if (common.format() == Format.TABLE) {
            common.print(piece);
            common.out().println();
            common.out().flush();
        }
    }

    private RunDocument run(RunPlan plan, ProgressListener progress)
            throws IOException, EnvironmentException, InterruptedException {
        try {
            return new Runner(sampling, progress).run(plan);
        } catch (UnknownModuleException e) {
            throw common.usage(e.getMessage());
        }
    }
}
