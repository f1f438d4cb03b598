package tallyflame.runs;

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
            List<Energy.Counter> energy) {}

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
