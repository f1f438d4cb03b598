package tallyflame.runner.fork;

import java.util.Arrays;
import java.util.List;
import tallyflame.runner.fork.clocks.JvmCounters;
import tallyflame.runs.Interval;
import tallyflame.runs.Timing;

/** Where the time of a window went, from the counters at its ends and those of its module threads. */
final class WindowWork {
    private WindowWork() {}

    /**
     * The time of a window.
     *
     * @param readerCpuNanos CPU time in the window of the thread that reads alerts
     */
    static Timing.Work of(List<Worker> workers, JvmCounters start, JvmCounters end, long readerCpuNanos) {
        long moduleCpu = workers.stream().mapToLong(Worker::cpuNanos).sum();
        long jvmCpu = end.cpuNanos() - start.cpuNanos() - readerCpuNanos;
        // Some JVMs count the CPU time of the process by ticks of 10 ms: never less than its threads have taken.
        double charged = Math.max(moduleCpu, jvmCpu) / 1e9;
        long alerts =
                workers.stream().mapToLong(worker -> worker.window.alerts()).sum();
        double[] parts = workers.stream()
                .flatMapToDouble(worker -> Arrays.stream(worker.window.cpuRates()))
                .toArray();
        Interval rate = Interval.ofGeometricMean(parts).around(charged > 0 ? alerts / charged : 0);
        boolean queueKnown = workers.stream().allMatch(worker -> worker.queuedNanos() >= 0);
        double queued = workers.stream().mapToLong(Worker::queuedNanos).sum() / 1e9;
        double busy =
                workers.stream().mapToLong(worker -> worker.window.nanos()).sum() / 1e9;
        double stopped = workers.size() * (end.pauseMillis() - start.pauseMillis()) / 1e3;
        return new Timing.Work(
                charged,
                parts.length == 0 ? null : rate,
                queueKnown ? (Double) Math.max(0, busy - moduleCpu / 1e9 - queued - stopped) : null,
                queueKnown ? (Double) queued : null,
                others(start, end),
                share(start, end));
    }

    /** How many processors other programs kept busy. */
    private static Double others(JvmCounters start, JvmCounters end) {
        if (start.load().busyNanos() < 0 || end.load().busyNanos() < 0) {
            return null;
        }
        long busy = end.load().busyNanos() - start.load().busyNanos();
        return Math.max(0, busy - (end.cpuNanos() - start.cpuNanos())) / nanos(start, end);
    }

    private static Double share(JvmCounters start, JvmCounters end) {
        return start.load().queuedNanos() < 0 || end.load().queuedNanos() < 0
                ? null
                : (Double) Math.min(1, (end.load().queuedNanos() - start.load().queuedNanos()) / nanos(start, end));
    }

    /** In nanoseconds; a window of no length counts as the shortest there is. */
    private static double nanos(JvmCounters start, JvmCounters end) {
        return Math.max(1, end.nanoTime() - start.nanoTime());
    }
}
