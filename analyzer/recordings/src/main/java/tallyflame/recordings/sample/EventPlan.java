package tallyflame.recordings.sample;

import java.util.Set;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.FieldPlan;
import tallyflame.recordings.chunk.Metadata;

/**
 * How to read the events of one type in one chunk: which fields go to which register, and what the values mean.
 *
 * @param kind what the events are samples of
 * @param fields fills the registers named here
 * @param ticks whether the weight is in ticks of the chunk's clock
 * @param interval the setting of async-profiler by which it chooses among events, or empty
 * @param isAllocation whether the events are of allocations whose sizes are in a field of their own
 * @param hasSubject whether the events are about a class or, if they are calls, a method, which is the innermost frame of their stacks then
 * @param isCall whether the events are calls of traced methods
 */
record EventPlan(
        EventKind kind,
        FieldPlan fields,
        boolean ticks,
        String interval,
        boolean isAllocation,
        boolean hasSubject,
        boolean isCall) {
    static final int TIME = 0;
    static final int THREAD = 1;
    static final int STACK = 2;
    static final int STATE = 3;
    static final int WEIGHT = 4;
    static final int COUNT = 5;
    static final int SUBJECT = 6;
    static final int SIZE = 7;
    static final int SPAN = 8;
    static final int REGISTERS = 9;

    /** The same events as samples of another kind. */
    EventPlan as(EventKind other) {
        return new EventPlan(other, fields, ticks, interval, isAllocation, hasSubject, isCall);
    }

    /**
     * The plan for a type of event, or {@code null} if it has no stack.
     *
     * @param fullNames types that are to be a kind of their own
     */
    static EventPlan of(Metadata metadata, Metadata.Type type, Set<String> fullNames) throws CorruptDataException {
        if (type.field("stackTrace") == null || type.field("startTime") == null) {
            return null;
        }
        EventType known = EventType.of(type);
        EventKind kind = fullNames.contains(type.name()) ? known.kind().named(type.name()) : known.kind();
        String thread = type.field("sampledThread") != null ? "sampledThread" : "eventThread";
        Metadata.Field weight = type.field(known.weight());
        boolean inBuffers = type.name().equals(EventType.IN_NEW_TLAB);
        FieldPlan fields = FieldPlan.of(
                metadata,
                type,
                "startTime",
                thread,
                "stackTrace",
                "state",
                known.weight(),
                "samples",
                known.subject(),
                inBuffers ? "allocationSize" : "",
                "timeSpan");
        return new EventPlan(
                kind,
                fields,
                weight != null && weight.time().equals("TICKS"),
                known.interval(),
                kind.name().equals("alloc") || inBuffers,
                type.field(known.subject()) != null,
                EventType.isCall(type.name()));
    }
}
