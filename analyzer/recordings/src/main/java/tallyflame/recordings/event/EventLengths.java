package tallyflame.recordings.event;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.FieldPlan;
import tallyflame.recordings.chunk.Metadata;

/**
 * Finds events that are longer than their fields, whatever type they are of, and events of no type: where a size is damaged, an event
 * hides those that follow it, and nothing else shows that. One thread.
 *
 * <p>Fields are decoded to find out where they end, but only those of the longest events of a type so far: what was right once is right for
 * all events that are no longer. Types with texts or arrays, whose lengths say nothing, are decoded each time; they are rare.
 */
final class EventLengths {
    /** Ids of types are small numbers; events of others are taken as they are. */
    private static final int MOST_TYPES = 1 << 14;

    /** Metadata and checkpoints, which are no values of a declared type. */
    private static final int FIRST_EVENT_TYPE = 2;

    private final DecodedChunk chunk;
    private final ByteWindow in;
    /** The most bytes that an event of a type may have without being looked at. */
    private final long[] proven = new long[MOST_TYPES];

    private final Map<Long, FieldPlan> plans = new HashMap<>();
    private final Finding longer = new Finding();
    private final Finding undeclared = new Finding();

    EventLengths(DecodedChunk chunk, ByteWindow in) {
        this.chunk = chunk;
        this.in = in;
    }

    /** Whether an event is to be {@link #check}ed. */
    boolean isSuspect(long type, long size) {
        return type >= FIRST_EVENT_TYPE && type < MOST_TYPES && size > proven[(int) type];
    }

    /** Looks where the fields of an event end. Leaves the window anywhere. */
    void check(long type, long start, long size) throws IOException {
        Metadata.Type declared = chunk.metadata().type(type);
        if (declared == null) {
            undeclared.add(start, size);
            return;
        }
        try {
            FieldPlan plan = plan(declared);
            in.seek(start);
            in.skipVarint();
            in.skipVarint();
            plan.read(in, null, null);
            long surplus = start + size - in.position();
            if (surplus > 0) {
                longer.add(in.position(), surplus);
            } else if (surplus == 0 && plan.isNumbers()) {
                proven[(int) type] = size;
            }
        } catch (CorruptDataException e) {
            // Whoever reads events of the type notes that they are damaged.
            return;
        }
    }

    private FieldPlan plan(Metadata.Type type) throws CorruptDataException {
        FieldPlan plan = plans.get(type.id());
        if (plan == null) {
            plan = FieldPlan.of(chunk.metadata(), type);
            plans.put(type.id(), plan);
        }
        return plan;
    }

    /** Notes what was found. */
    void note() {
        longer.note(0, "bytes behind the fields of events, which may be further events");
        undeclared.note(undeclared.events, "events of types that the metadata does not declare");
    }

    /** What is wrong with some events. */
    private final class Finding {
        private long events;
        private long bytes;
        private long first;

        void add(long position, long more) {
            first = events++ == 0 ? position : first;
            bytes += more;
        }

        void note(long lost, String reason) {
            if (events > 0) {
                chunk.source().lose(first, bytes, 0, lost, reason);
            }
        }
    }
}
