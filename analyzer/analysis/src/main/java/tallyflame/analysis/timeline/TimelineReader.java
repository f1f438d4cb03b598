package tallyflame.analysis.timeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;

/** Collects what a timeline shows from the events of one or more recordings. Used once, by one thread. */
final class TimelineReader {
    /** Threads that have a line of their own: those that used most CPU time. */
    private static final int MOST_THREADS = 6;

    /** Allocation is summed over this long. */
    private static final int ALLOCATION_MILLIS = 200;

    /** Values by time; of two at the same time the later one stays. */
    private final TreeMap<Double, Double> machine = new TreeMap<>();

    private final TreeMap<Double, Double> user = new TreeMap<>();
    private final TreeMap<Double, Double> system = new TreeMap<>();
    private final TreeMap<Double, Double> heapUsed = new TreeMap<>();
    private final TreeMap<Double, Double> heapCommitted = new TreeMap<>();
    private final TreeMap<Double, Double> pauses = new TreeMap<>();
    private final Map<String, TreeMap<Double, Double>> threads = new HashMap<>();
    private final TreeMap<Long, Double> allocation = new TreeMap<>();
    private final List<double[]> windows = new ArrayList<>();
    private double start = Double.MAX_VALUE;
    private double end;

    void read(Path recording) throws IOException {
        try (EventStream stream = EventStream.openFile(recording)) {
            stream.setReuse(true);
            stream.onEvent("jdk.CPULoad", this::load);
            stream.onEvent("jdk.ThreadCPULoad", this::threadLoad);
            stream.onEvent("jdk.GCHeapSummary", this::heap);
            stream.onEvent("jdk.GarbageCollection", this::collection);
            stream.onEvent("jdk.ObjectAllocationSample", event -> allocated(event, "weight"));
            stream.onEvent("jdk.ObjectAllocationInNewTLAB", event -> allocated(event, "tlabSize"));
            stream.onEvent("jdk.ObjectAllocationOutsideTLAB", event -> allocated(event, "allocationSize"));
            stream.onEvent("tallyflame.Window", this::window);
            List<Throwable> errors = new ArrayList<>();
            stream.onError(errors::add);
            stream.start();
            if (!errors.isEmpty()) {
                throw new IOException(errors.get(0).getMessage());
            }
        }
    }

    private void load(RecordedEvent event) {
        double time = time(event);
        machine.put(time, 100.0 * event.getFloat("machineTotal"));
        user.put(time, 100.0 * event.getFloat("jvmUser"));
        system.put(time, 100.0 * event.getFloat("jvmSystem"));
    }

    private void threadLoad(RecordedEvent event) {
        RecordedThread thread = event.getThread();
        String name = thread == null || thread.getJavaName() == null ? "native threads" : thread.getJavaName();
        double load = 100.0 * (event.getFloat("user") + event.getFloat("system"));
        threads.computeIfAbsent(name, key -> new TreeMap<>()).merge(time(event), load, Double::sum);
    }

    private void heap(RecordedEvent event) {
        double time = time(event);
        heapUsed.put(time, (double) event.getLong("heapUsed"));
        heapCommitted.put(time, (double) event.getLong("heapSpace.committedSize"));
    }

    private void collection(RecordedEvent event) {
        Duration pause = event.getDuration("sumOfPauses");
        pauses.put(time(event), pause.toNanos() / 1e6);
    }

    private void allocated(RecordedEvent event, String field) {
        allocation.merge((long) time(event) / ALLOCATION_MILLIS, (double) event.getLong(field), Double::sum);
    }

    private void window(RecordedEvent event) {
        windows.add(new double[] {millis(event.getStartTime()), millis(event.getEndTime())});
    }

    private double time(RecordedEvent event) {
        double time = millis(event.getStartTime());
        start = Math.min(start, time);
        end = Math.max(end, time);
        return time;
    }

    private static double millis(Instant instant) {
        return instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6;
    }

    Timeline timeline(List<String> problems) {
        List<Chart> charts = new ArrayList<>();
        add(
                charts,
                "CPU load of all cores",
                "%",
                false,
                series("machine", machine),
                series("this JVM, user", user),
                series("this JVM, system", system));
        add(charts, "CPU load by thread, of all cores", "%", false, threadSeries());
        add(
                charts,
                "Heap before and after each collection",
                "bytes",
                false,
                series("used", heapUsed),
                series("committed", heapCommitted));
        add(charts, "Pauses of garbage collections", "ms", true, series("sum of pauses", pauses));
        add(charts, "Allocation, estimated from samples", "bytes/s", true, allocationSeries());
        return new Timeline(start == Double.MAX_VALUE ? 0 : start, end, charts, windows, problems);
    }

    private static void add(List<Chart> charts, String title, String unit, boolean steps, Series... series) {
        List<Series> filled =
                List.of(series).stream().filter(one -> !one.times().isEmpty()).toList();
        if (!filled.isEmpty()) {
            charts.add(new Chart(title, unit, steps, filled));
        }
    }

    private static Series series(String name, Map<Double, Double> values) {
        return new Series(name, List.copyOf(values.keySet()), List.copyOf(values.values()));
    }

    private Series[] threadSeries() {
        return threads.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<String, TreeMap<Double, Double>> thread) -> -sum(thread.getValue())))
                .limit(MOST_THREADS)
                .map(thread -> series(thread.getKey(), thread.getValue()))
                .toArray(Series[]::new);
    }

    private static double sum(Map<Double, Double> values) {
        return values.values().stream().mapToDouble(value -> value).sum();
    }

    private Series allocationSeries() {
        List<Double> times = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        if (!allocation.isEmpty()) {
            for (long slot = allocation.firstKey(); slot <= allocation.lastKey(); slot++) {
                times.add((double) slot * ALLOCATION_MILLIS);
                rates.add(allocation.getOrDefault(slot, 0.0) * 1000 / ALLOCATION_MILLIS);
            }
        }
        return new Series("bytes a second", times, rates);
    }
}
