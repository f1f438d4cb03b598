package tallyflame.analysis.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tallyflame.analysis.diff.Noise;
import tallyflame.analysis.diff.NoiseFile;
import tallyflame.analysis.diff.VersionIntervals;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.Interval;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.Throughput;

/**
 * How fast alerts are: by CPU time, which decides; by the wall clock, which other programs slow; and what is waited for. Intervals
 * are those from one JVM to the next, never those within one, which another JVM's rate mostly lies outside of.
 */
final class RateFacts {
    /** A thread that is queued for more than this share of its time is on a busy machine. */
    private static final double BUSY = 0.1;
    /** Less waiting than this share of an alert's time is not worth a line. */
    private static final double WAITS = 0.02;

    private final Throughput rate;
    private final List<RunFacts.Fact> facts = new ArrayList<>();

    private RateFacts(Throughput rate) {
        this.rate = rate;
    }

    /** The facts of a run whose throughput was measured. */
    static List<RunFacts.Fact> of(RunDocument run) {
        RateFacts facts = new RateFacts(run.throughput());
        facts.rates(run);
        facts.waiting();
        facts.load();
        return facts.facts;
    }

    private void rates(RunDocument run) {
        boolean forks = run.plan().forks() > 1;
        Optional<Interval> calibrated = forks ? Optional.empty() : calibrated(run);
        String rates = Quantity.number(rate.alertsPerCpuSecond()) + " alerts/s of CPU time";
        if (forks && rate.cpuLow() != null) {
            rates += range(rate.cpuLow(), rate.cpuHigh(), run.plan().forks() + " forks");
        } else if (calibrated.isPresent()) {
            rates += range(calibrated.get().low(), calibrated.get().high(), "JVMs, as calibrated here");
        } else {
            rates += " (one JVM: how JVMs differ is not known; --forks 3 tells)";
        }
        fact("throughput", "%s", rates);
        fact("wall clock", "%s alerts/s/core", Quantity.number(rate.alertsPerSecond()));
    }

    private static String range(double low, double high, String over) {
        return " (95 % of " + over + ": " + Quantity.number(low) + " to " + Quantity.number(high) + ")";
    }

    /** The interval of a single JVM by what was calibrated on this machine under such a load. */
    private Optional<Interval> calibrated(RunDocument run) {
        try {
            Noise noise = NoiseFile.usual().of(run);
            return VersionIntervals.of(rate.othersCores(), run.host().cores(), noise)
                    .ofForks(rate.alertsPerCpuSecond());
        } catch (IOException e) {
            return Optional.empty(); // diff and check, which rest on the file, say what is wrong with it
        }
    }

    private void waiting() {
        if (rate.waitingMicrosPerAlert() == null) {
            return;
        }
        double own = 1e6 / rate.alertsPerCpuSecond() + rate.waitingMicrosPerAlert();
        if (rate.waitingMicrosPerAlert() > WAITS * own) {
            fact(
                    "waiting",
                    "%s an alert asleep or waiting for locks, files and sockets, %s of its time",
                    Quantity.ofMicros(rate.waitingMicrosPerAlert()),
                    Quantity.percent(rate.waitingMicrosPerAlert() / own));
        }
    }

    private void load() {
        if (rate.queuedShare() != null && rate.queuedShare() > BUSY) {
            fact(
                    "note",
                    "the machine was busy: no processor was free for %s of the time%s",
                    Quantity.percent(rate.queuedShare()),
                    rate.othersCores() == null
                            ? ""
                            : ", other programs kept " + Quantity.number(rate.othersCores()) + " busy");
        }
    }

    private void fact(String label, String format, Object... arguments) {
        facts.add(new RunFacts.Fact(label, String.format(Locale.ROOT, format, arguments)));
    }
}
