package tallyflame.cli.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.report.IndexPage;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.cli.options.CommonOptions;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.ProgressBar;
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
 */
record RunSession(CommonOptions common, Sampling sampling, List<SurveyDemand> budgets) {
    /**
     * Runs all plans; one whose JVM dies does not keep the others from running.
     *
     * @return the exit code; "no" if counts were to be the same and are not
     * @throws EnvironmentException in the end, if a forked JVM died
     */
    int run(List<RunPlan> plans) throws IOException, EnvironmentException, InterruptedException {
        ProgressListener progress = ProgressBar.on(common.err());
        List<RunAnswer.Entry> answers = new ArrayList<>();
        Map<String, RunDocument> runs = new LinkedHashMap<>();
        List<String> incomplete = new ArrayList<>();
        boolean sameCounts = true;
        for (RunPlan plan : plans) {
            RunDocument run = run(plan, progress);
            runs.put(plan.out().getFileName().toString(), run);
            RunFindings findings = RunFindings.of(plan.out(), run.module().name());
            answers.add(RunAnswer.Entry.of(plan.out(), run, findings));
            if (!common.json()) {
                common.out().println(findings.lineTables());
                common.out().println(RunSummary.of(plan.out(), run, findings, budgets));
                common.out().flush();
            }
            if (plan.schedule().forksOf(Pass.COUNT) > 1) {
                sameCounts &= new CountVerification(common).verify(plan.out());
            }
            if (!run.status().equals(RunDocument.COMPLETE)) {
                incomplete.add(plan.out().toString());
            }
        }
        Path report = plans.size() > 1 ? together(plans, runs) : null;
        if (common.json()) {
            common.printJson(RunAnswer.of(answers, report));
        }
        if (!incomplete.isEmpty()) {
            throw new EnvironmentException("a forked JVM did not finish; what it recorded is in "
                    + String.join(", ", incomplete) + ", the reason is given there and above");
        }
        return sameCounts ? Failures.DONE : Failures.ANSWER_IS_NO;
    }

    /** Writes what several runs say together; returns the page that links their reports. */
    private Path together(List<RunPlan> plans, Map<String, RunDocument> runs) throws IOException {
        Path folder = plans.get(0).out().toAbsolutePath().getParent();
        String text = new ThroughputReport(folder, budgets).write(runs);
        List<RunDirectory> directories = new ArrayList<>();
        for (RunPlan plan : plans) {
            directories.add(RunDirectory.open(plan.out()));
        }
        Path report = IndexPage.write(folder, directories, budgets);
        if (!common.json()) {
            common.out().println(text);
            common.out().println("report of all: " + report);
            common.out().flush();
        }
        return report;
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
