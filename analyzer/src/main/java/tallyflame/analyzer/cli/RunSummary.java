package tallyflame.analyzer.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tallyflame.analyzer.profile.FunctionTable;
import tallyflame.analyzer.profile.FunctionTable.Function;
import tallyflame.analyzer.tables.TerminalText;
import tallyflame.analyzer.tables.TextTable;
import tallyflame.analyzer.throughput.Budget;
import tallyflame.runner.directory.Energy;
import tallyflame.runner.directory.FailedAlert;
import tallyflame.runner.directory.Latency;
import tallyflame.runner.directory.Pass;
import tallyflame.runner.directory.RunDocument;
import tallyflame.runner.directory.RunDocument.EngineUsed;
import tallyflame.runner.directory.RunDocument.PassResult;
import tallyflame.runner.directory.RunDocument.Throughput;
import tallyflame.runner.directory.Timing;

/** The end of a run in words, for ten seconds of reading. */
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
    static String of(Path directory, RunDocument run, RunFindings findings, List<Budget> budgets) {
        RunSummary summary = new RunSummary();
        summary.line(
                "%s, %,d alerts of %s",
                run.module().name(), run.data().alerts(), clean(run.data().path()));
        summary.throughput(run);
        if (run.throughput() != null) {
            summary.line("  budgets     %s", ThroughputReport.rate(run).inWords(budgets));
        }
        summary.energy(run);
        summary.failures(run);
        summary.sampled(run, findings);
        summary.problems(run);
        summary.files(directory, findings);
        return summary.out.toString();
    }

    /** Text of a recording of someone else's JVM. */
    static String ofRecording(Path directory, RunDocument run, RunFindings findings) {
        RunSummary summary = new RunSummary();
        summary.line("recorded %s", clean(String.join(" ", run.command())));
        summary.sampled(run, findings);
        summary.problems(run);
        summary.files(directory, findings);
        return summary.out.toString();
    }

    private void throughput(RunDocument run) {
        Throughput rate = run.throughput();
        if (rate == null) {
            return;
        }
        line(
                "  throughput  %s alerts/s/core (95 %% of %s: %s to %s)",
                number(rate.alertsPerSecond()), rate.intervalOver(), number(rate.low()), number(rate.high()));
        line(
                "  effective   %s alerts/s, %.1f %% of the alerts go all the way",
                number(rate.effectiveAlertsPerSecond()), 100 * rate.effectiveShare());
        Latency latency = run.latencyMicros();
        if (latency != null) {
            line(
                    "  latency     %s median, %s for 99 %%, %s at most%s",
                    micros(latency.p50()),
                    micros(latency.p99()),
                    micros(latency.max()),
                    latency.perAlert() ? "" : " (means of batches: the module does not walk its alerts)");
        }
        Timing.Warmup warmup = timings(run).get(0).warmup();
        line(
                "  warm-up     %.1f s%s; cold %s alerts/s; %s allocated per alert",
                warmup.seconds(),
                warmup.steady() ? "" : ", and the rate still changed",
                number(rate.coldAlertsPerSecond()),
                Quantity.of(Math.round(rate.bytesPerAlert()), "bytes"));
        if (rate.alertsPerCpuSecond() > 1.1 * rate.alertsPerSecond()) {
            line(
                    "  note        the machine was busy: a core of its own would do about %s alerts/s",
                    number(rate.alertsPerCpuSecond()));
        }
    }

    private void energy(RunDocument run) {
        Energy energy = run.energy();
        if (energy == null) {
            return;
        }
        line(
                "  energy      %s J per 1000 alerts, %s (%s to %s); %s mg CO2e (%s)",
                number(energy.perThousandAlerts()),
                energy.method().equals(Energy.ESTIMATE) ? "an estimate" : "measured",
                number(energy.perThousandAlertsLow()),
                number(energy.perThousandAlertsHigh()),
                number(1e3 * energy.gramsCo2PerThousandAlerts()),
                energy.grid());
        if (energy.warning() != null) {
            line("  WARNING     %s", energy.warning());
        }
    }

    private void failures(RunDocument run) {
        for (Timing timing : timings(run)) {
            if (timing.failed() > 0) {
                line("  FAILED      %,d of %,d alerts; the first:", timing.failed(), timing.rows());
                for (FailedAlert alert : timing.failures()) {
                    line(
                            "              %s candid %d: %s",
                            clean(alert.objectId()), alert.candid(), clean(alert.message()));
                }
                return; // the other forks fail on the same alerts
            }
        }
    }

    private void sampled(RunDocument run, RunFindings findings) {
        EngineUsed engine = run.engine();
        if (engine != null) {
            line(
                    "  sampled by  %s%s%s",
                    engine.name(),
                    engine.intervalNanos() > 0 ? " every " + Quantity.of(engine.intervalNanos(), "ns") : "",
                    engine.name().endsWith("timer") ? " (at most once a kernel tick)" : "");
            if (engine.better() != null) {
                line("              better: %s", engine.better());
            }
        }
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
            cells.add(percent(functions.selfShare(function).value()));
            cells.add(percent(total));
            if (energy != null) {
                cells.add(number(total * energy.perThousandAlerts()));
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
    }

    private static List<Timing> timings(RunDocument run) {
        List<Timing> timings = new ArrayList<>();
        for (Pass pass : List.of(Pass.BASELINE, Pass.SAMPLE, Pass.JFR, Pass.COUNT)) {
            run.passes().stream()
                    .filter(result -> result.pass() == pass)
                    .map(PassResult::timing)
                    .filter(Objects::nonNull)
                    .forEach(timings::add);
        }
        return timings;
    }

    private void line(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String clean(String text) {
        return TerminalText.clean(text);
    }

    static String number(double value) {
        if (value != 0 && Math.abs(value) < 0.1) {
            return String.format(Locale.ROOT, "%.2g", value);
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String micros(double micros) {
        return Quantity.of(Math.round(micros * 1e3), "ns");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
