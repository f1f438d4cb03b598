package tallyflame.analyzer.jfr;

import java.util.Set;

/**
 * How to read the events of one type in one chunk: which fields go to which register, and what the values mean.
 *
 * @param kind what the events are samples of
 * @param fields fills the registers named here
 * @param ticks whether the weight is in ticks of the chunk's clock
 */
record EventPlan(EventKind kind, FieldPlan fields, boolean ticks) {
    static final int TIME = 0;
    static final int THREAD = 1;
    static final int STACK = 2;
    static final int STATE = 3;
    static final int WEIGHT = 4;
    static final int COUNT = 5;
    static final int REGISTERS = 6;

    /**
     * The plan for a type of event, or {@code null} if it has no stack.
     *
     * @param fullNames types that are to be a kind of their own
     */
    static EventPlan of(Metadata metadata, Metadata.Type type, Set<String> fullNames) throws CorruptDataException {
        if (type.field("stackTrace") == null || type.field("startTime") == null) {
            return null;
        }
        EventKind known = EventKind.of(type);
        EventKind kind = fullNames.contains(type.name()) ? known.named(type.name()) : known;
        String thread = type.field("sampledThread") != null ? "sampledThread" : "eventThread";
        Metadata.Field weight = type.field(kind.field());
        FieldPlan fields =
                FieldPlan.of(metadata, type, "startTime", thread, "stackTrace", "state", kind.field(), "samples");
        return new EventPlan(kind, fields, weight != null && weight.timespan().equals("TICKS"));
    }
}
