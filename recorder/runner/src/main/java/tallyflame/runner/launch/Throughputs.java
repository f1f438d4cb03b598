package tallyflame.runner.launch;

import java.util.Comparator;
import java.util.List;
import tallyflame.runs.Interval;
import tallyflame.runs.Latency;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.RunDocument.Throughput;
import tallyflame.runs.Timing;

/** Throughput and latency of a run, from the timings of its baseline forks. */
final class Throughputs {
    private Throughputs() {}

    /** Throughput over the forks, with the spread over them or, for a single one, over parts of its window; or {@code null}. */
    static Throughput throughput(List<PassResult> passes) {
        List<Timing> forks = baseline(passes);
        if (forks.isEmpty()) {
            return null;
        }
        double[] rates = forks.stream()
                .mapToDouble(fork -> fork.window().alertsPerSecondPerCore().value())
                .toArray();
        Interval interval = rates.length > 1
                ? Interval.ofMean(rates)
                : forks.get(0).window().alertsPerSecondPerCore();
        double share = mean(forks, Timing::effectiveShare);
        return new Throughput(
                interval.value(),
                interval.low(),
                interval.high(),
                rates.length > 1 ? "forks" : "parts of the window",
                interval.value() * share,
                share,
                mean(forks, Timing::coldAlertsPerSecond),
                mean(forks, fork -> fork.window().alertsPerSecondPerCore().value() * fork.threads()),
                mean(
                        forks,
                        fork -> ratio(
                                (double) fork.window().alerts(), fork.window().moduleCpuSeconds())),
                mean(
                        forks,
                        fork -> ratio((double) fork.window().allocatedBytes(), (double)
                                fork.window().alerts())),
                mean(
                        forks,
                        fork -> ratio(fork.window().gcSeconds(), fork.window().seconds())));
    }

    /** Latency of the fork whose 99th percentile is the middle one, or {@code null}. */
    static Latency latency(List<PassResult> passes) {
        List<Latency> forks = baseline(passes).stream()
                .map(Timing::latency)
                .filter(latency -> latency != null)
                .sorted(Comparator.comparingDouble(Latency::p99))
                .toList();
        return forks.isEmpty() ? null : forks.get(forks.size() / 2);
    }

    /** The measured window of the first baseline fork, or {@code null}. */
    static Timing.Window window(List<PassResult> passes) {
        List<Timing> forks = baseline(passes);
        return forks.isEmpty() ? null : forks.get(0).window();
    }

    private static List<Timing> baseline(List<PassResult> passes) {
        return passes.stream()
                .filter(pass -> pass.pass() == Pass.BASELINE && pass.timing() != null)
                .map(PassResult::timing)
                .toList();
    }

    private static double mean(List<Timing> forks, java.util.function.ToDoubleFunction<Timing> of) {
        return forks.stream().mapToDouble(of).average().orElse(0);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
