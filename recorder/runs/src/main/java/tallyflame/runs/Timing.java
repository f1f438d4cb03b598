package tallyflame.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What one fork says about its work: {@code passes/<pass>-<n>/timing.json}. Seconds are wall clock unless named otherwise.
 *
 * @param pass label of the pass
 * @param fork number of the fork, from 1
 * @param threads module threads
 * @param rows alerts in the data, after {@code --limit}
 * @param resident whether the alerts were decoded before the window and kept, rather than streamed through it
 * @param rounds how often the alerts were processed in the whole life of the fork, warm-up included; exactly 1 where the
 *     pass counts
 * @param processed alerts processed in all rounds together
 * @param failed alerts of one round on which the module threw
 * @param effective alerts of one round that the module processed to the end by its own predicate
 * @param failures the first three of the failed alerts
 * @param coldAlertsPerSecond rate of the first round of the fresh JVM, by thread
 * @param warmup what went before the measured window
 * @param window the measured window
 * @param latency of the alerts in the window, or {@code null} if none was measured
 * @param jvm the JVM that did it
 */
public record Timing(
        int schema,
        String pass,
        int fork,
        int threads,
        long rows,
        boolean resident,
        long rounds,
        long processed,
        long failed,
        long effective,
        List<FailedAlert> failures,
        double coldAlertsPerSecond,
        Warmup warmup,
        Window window,
        Latency latency,
        JvmDescription jvm) {

    /**
     * The time before the measured window.
     *
     * @param steady whether the last two equal parts of it differ by less than 5 %
     */
    public record Warmup(double seconds, long alerts, boolean steady) {}

    /**
     * From the first measured alert to the last.
     *
     * @param alerts processed in the window by all threads
     * @param seconds length of the window
     * @param busySeconds time the module threads spent in the module, summed; waiting for data is not in it
     * @param startEpochNanos beginning, nanoseconds since 1970-01-01T00:00Z
     * @param endEpochNanos end
     * @param alertsPerSecondPerCore rate of one module thread with its interval over parts of the window
     * @param moduleCpuSeconds CPU time of the module threads in the window; less than busy where the machine is shared
     * @param cpuSeconds CPU time of the whole JVM in the window, with its compiler and collector
     * @param allocatedBytes allocated by the module threads, exact
     * @param gcSeconds time of collections
     * @param memoryBytes claimed by the JVM for heap and itself
     * @param energy what the machine's energy counters advanced by; empty where they cannot be read
     * @param work what the alerts cost and what else passed meanwhile; {@code null} in runs of earlier versions
     */
    public record Window(
            long alerts,
            double seconds,
            double busySeconds,
            long startEpochNanos,
            long endEpochNanos,
            Interval alertsPerSecondPerCore,
            double moduleCpuSeconds,
            double cpuSeconds,
            long allocatedBytes,
            double gcSeconds,
            long gcCount,
            long memoryBytes,
            List<Energy.Counter> energy,
            Work work) {
        /** CPU time that is charged to the alerts; of runs of earlier versions that of the whole JVM. */
        public double chargedCpuSeconds() {
            return work == null ? cpuSeconds : work.cpuSeconds();
        }

        /** Alerts of a second of charged CPU time, 0 if there was none. */
        public double alertsPerCpuSecond() {
            double cpu = chargedCpuSeconds();
            return cpu > 0 ? alerts / cpu : 0;
        }
    }

    /**
     * Where the time of a window went. Times of threads are of the module threads, summed.
     *
     * @param cpuSeconds CPU time that is charged to the alerts: that of the JVM, collector and compiler included, without the
     *     threads that read alerts and watch over the fork
     * @param alertsPerCpuSecond rate by that time, with its interval over parts of the window
     * @param waitingSeconds neither on a processor nor queued for one nor stopped by the collector: asleep, or waiting for a lock,
     *     a file or a socket; {@code null} where the kernel does not tell the two kinds of waiting apart
     * @param queuedSeconds ready to run, without a processor; {@code null} where the kernel does not say
     * @param othersCores how many processors other programs kept busy, in the mean; {@code null} where that is not known
     * @param pressure share of the window in which some thread of the machine was queued for a processor (pressure stall
     *     information); {@code null} where that is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Work(
            double cpuSeconds,
            Interval alertsPerCpuSecond,
            Double waitingSeconds,
            Double queuedSeconds,
            Double othersCores,
            Double pressure) {}

    /** What the JVM of the fork is and was started with. */
    public record JvmDescription(
            String version,
            String vendor,
            String name,
            String home,
            long pid,
            long maxHeapBytes,
            List<String> options) {}

    /** Share of the alerts that were processed to the end. */
    public double effectiveShare() {
        return rows == 0 ? 0 : (double) effective / rows;
    }
}
