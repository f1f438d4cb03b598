package tallyflame.analysis.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tallyflame.analysis.timeline.Timeline.Stop;
import tallyflame.flamegraphs.ThreadNames;
import tallyflame.recordings.event.ChunkEvents;
import tallyflame.recordings.event.Event;
import tallyflame.recordings.event.RecordedThread;

/** Collects what a timeline shows from the events of a chunk, and adds it up over chunks. One thread. */
final class TimelineReader {
    /** Threads that have a line of their own: those that used most CPU time. */
    private static final int MOST_THREADS = 6;

    /** Allocation and waits are summed over this long. */
    private static final int SLOT_MILLIS = 200;

    /** Pauses that are marked, the longest ones: more would be one beside the other. */
    private static final int MOST_PAUSES = 500;

    /** Monitors that have a line of their own: those that were waited for most. */
    private static final int MOST_MONITORS = 4;

    /** No wait is longer; a broken recording may say so. */
    private static final double LONGEST_WAIT_MILLIS = 7 * 86_400_000.0;

    /** Types of event about allocation, and the field that holds the number of bytes. */
    private static final Map<String, String> ALLOCATED = Map.of(
            "jdk.ObjectAllocationSample", "weight",
            "jdk.ObjectAllocationInNewTLAB", "tlabSize",
            "jdk.ObjectAllocationOutsideTLAB", "allocationSize");

    /** Values by time; of two at the same time the later one stays. */
    private final TreeMap<Double, Double> machine = new TreeMap<>();

    private final TreeMap<Double, Double> user = new TreeMap<>();
    private final TreeMap<Double, Double> system = new TreeMap<>();
    private final TreeMap<Double, Double> heapUsed = new TreeMap<>();
    private final TreeMap<Double, Double> heapCommitted = new TreeMap<>();
    private final TreeMap<Double, Double> pauses = new TreeMap<>();
    private final Map<String, TreeMap<Double, Double>> threads = new HashMap<>();
    private final TreeMap<Long, Double> allocation = new TreeMap<>();
    /** Milliseconds that threads waited for monitors of a class, by slot of time. */
    private final Map<String, TreeMap<Long, Double>> monitors = new HashMap<>();

    private final List<double[]> windows = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();
    private double start = Double.MAX_VALUE;
    private double end;

    /** Lets this be told the events of a chunk. */
    TimelineReader listen(ChunkEvents chunk) {
        chunk.on("jdk.CPULoad", List.of("startTime", "machineTotal", "jvmUser", "jvmSystem"), this::load)
                .on("jdk.ThreadCPULoad", List.of("startTime", "eventThread", "user", "system"), this::threadLoad)
                .on("jdk.GCHeapSummary", List.of("startTime", "heapUsed", "heapSpace.committedSize"), this::heap)
                .on("jdk.GarbageCollection", List.of("startTime", "sumOfPauses"), this::collection)
                .on("jdk.GCPhasePause", List.of("startTime", "duration"), event -> stop(Stop.COLLECTION, event))
                .on("jdk.ExecuteVMOperation", List.of("startTime", "duration", "safepoint"), event -> {
                    if (event.isTrue(2)) {
                        stop(Stop.SAFEPOINT, event);
                    }
                })
                .on("jdk.JavaMonitorEnter", List.of("startTime", "duration", "monitorClass"), this::waited)
                .on("tallyflame.Window", List.of("startTime", "duration"), this::window);
        ALLOCATED.forEach((type, size) -> chunk.on(type, List.of("startTime", size), this::allocated));
        return this;
    }

    private void load(Event event) {
        double time = time(event);
        machine.put(time, 100.0 * event.decimal(1));
        user.put(time, 100.0 * event.decimal(2));
        system.put(time, 100.0 * event.decimal(3));
    }

    private void threadLoad(Event event) {
        RecordedThread thread = event.thread(1);
        String name = thread.java() ? thread.name() : "native threads";
        double load = 100.0 * (event.decimal(2) + event.decimal(3));
        threads.computeIfAbsent(name, key -> new TreeMap<>()).merge(time(event), load, Double::sum);
    }

    private void heap(Event event) {
        double time = time(event);
        heapUsed.put(time, (double) event.number(1));
        heapCommitted.put(time, (double) event.number(2));
    }

    private void collection(Event event) {
        pauses.put(time(event), event.nanos(1) / 1e6);
    }

    private void allocated(Event event) {
        allocation.merge((long) time(event) / SLOT_MILLIS, (double) event.number(1), Double::sum);
    }

    private void window(Event event) {
        double from = millis(event.time(0));
        windows.add(new double[] {from, from + event.nanos(1) / 1e6});
    }

    private void stop(String what, Event event) {
        double from = time(event);
        stops.add(new Stop(what, from, from + event.nanos(1) / 1e6));
    }

