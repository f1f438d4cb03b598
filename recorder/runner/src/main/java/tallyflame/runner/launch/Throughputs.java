package tallyflame.runner.launch;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
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
        Interval wall = interval(forks, fork -> fork.window().alertsPerSecondPerCore());
        Interval cpu = interval(forks, Throughputs::cpuRate);
        double share = mean(forks, Timing::effectiveShare);
        return new Throughput(
                wall.value(),
                wall.low(),
                wall.high(),
                forks.size() > 1 ? Throughput.FORKS : "parts of the window",
                wall.value() * share,
                share,
                mean(forks, Timing::coldAlertsPerSecond),
                mean(forks, fork -> fork.window().alertsPerSecondPerCore().value() * fork.threads()),
                cpu.value(),
                mean(
                        forks,
                        fork -> ratio((double) fork.window().allocatedBytes(), (double)
                                fork.window().alerts())),
                mean(
                        forks,
                        fork -> ratio(fork.window().gcSeconds(), fork.window().seconds())),
                cpu.low(),
                cpu.high(),
                known(
                        forks,
                        Timing.Work::waitingSeconds,
                        fork -> 1e6 / Math.max(1, fork.window().alerts())),
                known(
                        forks,
                        Timing.Work::queuedSeconds,
                        fork -> ratio(1, fork.window().seconds() * fork.threads())),
                known(forks, Timing.Work::othersCores, fork -> 1));
    }

    /** The geometric mean over forks with the spread over them or, of a single one, over parts of its window. */
    private static Interval interval(List<Timing> forks, Function<Timing, Interval> rate) {
        return forks.size() == 1
                ? rate.apply(forks.get(0))
                : Interval.ofGeometricMean(forks.stream()
                        .mapToDouble(fork -> rate.apply(fork).value())
                        .toArray());
    }

    private static Interval cpuRate(Timing fork) {
        Timing.Work work = fork.window().work();
        double rate = fork.window().alertsPerCpuSecond();
        return work == null || work.alertsPerCpuSecond() == null
                ? new Interval(rate, rate, rate)
                : work.alertsPerCpuSecond();
    }

    /** The mean of a figure that every fork must know, or {@code null}. */
    private static Double known(
            List<Timing> forks, Function<Timing.Work, Double> figure, ToDoubleFunction<Timing> factor) {
        return forks.stream()
                        .map(fork -> fork.window().work())
                        .anyMatch(work -> work == null || figure.apply(work) == null)
                ? null
                : (Double) forks.stream()
                        .mapToDouble(fork -> figure.apply(fork.window().work()) * factor.applyAsDouble(fork))
                        .average()
                        .orElseThrow();
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

    private static double mean(List<Timing> forks, ToDoubleFunction<Timing> of) {
        return forks.stream().mapToDouble(of).average().orElse(0);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
