package tallyflame.analyzer.jfr;

import java.util.List;
import java.util.Map;

/**
 * A kind of sample event: what one type of event stands for.
 *
 * @param name short name on the command line, or the full name of a type that has none
 * @param unit unit of the weight
 * @param weight where the weight of a sample comes from
 * @param field the field that holds the weight, for {@link Weight#FIELD}
 */
record EventKind(String name, String unit, Weight weight, String field) {
    /** Where the weight of a sample comes from. */
    enum Weight {
        /** Number of samples times the sampling interval. */
        INTERVAL,
        /** A field of the event. */
        FIELD,
        /** Every sample weighs 1. */
        ONE
    }

    private static final Map<String, EventKind> KNOWN = Map.ofEntries(
            Map.entry("jdk.ExecutionSample", interval("cpu")),
            Map.entry("jdk.CPUTimeSample", field("cpu-time", "ns", "samplingPeriod")),
            Map.entry("jdk.NativeMethodSample", interval("native")),
            Map.entry("profiler.WallClockSample", interval("wall")),
            Map.entry("jdk.ObjectAllocationInNewTLAB", field("alloc", "bytes", "tlabSize")),
            Map.entry("jdk.ObjectAllocationOutsideTLAB", field("alloc", "bytes", "allocationSize")),
            Map.entry("jdk.ObjectAllocationSample", field("alloc-sample", "bytes", "weight")),
            Map.entry("profiler.LiveObject", field("live", "bytes", "allocationSize")),
            Map.entry("profiler.Malloc", field("malloc", "bytes", "size")),
            Map.entry("profiler.Free", new EventKind("free", "samples", Weight.ONE, "")),
            Map.entry("jdk.JavaMonitorEnter", field("lock", "ns", "duration")),
            Map.entry("jdk.JavaMonitorWait", field("wait", "ns", "duration")),
            Map.entry("jdk.ThreadPark", field("park", "ns", "duration")),
            Map.entry("profiler.NativeLock", field("native-lock", "ns", "duration")),
            Map.entry("jdk.MethodTrace", field("method", "ns", "duration")),
            Map.entry("profiler.MethodTrace", field("method", "ns", "duration")));

    /** Kinds in the order in which one is chosen where the user names none. */
    private static final List<String> PREFERENCE = List.of(
            "cpu", "cpu-time", "wall", "alloc", "alloc-sample", "malloc", "live", "method", "lock", "park", "native");

    /** What a name on the command line falls back to where the recording has nothing of that name. */
    private static final Map<String, String> FALLBACK = Map.of("cpu", "cpu-time", "alloc", "alloc-sample");

    private static EventKind interval(String name) {
        return new EventKind(name, "ns", Weight.INTERVAL, "");
    }

    private static EventKind field(String name, String unit, String field) {
        return new EventKind(name, unit, Weight.FIELD, field);
    }

    /** The kind of a type of event that has a stack; one without a short name goes by its own, weighed by its duration if it has one. */
    static EventKind of(Metadata.Type type) {
        EventKind known = KNOWN.get(type.name());
        if (known != null) {
            return known;
        }
        return type.field("duration") != null
                ? field(type.name(), "ns", "duration")
                : new EventKind(type.name(), "samples", Weight.ONE, "");
    }

    /** The same kind under another name. */
    EventKind named(String other) {
        return new EventKind(other, unit, weight, field);
    }

    /** Whether this is no sample by design but any event with a stack; such are read only when asked for. */
    boolean isGeneric() {
        return name.indexOf('.') >= 0;
    }

    /** How early this kind is chosen where the user names none; smaller is earlier. */
    int preference() {
        int index = PREFERENCE.indexOf(name);
        return index < 0 ? PREFERENCE.size() : index;
    }

    /** The name that a missing one is replaced by, or the same. */
    static String fallback(String name) {
        return FALLBACK.getOrDefault(name, name);
    }

    /** The name that users know a kind by: that which falls back to it, or its own. */
    static String canonical(String name) {
        for (Map.Entry<String, String> entry : FALLBACK.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return name;
    }
}
