package tallyflame.recordings.sample;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.flamegraphs.Profile.Sampling;

/**
 * A kind of sample: what events stand for, of one type or of several.
 *
 * @param name short name on the command line, or the full name of a type that has none
 * @param unit unit of the weight
 * @param weight where the weight of a sample comes from
 */
public record EventKind(String name, String unit, Weight weight) {
    /** Where the weight of a sample comes from. */
    enum Weight {
        /** Number of samples times the sampling interval. */
        INTERVAL,
        /** A field of the event. */
        FIELD,
        /** Every sample weighs 1. */
        ONE
    }

    /** Kinds in the order in which one is chosen where the user names none. */
    private static final List<String> PREFERENCE = List.of(
            "cpu",
            "cpu-time",
            "wall",
            "alloc",
            "alloc-sample",
            "malloc",
            "leak",
            "live",
            "method",
            "lock",
            "park",
            "native");

    /** Threads at work. */
    static final EventKind CPU = new EventKind("cpu", "ns", Weight.INTERVAL);

    /** Threads at work or waiting. */
    static final EventKind WALL = new EventKind("wall", "ns", Weight.INTERVAL);

    /** Native memory that is never freed, out of the events of {@link EventType#MALLOC}. */
    public static final EventKind LEAK = new EventKind("leak", "bytes", Weight.FIELD);

    /** Objects that are still alive, by the path from the root that keeps them. */
    public static final EventKind OLD_OBJECTS = new EventKind("old-objects", "bytes", Weight.FIELD);

    /** Types whose events are samples where they are folded under their full names. */
    private static final Set<String> SAMPLES = Set.of(
            "jdk.ExecutionSample",
            "jdk.CPUTimeSample",
            "jdk.NativeMethodSample",
            "jdk.ObjectAllocationInNewTLAB",
            "jdk.ObjectAllocationOutsideTLAB",
            "profiler.WallClockSample");

    /** What a name on the command line falls back to where the recording has nothing of that name. */
    private static final Map<String, String> FALLBACK = Map.of("cpu", "cpu-time", "alloc", "alloc-sample");

    /** The same kind, but each event weighs 1. */
    EventKind counted() {
        return new EventKind(name, isOldObjects() ? "objects" : "samples", Weight.ONE);
    }

    /** The same kind under another name. */
    EventKind named(String other) {
        return new EventKind(other, unit, weight);
    }

    /**
     * What the events usually are of all that happened: samples, or all there was. Bytes of objects that are alive are those of the objects
     * sampled, and the JDK's allocation samples are those that its throttle let through.
     */
    Sampling sampling() {
        return switch (name) {
            case "alloc-sample",
                    "jdk.ObjectAllocationSample",
                    "live",
                    "profiler.LiveObject",
                    "old-objects",
                    EventType.OLD_OBJECT -> Sampling.BIASED;
            case "cpu", "cpu-time", "native", "wall", "alloc" -> Sampling.RANDOM;
            default -> SAMPLES.contains(name) ? Sampling.RANDOM : Sampling.COMPLETE;
        };
    }

    /** Whether the events are of objects that were sampled when allocated, and are still alive; JVMs before 19 do not say their sizes. */
    boolean isOldObjects() {
        return name.equals(OLD_OBJECTS.name) || name.equals(EventType.OLD_OBJECT);
    }

    /** Whether this is not a sample by design but any event with a stack; these are read only when asked for. */
    boolean isGeneric() {
        return name.indexOf('.') >= 0 || !EventType.isKnown(name);
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

    /** The name that users know a kind by: the one that falls back to it, or its own. */
    static String canonical(String name) {
        for (Map.Entry<String, String> entry : FALLBACK.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return name;
    }
}
