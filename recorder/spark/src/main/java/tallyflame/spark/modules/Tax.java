package tallyflame.spark.modules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.runs.Interval;

/**
 * What a module costs on Spark, and where that goes; component names are keys of the JSON document. All intervals are over loops.
 *
 * @param loops that were measured
 * @param alertsPerSecond for each core, on Spark
 * @param alone the same without Spark; {@code null} if that was not measured
 * @param ratio of the first to the second; {@code null} if that was not measured
 * @param micros microseconds of a core for each alert, by part: their sum is what the cores were there for
 * @param gcMicros within these, in garbage collection, as the executors say
 * @param failure the first failure; {@code null} if no alert failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Tax(
        String module,
        long alerts,
        long failed,
        long effective,
        int cores,
        int partitions,
        int loops,
        Interval alertsPerSecond,
        Interval alone,
        Interval ratio,
        Map<String, Interval> micros,
        Interval gcMicros,
        String failure) {
    /**
     * One time over all alerts.
     *
     * @param seconds until all results were in the driver
     * @param tasks as Spark told them
     * @param scanNanos of tasks that do nothing but go over the rows
     * @param readNanos until batches were there
     * @param moduleNanos in the module
     * @param aloneNanos in the module without Spark; 0 if that was not measured
     */
    record Loop(
            double seconds, TaskTimes.Sum tasks, long scanNanos, long readNanos, long moduleNanos, long aloneNanos) {
        /** Seconds of cores by part; the sum is {@code cores} times the seconds. */
        private Map<String, Double> parts(int cores) {
            Map<String, Double> parts = new LinkedHashMap<>();
            double module = moduleNanos / 1e9;
            if (aloneNanos > 0) {
                parts.put("module without Spark", aloneNanos / 1e9);
                parts.put("module, more than that", module - aloneNanos / 1e9);
            } else {
                parts.put("module", module);
            }
            double scan = Math.min(scanNanos, readNanos) / 1e9;
            parts.put("cached data to rows", scan);
            parts.put("rows to columns of a batch", readNanos / 1e9 - scan);
            parts.put("rest of the tasks", tasks.run() / 1e3 - readNanos / 1e9 - module);
            parts.put("deserialisation of tasks", tasks.deserialize() / 1e3);
            parts.put("serialisation of results", tasks.serialize() / 1e3);
            double scheduling = (tasks.duration() - tasks.run() - tasks.deserialize() - tasks.serialize()) / 1e3;
            parts.put("launching tasks, taking results", scheduling);
            parts.put("idle cores, jobs' begin and end", cores * seconds - tasks.duration() / 1e3);
            return parts;
        }
    }

    static Tax of(String module, ResultSum results, int cores, int partitions, List<Loop> loops) {
        double alerts = results.alerts();
        Map<String, List<Double>> parts = new LinkedHashMap<>();
        for (Loop loop : loops) {
            loop.parts(cores).forEach((part, seconds) -> parts.computeIfAbsent(part, unseen -> new ArrayList<>())
                    .add(seconds * 1e6 / alerts));
        }
        Map<String, Interval> micros = new LinkedHashMap<>();
        parts.forEach((part, values) -> micros.put(part, Interval.ofMean(array(values))));
        boolean compared = loops.stream().allMatch(loop -> loop.aloneNanos() > 0);
        return new Tax(
                module,
                results.alerts(),
                results.failed(),
                results.effective(),
                cores,
                partitions,
                loops.size(),
                rates(loops, loop -> alerts / loop.seconds() / cores),
                compared ? rates(loops, loop -> alerts * 1e9 / loop.aloneNanos()) : null,
                compared ? rates(loops, loop -> loop.aloneNanos() / 1e9 / loop.seconds() / cores) : null,
                micros,
                Interval.ofMean(loops.stream()
                        .mapToDouble(loop -> loop.tasks().gc() * 1e3 / alerts)
                        .toArray()),
                results.failure());
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Interval rates(List<Loop> loops, java.util.function.ToDoubleFunction<Loop> rate) {
        return Interval.ofGeometricMean(loops.stream().mapToDouble(rate).toArray());
    }

    /** The same for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d alerts (%,d failed), %d cores, %d partitions, %d loops: %s alerts/s/core",
                module,
                alerts,
                failed,
                cores,
                partitions,
                loops,
                text(alertsPerSecond)));
        if (failure != null) {
            lines.add("  first failure: " + failure);
        }
        if (ratio != null) {
            lines.add("  without Spark " + text(alone) + " alerts/s/core: Spark has " + text(ratio) + " of it");
        }
        lines.add("  microseconds of a core for each alert:");
        micros.forEach((part, value) -> lines.add(String.format(Locale.ROOT, "    %-34s %s", part, text(value))));
        lines.add("    within these in GC                 " + text(gcMicros));
        return lines;
    }

    private static String text(Interval interval) {
        return String.format(
                Locale.ROOT,
                "%s (%s to %s)",
                figure(interval.value()),
                figure(interval.low()),
                figure(interval.high()));
    }

    private static String figure(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 1 ? "%.2f" : "%.3f", value);
    }
}
