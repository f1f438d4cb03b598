package tallyflame.recordings.sample;

import java.util.Map;
import tallyflame.recordings.chunk.Metadata;

/**
 * What is known about a type of event whose stacks are samples. Several types may be of one kind, with their weights in different fields.
 *
 * @param kind what its events are samples of
 * @param weight the field that holds the weight, for {@link EventKind.Weight#FIELD}
 * @param subject the field that holds the class that an event is about: that of the object allocated, or of the lock;
 *     of calls, the method; empty if none does
 * @param interval the setting of async-profiler by which it chooses among events, of which it adds up the weights; empty if it does not
 */
record EventType(EventKind kind, String weight, String subject, String interval) {
    static final String WALL_CLOCK_SAMPLE = "profiler.WallClockSample";
    static final String MALLOC = "profiler.Malloc";
    static final String FREE = "profiler.Free";

    /** The setting of waits for locks and of parking, which share one sum. */
    static final String LOCK = "lock";

    static final String IN_NEW_TLAB = "jdk.ObjectAllocationInNewTLAB";
    static final String OLD_OBJECT = "jdk.OldObjectSample";
    static final String SIZE_OF_OLD_OBJECT = "objectSize";
    private static final String ALLOCATED = "objectClass";

    /** Calls of traced methods; the JDK writes the stack of the caller, and the method in a field. */
    private static final String CALL_OF_THE_JDK = "jdk.MethodTrace";

    private static final String CALL = "profiler.MethodTrace";

    private static final Map<String, EventType> KNOWN = Map.ofEntries(
            Map.entry("jdk.ExecutionSample", interval(EventKind.CPU)),
            Map.entry("jdk.CPUTimeSample", field("cpu-time", "ns", "samplingPeriod")),
            Map.entry("jdk.NativeMethodSample", interval(new EventKind("native", "ns", EventKind.Weight.INTERVAL))),
            Map.entry(WALL_CLOCK_SAMPLE, interval(EventKind.WALL)),
            Map.entry(IN_NEW_TLAB, field("alloc", "bytes", "tlabSize", ALLOCATED)),
            Map.entry("jdk.ObjectAllocationOutsideTLAB", field("alloc", "bytes", "allocationSize", ALLOCATED)),
            Map.entry("jdk.ObjectAllocationSample", field("alloc-sample", "bytes", "weight", ALLOCATED)),
            Map.entry("profiler.LiveObject", field("live", "bytes", "allocationSize", ALLOCATED)),
            Map.entry(MALLOC, field("malloc", "bytes", "size").by("nativemem")),
            Map.entry(FREE, one("free")),
            Map.entry(
                    "jdk.JavaMonitorEnter",
                    field("lock", "ns", "duration", "monitorClass").by(LOCK)),
            Map.entry("jdk.JavaMonitorWait", field("wait", "ns", "duration", "monitorClass")),
            Map.entry(
                    "jdk.ThreadPark",
                    field("park", "ns", "duration", "parkedClass").by(LOCK)),
            Map.entry(
                    "profiler.NativeLock",
                    field("native-lock", "ns", "duration").by("nativelock")),
            Map.entry(OLD_OBJECT, field(OLD_OBJECT, "bytes", SIZE_OF_OLD_OBJECT, "object")),
            Map.entry(CALL_OF_THE_JDK, field("method", "ns", "duration", "method")),
            Map.entry(CALL, field("method", "ns", "duration")));

    /** Whether the events of a type are calls, which contain each other. */
    static boolean isCall(String type) {
        return type.equals(CALL_OF_THE_JDK) || type.equals(CALL);
    }

    private EventType by(String setting) {
        return new EventType(kind, weight, subject, setting);
    }

    private static EventType interval(EventKind kind) {
        return new EventType(kind, "", "", "");
    }

    private static EventType field(String name, String unit, String weight) {
        return field(name, unit, weight, "");
    }

    private static EventType field(String name, String unit, String weight, String subject) {
        return new EventType(new EventKind(name, unit, EventKind.Weight.FIELD), weight, subject, "");
    }

    private static EventType one(String name) {
        return new EventType(new EventKind(name, "samples", EventKind.Weight.ONE), "", "", "");
    }

    /** Whether a name is that of a kind of sample or of a type of event that has one. */
    static boolean isKnown(String name) {
        return KNOWN.containsKey(name)
                || name.equals(EventKind.LEAK.name())
                || name.equals(EventKind.OLD_OBJECTS.name())
                || KNOWN.values().stream().anyMatch(type -> type.kind().name().equals(name));
    }

    /** What a type with a stack stands for; one without a short name goes by its own, weighed by its duration if it has one. */
    static EventType of(Metadata.Type type) {
        EventType known = KNOWN.get(type.name());
        if (known != null) {
            return known;
        }
        return type.field("duration") != null ? field(type.name(), "ns", "duration") : one(type.name());
    }
}
