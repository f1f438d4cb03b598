package tallyflame.cli.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.report.RunFacts;
import tallyflame.analysis.table.TerminalText;
import tallyflame.analysis.table.TextTable;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Energy;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** The end of a run as text, for ten seconds of reading. */
final class RunSummary {
    private static final int TOP = 5;

    private final StringBuilder out = new StringBuilder();

    private RunSummary() {}

    /**
     * Text of a run of a module.
     *
     * @param directory of the run
     * @param budgets what surveys demand
     */
    static String of(Path directory, RunDocument run, RunFindings findings, List<SurveyDemand> budgets) {
        RunSummary summary = new RunSummary();
        summary.line(
                "%s, %,d alerts of %s",
                run.module().name(), run.data().alerts(), clean(run.data().path()));
        summary.facts(RunFacts.of(run, budgets));
        summary.facts(RunFacts.ofEngine(run));
        summary.sampled(run, findings);
        summary.problems(run);
        summary.files(directory, findings);
        return summary.out.toString();
    }

    /** Text of a recording of someone else's JVM. */
    static String ofRecording(Path directory, RunDocument run, RunFindings findings) {
        RunSummary summary = new RunSummary();
        summary.line("recorded %s", clean(String.join(" ", run.command())));
        summary.facts(RunFacts.ofEngine(run));
        summary.sampled(run, findings);
        summary.problems(run);
        summary.files(directory, findings);
        return summary.out.toString();
    }

    private void sampled(RunDocument run, RunFindings findings) {
        FunctionTable functions = findings.functions();
        if (functions == null) {
            return;
        }
        Energy energy = functions.event().equals("cpu") ? run.energy() : null;
        TextTable table = new TextTable().number("self").number("total");
        if (energy != null) {
            table.number("J/1000 alerts");
        }
        table.text("function");
        for (Function function : functions.top(TOP).functions()) {
            List<Object> cells = new ArrayList<>();
            double total = functions.totalShare(function).value();
            cells.add(Quantity.percent(functions.selfShare(function).value()));
            cells.add(Quantity.percent(total));
            if (energy != null) {
                cells.add(Quantity.number(total * energy.perThousandAlerts()));
            }
            cells.add(clean(function.name()));
            table.row(cells.toArray());
        }
        out.append('\n').append(table.render().indent(2));
        line(
                "  %,d samples of %s%s",
                functions.samples(),
                functions.event(),
                functions.samples() < FunctionTable.ENOUGH_SAMPLES ? ": too few, the shares say little" : "");
    }

    private void problems(RunDocument run) {
        for (PassResult pass : run.passes()) {
            if (pass.perturbed()) {
                line("  note        counted while sampling: the times are perturbed (use --passes sample,count)");
            }
            if (pass.problem() != null) {
                line("  PROBLEM     pass %s, fork %d: %s", pass.pass().label(), pass.fork(), clean(pass.problem()));
                if (pass.output() != null) {
                    pass.output().forEach(text -> line("              | %s", clean(text)));
                }
            }
        }
    }

    private void files(Path directory, RunFindings findings) {
        out.append('\n');
        line("files: %s", directory);
        if (findings.flameGraph() != null) {
            line("flame graph: %s", findings.flameGraph());
        }
        line("report: %s", findings.report());
    }

    private void line(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private void facts(List<RunFacts.Fact> facts) {
        facts.forEach(fact -> line("  %-11s %s", fact.label(), clean(fact.text())));
    }

    private static String clean(String text) {
        return TerminalText.clean(text);
    }
}
