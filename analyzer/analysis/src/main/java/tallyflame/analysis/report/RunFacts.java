package tallyflame.analysis.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tallyflame.analysis.throughput.EscapeAnalysis;
import tallyflame.analysis.throughput.ModuleThroughput;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Energy;
import tallyflame.runs.FailedAlert;
import tallyflame.runs.Latency;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunDocument.Throughput;
import tallyflame.runs.Timing;

/** What a run says about itself in a few short lines, for the terminal and for the head of a report. */
public final class RunFacts {
    /**
     * One of them.
     *
     * @param label one word, upper case where it is a warning; empty where the text goes on from the fact before
     * @param text not fit for a terminal or for HTML yet
     */
    public record Fact(String label, String text) {}

    private final List<Fact> facts = new ArrayList<>();

    private RunFacts() {}

    /**
     * Throughput, latency, budgets, energy and failures, as far as they are known.
     *
     * @param budgets what surveys demand
     */
    public static List<Fact> of(RunDocument run, List<SurveyDemand> budgets) {
        RunFacts facts = new RunFacts();
        facts.throughput(run);
        if (run.throughput() != null) {
            facts.fact("budgets", "%s", ModuleThroughput.of(run).inWords(budgets));
        }
        facts.energy(run);
        run.tooManyFailed().ifPresent(reason -> facts.fact("NO RATE", "%s", reason));
        facts.failures(run);
        return facts.facts;
    }

    /** The sampling engine that was used, and what would enable a better one. */
    public static List<Fact> ofEngine(RunDocument run) {
        EngineUsed engine = run.engine();
        if (engine == null) {
            return List.of();
        }
        RunFacts facts = new RunFacts();
        facts.fact(
                "sampled by",
                "%s%s%s",
                engine.name(),
                engine.intervalNanos() > 0 ? " every " + Quantity.of(engine.intervalNanos(), "ns") : "",
                engine.name().endsWith("timer") ? " (at most once a kernel tick)" : "");
        if (engine.raised() != null) {
            facts.fact("", "%s", engine.raised());
        }
        if (engine.better() != null) {
            facts.fact("", "better: %s", engine.better());
        }
        return facts.facts;
    }

    private void throughput(RunDocument run) {
        Throughput rate = run.throughput();
        if (rate == null) {
            return;
        }
        RateFacts.of(run).forEach(facts::add);
        fact(
                "effective",
                "%s alerts/s, %s of the alerts processed to the end",
                Quantity.number(rate.effectiveAlertsPerSecond()),
                Quantity.percent(rate.effectiveShare()));
        Latency latency = run.latencyMicros();
        if (latency != null) {
            fact(
                    "latency",
                    "%s median, %s for 99 %%, %s at most%s",
                    Quantity.ofMicros(latency.p50()),
                    Quantity.ofMicros(latency.p99()),
                    Quantity.ofMicros(latency.max()),
                    latency.perAlert() ? "" : " (means of batches: the module does not iterate over its alerts)");
        }
        Timing.Warmup warmup = timings(run).get(0).warmup();
        fact(
                "warm-up",
                "%s%s; cold %s alerts/s; %s allocated per alert",
                Quantity.ofMicros(1e6 * warmup.seconds()),
                warmup.steady() ? "" : ", and the rate still changed",
                Quantity.number(rate.coldAlertsPerSecond()),
                Quantity.of(Math.round(rate.bytesPerAlert()), "bytes"));
        EscapeAnalysis.of(run).ifPresent(this::escape);
    }

    private void escape(EscapeAnalysis escape) {
        String interval = escape.low() == null
                ? "one fork of each has no interval: --forks 3"
                : "95 %: " + bytes(escape.low()) + " to " + bytes(escape.high());
        fact(
                "escape",
                "escape analysis removes %s of %s an alert (%s)",
                bytes(escape.removedBytesPerAlert()),
                bytes(escape.withoutBytesPerAlert()),
                interval);
    }

    private static String bytes(double bytes) {
        long whole = Math.round(bytes);
        return (whole < 0 ? "-" : "") + Quantity.of(Math.abs(whole), "bytes");
    }

    private void energy(RunDocument run) {
        Energy energy = run.energy();
        if (energy == null) {
            return;
        }
        double low = energy.perThousandAlertsLow();
        double high = energy.perThousandAlertsHigh();
        double milligrams = 1e3 * energy.gramsCo2PerThousandAlerts();
        String method = energy.method().equals(Energy.ESTIMATE) ? "an estimate" : "measured";
        if (energy.wide()) {
            double perJoule = milligrams / energy.perThousandAlerts();
            fact(
                    "energy",
                    "somewhere from %s to %s J per 1000 alerts, %s; %s to %s mg CO2e (%s)",
                    oneDigit(low),
                    oneDigit(high),
                    method,
                    oneDigit(perJoule * low),
                    oneDigit(perJoule * high),
                    energy.grid());
        } else {
            fact(
                    "energy",
                    "%s J per 1000 alerts, %s (%s to %s); %s mg CO2e (%s)",
                    Quantity.number(energy.perThousandAlerts()),
                    method,
                    Quantity.number(low),
                    Quantity.number(high),
                    Quantity.number(milligrams),
                    energy.grid());
        }
        if (energy.warning() != null) {
            fact("WARNING", "%s", energy.warning());
        }
    }

    /** A figure of which nobody knows more than its size. */
    private static String oneDigit(double value) {
        return new BigDecimal(value).round(new MathContext(1)).toPlainString();
    }

    private void failures(RunDocument run) {
        for (Timing timing : timings(run)) {
            if (timing.failed() > 0) {
                fact("FAILED", "%,d of %,d alerts; the first:", timing.failed(), timing.rows());
                for (FailedAlert alert : timing.failures()) {
                    fact("", "%s candid %d: %s", alert.objectId(), alert.candid(), alert.message());
                }
                return; // the other forks fail on the same alerts
            }
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

    private void fact(String label, String format, Object... arguments) {
        facts.add(new Fact(label, String.format(Locale.ROOT, format, arguments)));
    }
}