    /** Spreads a wait over the slots that it is in. */
    private void waited(Event event) {
        TreeMap<Long, Double> slots = monitors.computeIfAbsent(event.text(2), name -> new TreeMap<>());
        double from = time(event);
        double to = from + Math.min(LONGEST_WAIT_MILLIS, event.nanos(1) / 1e6);
        for (long slot = (long) from / SLOT_MILLIS; slot * SLOT_MILLIS < to; slot++) {
            double begin = Math.max(from, (double) (slot * SLOT_MILLIS));
            slots.merge(slot, Math.min(to, (double) ((slot + 1) * SLOT_MILLIS)) - begin, Double::sum);
        }
    }

    private double time(Event event) {
        double time = millis(event.time(0));
        start = Math.min(start, time);
        end = Math.max(end, time);
        return time;
    }

    private static double millis(long epochNanos) {
        return Math.floorDiv(epochNanos, 1_000_000_000L) * 1e3 + Math.floorMod(epochNanos, 1_000_000_000L) / 1e6;
    }

    /** Adds what was collected from the chunks that come after those of this. */
    void add(TimelineReader later) {
        machine.putAll(later.machine);
        user.putAll(later.user);
        system.putAll(later.system);
        heapUsed.putAll(later.heapUsed);
        heapCommitted.putAll(later.heapCommitted);
        pauses.putAll(later.pauses);
        later.threads.forEach((name, loads) -> {
            TreeMap<Double, Double> own = threads.computeIfAbsent(name, key -> new TreeMap<>());
            loads.forEach((time, load) -> own.merge(time, load, Double::sum));
        });
        later.monitors.forEach((name, waits) -> {
            TreeMap<Long, Double> own = monitors.computeIfAbsent(name, key -> new TreeMap<>());
            waits.forEach((slot, millis) -> own.merge(slot, millis, Double::sum));
        });
        stops.addAll(later.stops);
        later.allocation.forEach((slot, bytes) -> allocation.merge(slot, bytes, Double::sum));
        windows.addAll(later.windows);
        start = Math.min(start, later.start);
        end = Math.max(end, later.end);
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
        add(charts, "Threads waiting for a monitor, in the mean, by its class", "threads", true, monitorSeries());
        windows.sort(Comparator.comparingDouble(window -> window[0]));
        return new Timeline(start == Double.MAX_VALUE ? 0 : start, end, charts, windows, longestStops(), problems);
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

    /** The threads; those of a pool, whose names differ in a number only, are one where there are several. */
    private Map<String, Map<Double, Double>> pools() {
        Map<String, List<String>> names =
                threads.keySet().stream().sorted().collect(Collectors.groupingBy(ThreadNames::pool));
        Map<String, Map<Double, Double>> pools = new HashMap<>();
        names.forEach((pool, members) -> {
            Map<Double, Double> loads =
                    pools.computeIfAbsent(members.size() == 1 ? members.get(0) : pool, key -> new TreeMap<>());
            members.forEach(name -> threads.get(name).forEach((time, load) -> loads.merge(time, load, Double::sum)));
        });
        return pools;
    }

    private Series[] threadSeries() {
        return pools().entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<String, Map<Double, Double>> thread) -> -sum(thread.getValue())))
                .limit(MOST_THREADS)
                .map(thread -> series(thread.getKey(), thread.getValue()))
                .toArray(Series[]::new);
    }

    private static double sum(Map<?, Double> values) {
        return values.values().stream().mapToDouble(value -> value).sum();
    }

    /** A safepoint in which a collection ran is that collection. */
    private List<Stop> longestStops() {
        List<Stop> longest = new ArrayList<>(longest(Stop.COLLECTION));
        TreeSet<Double> collections = new TreeSet<>();
        stops.stream()
                .filter(stop -> stop.what().equals(Stop.COLLECTION))
                .forEach(stop -> collections.add(stop.fromMillis()));
        longest(Stop.SAFEPOINT).stream()
                .filter(stop -> collections
                        .subSet(stop.fromMillis(), true, stop.toMillis(), true)
                        .isEmpty())
                .forEach(longest::add);
        longest.sort(Comparator.comparingDouble(Stop::fromMillis));
        return longest;
    }

    private List<Stop> longest(String what) {
        return stops.stream()
                .filter(stop -> stop.what().equals(what))
                .sorted(Comparator.comparingDouble(Stop::millis).reversed())
                .limit(MOST_PAUSES)
                .toList();
    }

    private Series allocationSeries() {
        return slots("bytes a second", allocation, 1000.0 / SLOT_MILLIS);
    }

    private Series[] monitorSeries() {
        return monitors.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        (Map.Entry<String, TreeMap<Long, Double>> monitor) -> -sum(monitor.getValue())))
                .limit(MOST_MONITORS)
                .map(monitor -> slots(monitor.getKey(), monitor.getValue(), 1.0 / SLOT_MILLIS))
                .toArray(Series[]::new);
    }

    /** Sums by slot as values at its beginning; a slot without any has 0. */
    private static Series slots(String name, SortedMap<Long, Double> sums, double factor) {
        List<Double> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        if (!sums.isEmpty()) {
            for (long slot = sums.firstKey(); slot <= sums.lastKey(); slot++) {
                times.add((double) slot * SLOT_MILLIS);
                values.add(sums.getOrDefault(slot, 0.0) * factor);
            }
        }
        return new Series(name, times, values);
    }
}
