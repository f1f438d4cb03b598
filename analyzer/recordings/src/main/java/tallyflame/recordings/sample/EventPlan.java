package tallyflame.recordings.sample;

import java.util.Set;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.FieldPlan;
import tallyflame.recordings.chunk.LongIntMap;
import tallyflame.recordings.chunk.Metadata;
import tallyflame.recordings.chunk.Pools;

/**
 * How to read the events of one type in one chunk: which fields go to which register, and what the values mean.
 *
 * @param kind what the events are samples of
 * @param fields fills the registers named here
 * @param ticks whether the weight is in ticks of the chunk's clock
 * @param interval the setting of async-profiler by which it chooses among events, or empty
 * @param isAllocation whether the events are of allocations whose sizes are in a field of their own
 * @param subject what the events are about, which is the innermost frame of their stacks then
 * @param isCall whether the events are calls of traced methods
 */
record EventPlan(
        EventKind kind,
        FieldPlan fields,
        boolean ticks,
        String interval,
        boolean isAllocation,
        Subject subject,
        boolean isCall) {
    /** What events may be about. */
    enum Subject {
        NONE,
        CLASS,
        METHOD,
        /** An object that is still alive, by its class. */
        OBJECT,
        /** The root that keeps an object alive. */
        ROOT;

        /** The number of a subject among all that {@link SubjectCounts} may get of a chunk, negative if the chunk does not have it. */
        int number(Pools pools, long id) {
            return switch (this) {
                case NONE -> LongIntMap.ABSENT;
                case CLASS -> pools.classes().row(id);
                case METHOD -> pools.methodSubject(id);
                case OBJECT -> pools.heap().classOf(id);
                case ROOT -> pools.heap().roots().row(id);
            };
        }

        private static Subject of(Metadata.Type type, EventType known) {
            if (type.field(known.subject()) == null) {
                return NONE;
            }
            return type.name().equals(EventType.OLD_OBJECT) ? OBJECT : EventType.isCall(type.name()) ? METHOD : CLASS;
        }
    }

    /** When an old object was allocated; its event begins when the recording ends, and takes as long as looking for its path. */
    private static final String ALLOCATED_AT = "allocationTime";

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
        return new EventPlan(other, fields, ticks, interval, isAllocation, subject, isCall);
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
                type.name().equals(EventType.OLD_OBJECT) ? ALLOCATED_AT : "startTime",
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
                Subject.of(type, known),
                EventType.isCall(type.name()));
    }

    /** The plan for old objects whose stacks are the paths that keep them; what holds an object goes by the object's id. */
    static EventPlan ofPaths(Metadata metadata, Metadata.Type type) throws CorruptDataException {
        FieldPlan fields = FieldPlan.of(
                metadata,
                type,
                ALLOCATED_AT,
                "eventThread",
                "object",
                "",
                EventType.SIZE_OF_OLD_OBJECT,
                "",
                "root",
                "",
                "");
        return new EventPlan(EventKind.OLD_OBJECTS, fields, false, "", false, Subject.ROOT, false);
    }
}
