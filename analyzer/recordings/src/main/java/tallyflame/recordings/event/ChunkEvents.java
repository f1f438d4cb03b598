package tallyflame.recordings.event;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.ChunkHeader;
import tallyflame.recordings.chunk.CorruptDataException;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.FieldPlan;
import tallyflame.recordings.chunk.Metadata;
import tallyflame.recordings.chunk.Texts;

/**
 * The events of one chunk: handlers are registered, then all events are read once, in order of the file, and those of a type that has
 * handlers are decoded. A damaged event is left out, and counts as a loss of the chunk. One thread.
 */
public final class ChunkEvents {
    /** Ids of types are small numbers; those below this bound are in an array. */
    private static final int DIRECT = 1 << 14;

    /** Reads one event, for those within the decoder that decode its fields themselves. */
    public interface Decoder {
        /** Reads the event whose fields begin at the window's position. */
        void read() throws IOException;
    }

    private final DecodedChunk chunk;
    private final ByteWindow in;
    private final Decoder[] direct = new Decoder[DIRECT];
    private final Map<Long, Decoder> others = new HashMap<>();
    private boolean empty = true;
    private long eventStart;
    private long eventEnd;
    private long badEvents;
    private long badBytes;
    private long firstBad;
    private String firstProblem;
    /** Whether damage is noted that shows in the length of events; {@code null} where it is not looked for. */
    private EventLengths lengths;

    /** @param in a window on the chunk's file, used by nobody else meanwhile */
    public ChunkEvents(DecodedChunk chunk, ByteWindow in) {
        this.chunk = chunk;
        this.in = in;
    }

    /** When the chunk begins, in nanoseconds since 1970. */
    public long startNanos() {
        return chunk.header().startNanos();
    }

    /** The recording that the chunk is of. */
    public Path recording() {
        return chunk.source().path();
    }

    /** Where the chunk begins in its recording. */
    public long offset() {
        return chunk.header().start();
    }

    /** The names of the fields that the chunk declares for a type of event; none if it does not declare the type. */
    public List<String> fields(String type) {
        Metadata.Type declared = chunk.metadata().type(type);
        return declared == null
                ? List.of()
                : declared.fields().stream().map(Metadata.Field::name).toList();
    }

    /** The full names of all types that the chunk declares and that have a time: types of events, whether there are any or not. */
    public List<String> types() {
        List<String> types = new ArrayList<>();
        chunk.metadata().types().forEach(type -> {
            if (type.field("startTime") != null) {
                types.add(type.name());
            }
        });
        return types;
    }

    /** The fields of a type that have a single value; none if the chunk does not declare the type. */
    public List<EventColumn> columns(String type) {
        Metadata.Type declared = chunk.metadata().type(type);
        return declared == null ? List.of() : EventColumn.of(chunk, declared);
    }

    /**
     * Gives a handler the events of a type; there may be none.
     *
     * @param type full name
     * @param fields names of the fields to decode; those of a value within the event after its name and a dot
     */
    public ChunkEvents on(String type, List<String> fields, EventHandler handler) {
        Metadata.Type declared = chunk.metadata().type(type);
        if (declared != null) {
            on(declared, fields, handler);
        }
        return this;
    }

    /**
     * Lets handlers have all events.
     *
     * @param fields names of the fields to decode where a type has them
     * @param handlers makes the handler for a type, given its full name, before any event is read
     */
    public ChunkEvents onEach(List<String> fields, Function<String, EventHandler> handlers) {
        chunk.metadata().types().forEach(type -> on(type, fields, handlers.apply(type.name())));
        return this;
    }

    private void on(Metadata.Type type, List<String> fields, EventHandler handler) {
        try {
            Event event = new Event(chunk, type, fields);
            on(type, () -> {
                event.read(this);
                handler.handle(event);
            });
        } catch (CorruptDataException e) {
            chunk.source().lose(chunk.header().start(), 0, 0, 0, "all events " + type.name() + ": " + e.getMessage());
        }
    }

    /** Lets a decoder have the events of a type, after those that have them already. */
    public void on(Metadata.Type type, Decoder decoder) {
        empty = false;
        if (type.id() >= 0 && type.id() < DIRECT) {
            direct[(int) type.id()] = both(direct[(int) type.id()], decoder);
        } else {
            others.merge(type.id(), decoder, this::both);
        }
    }

    /** Lets two decoders read each event; the first may be {@code null}. */
    private Decoder both(Decoder first, Decoder second) {
        if (first == null) {
            return second;
        }
        return () -> {
            long fields = in.position();
            first.read();
            in.seek(fields);
            second.read();
        };
    }

    /**
     * Decodes the current event by a plan; its fields begin at the window's position.
     *
     * @throws CorruptDataException if the event is shorter than its fields
     */
    public void decode(FieldPlan plan, long[] registers, Texts texts) throws IOException {
        plan.read(in, registers, texts);
        if (in.position() > eventEnd) {
            throw in.corrupt("an event is shorter than its fields");
        }
    }

    /** Offset of the current event in its file. */
    public long position() {
        return eventStart;
    }

    /** How many bytes of the file the current event takes. */
    long bytes() {
        return eventEnd - eventStart;
    }

    /** Reads all events, unless no handler wants any, and notes which are damaged. */
    public void read() throws IOException {
        lengths = new EventLengths(chunk, in);
        readAhead();
        lengths.note();
        if (badEvents > 0) {
            chunk.source().lose(firstBad, badBytes, 0, badEvents, firstProblem);
        }
    }

    /** Reads all events, unless nobody wants any, for once without a note of damage: they are to be read again. */
    public void readAhead() throws IOException {
        if (!empty) {
            readEvents(chunk.header().start() + ChunkHeader.BYTES, chunk.eventsEnd());
        }
    }

    private void readEvents(long from, long end) throws IOException {
        long start = from;
        in.open(start, end);
        try {
            while (start < end) {
                long size = in.varint();
                long type = in.varint();
                if (size < in.position() - start || size > end - start) {
                    throw in.corrupt("an event of " + size + " bytes");
                }
                Decoder decoder = type >= 0 && type < DIRECT ? direct[(int) type] : others.get(type);
                if (decoder != null) {
                    readEvent(decoder, start, start + size);
                }
                if (lengths != null && lengths.isSuspect(type, size)) {
                    lengths.check(type, start, size);
                }
                start += size;
                in.seek(start);
            }
        } catch (CorruptDataException e) {
            // The chunk reader has been over the same events, so the file is not what it was.
            chunk.source().lose(start, end - start, 0, 0, "the file changed while it was read: " + e.getMessage());
        }
    }

    private void readEvent(Decoder decoder, long start, long end) throws IOException {
        eventStart = start;
        eventEnd = end;
        try {
            decoder.read();
        } catch (CorruptDataException e) {
            if (badEvents++ == 0) {
                firstBad = start;
                firstProblem = e.getMessage();
            }
            badBytes += end - start;
        }
    }
}
