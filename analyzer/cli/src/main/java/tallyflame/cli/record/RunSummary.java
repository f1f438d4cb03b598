package tallyflame.cli.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.report.RunFacts;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** The end of a run as text, for ten seconds of reading. */
final class RunSummary {
    private static final int TOP = 5;

    private RunSummary() {}

    /**
     * What a run of a module says.
     *
     * @param directory of the run
     * @param budgets what surveys demand
     */
    static Answer of(Path directory, RunDocument run, RunFindings findings, List<SurveyDemand> budgets) {
        List<RunFacts.Fact> facts = new ArrayList<>(RunFacts.of(run, budgets));
        facts.addAll(RunFacts.ofEngine(run));
        String title = run.module().name() + ", " + Quantity.of(run.data().alerts(), "alerts") + " of "
                + run.data().path();
        return of(title, facts, directory, run, findings);
    }

    /** What a recording of someone else's JVM says. */
    static Answer ofRecording(Path directory, RunDocument run, RunFindings findings) {
        return of("recorded " + String.join(" ", run.command()), RunFacts.ofEngine(run), directory, run, findings);
    }

    private static Answer of(
            String title, List<RunFacts.Fact> facts, Path directory, RunDocument run, RunFindings findings) {
        String headline = findings.headline().text();
        Answer answer = new Answer(title, () -> run)
                .lines(headline.isEmpty() ? List.of() : List.of(headline, ""))
                .table(Table.of(facts)
                        .caption(title)
                        .indented()
                        .atLeast(10)
                        .text("", RunFacts.Fact::label)
                        .atLeast(0)
                        .text("", RunFacts.Fact::text));
        if (findings.functions() != null) {
            answer.table(sampled(findings, run.energy()));
        }
        if (run.module() == null && findings.jvms().worthShowing()) {
            answer.table(findings.jvms().table()).lines(findings.jvms().balance());
        }
        return answer.lines(problems(run)).lines(files(directory, findings));
    }

    private static Table<Function> sampled(RunFindings findings, Energy energy) {
        FunctionTable functions = findings.functions();
        Table<Function> table = Table.of(functions.top(TOP).functions())
                .indented()
                .share("self", function -> functions.selfShare(function).value())
                .share("total", function -> functions.totalShare(function).value());
        if (energy != null && !energy.wide() && functions.event().equals("cpu")) {
            table.number(
                    "J/1000 alerts", function -> functions.totalShare(function).value() * energy.perThousandAlerts());
        }
        table.code("function", Function::name)
                .note(Quantity.of(functions.samples(), "samples of ")
                        + functions.event()
                        + (functions.tooFewSamples() ? ": too few, the shares say little" : "")
                        + (findings.own().isPresent() ? ", self with all that is called elsewhere" : ""));
        findings.own().ifPresent(own -> table.note(own.line()));
        return findings.own().isPresent() || findings.ownAbsence().isEmpty()
                ? table
                : table.note("all functions are shown: " + findings.ownAbsence());
    }

    private static List<String> problems(RunDocument run) {
        List<String> lines = new ArrayList<>();
        for (PassResult pass : run.passes()) {
            if (pass.perturbed()) {
                lines.add("  note        counted while sampling: the times are perturbed (use --passes sample,count)");
            }
            if (pass.problem() != null) {
                lines.add(
                        "  PROBLEM     pass " + pass.pass().label() + ", fork " + pass.fork() + ": " + pass.problem());
                if (pass.output() != null) {
                    pass.output().forEach(text -> lines.add("              | " + text));
                }
            }
        }
        return lines;
    }

    private static List<String> files(Path directory, RunFindings findings) {
        List<String> lines = new ArrayList<>(List.of("files: " + directory));
        if (findings.flameGraph() != null) {
            lines.add("flame graph: " + findings.flameGraph());
        }
        lines.add("report: " + findings.report());
        return lines;
    }
}
