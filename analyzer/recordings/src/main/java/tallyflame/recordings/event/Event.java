package tallyflame.recordings.event;

import java.io.IOException;
import java.util.List;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.FieldPlan;
import tallyflame.recordings.chunk.Metadata;
import tallyflame.recordings.chunk.Pools;
import tallyflame.recordings.chunk.Texts;

/**
 * An event as a handler sees it: the fields that were asked for, by their place in that list. One object stands for all events of a
 * type in a chunk, so it is valid only while the handler runs. A field that the chunk does not declare is absent: {@link #has} says
 * so, and its value is 0, not a number, an empty text or {@link RecordedThread#UNKNOWN}.
 */
public final class Event {
    private final Metadata.Type type;
    private final Pools pools;
    private final FieldPlan plan;
    private final EventField[] fields;
    private final long[] registers;
    /** The texts of the current event. */
    private final Texts texts = new Texts();

    private long position;
    private long bytes;

    Event(DecodedChunk chunk, Metadata.Type type, List<String> wanted) throws CorruptDataException {
        this.type = type;
        pools = chunk.pools();
        plan = FieldPlan.of(chunk.metadata(), type, wanted.toArray(String[]::new))
                .upToLastWanted();
        fields = wanted.stream()
                .map(path -> new EventField(chunk.metadata(), type, path, pools, chunk.header()))
                .toArray(EventField[]::new);
        registers = new long[fields.length];
    }

    /** Reads the current event. */
    void read(ChunkEvents events) throws IOException {
        position = events.position();
        bytes = events.bytes();
        texts.clear();
        events.decode(plan, registers, texts);
    }

    /** The full name of the type, such as {@code jdk.GCPhasePause}. */
    public String type() {
        return type.name();
    }

    /** Offset of the event in its file. */
    public long position() {
        return position;
    }

    /** How many bytes of the file the event takes. */
    public long bytes() {
        return bytes;
    }

    /** Whether the chunk declares the field and the event does not leave it open, as it may a text, a time or a duration. */
    public boolean has(int field) {
        return !fields[field].isAbsent(registers[field]);
    }

    /**
     * A whole number, a truth value as 1 or 0, or the id that a constant has in the chunk; of {@code stackTrace}, for example, the
     * number of the stack, 0 for none.
     */
    public long number(int field) {
        return fields[field].number(registers[field]);
    }

    /** A number that need not be whole. */
    public double decimal(int field) {
        return fields[field].decimal(registers[field]);
    }

    /** Whether a truth value is true. */
    public boolean isTrue(int field) {
        return registers[field] != 0;
    }

    /** A point in time in nanoseconds since 1970. */
    public long time(int field) {
        return has(field) ? fields[field].time(registers[field]) : 0;
    }

    /** A duration in nanoseconds. */
    public long nanos(int field) {
        return has(field) ? fields[field].nanos(registers[field]) : 0;
    }

    /** When what began at the time in one field and took the duration in another was over, in nanoseconds since 1970. */
    public long end(int start, int duration) {
        return fields[start].isTicks() && fields[duration].isTicks()
                ? fields[start].time(registers[start] + registers[duration])
                : time(start) + nanos(duration);
    }

    /** A text; of a constant its name, with dots where it is a class; of a number its digits. */
    public String text(int field) {
        if (!has(field)) {
            return "";
        }
        if (!fields[field].isText()) {
            return fields[field].text(registers[field]);
        }
        long text = registers[field];
        return Texts.isReference(text) ? pools.texts().string(pools.resolve(text)) : texts.string(texts.orNull(text));
    }

    /** The thread that a field such as {@code eventThread} names. */
    public RecordedThread thread(int field) {
        return fields[field].thread(registers[field]);
    }
}
