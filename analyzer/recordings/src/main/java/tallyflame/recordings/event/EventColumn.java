package tallyflame.recordings.event;

import java.util.ArrayList;
import java.util.List;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.Metadata;

/**
 * A field of a type of event that has a single value, as one chunk declares it.
 *
 * @param path its name, after that of the value that it lies in and a dot, as {@link ChunkEvents#on} takes it
 * @param kind what {@link Event} answers it with
 */
public record EventColumn(String path, Kind kind) {
    /** What a field holds. */
    public enum Kind {
        /** See {@link Event#text}. */
        TEXT,
        /** See {@link Event#number}. */
        WHOLE,
        /** See {@link Event#decimal}. */
        DECIMAL,
        /** See {@link Event#isTrue}. */
        FLAG,
        /** See {@link Event#time}. */
        TIME,
        /** See {@link Event#nanos}. */
        DURATION,
        /** The number of a stack in its chunk, 0 for none. */
        STACK
    }

    /** Values within values; deeper ones are damage. */
    private static final int DEEPEST = 4;

    private static final String STACK_TRACE = "jdk.types.StackTrace";

    /** The columns of a type, without arrays and constants whose values are not kept. */
    static List<EventColumn> of(DecodedChunk chunk, Metadata.Type type) {
        List<EventColumn> columns = new ArrayList<>();
        add(chunk, type, "", columns, 0);
        return columns;
    }

    private static void add(
            DecodedChunk chunk, Metadata.Type type, String prefix, List<EventColumn> columns, int depth) {
        for (Metadata.Field field : type.fields()) {
            Metadata.Type declared = chunk.metadata().type(field.type());
            if (declared == null || field.array()) {
                continue;
            }
            Kind kind = kind(chunk, field, declared);
            if (kind != null) {
                columns.add(new EventColumn(prefix + field.name(), kind));
            } else if (!field.pooled() && depth < DEEPEST) {
                add(chunk, declared, prefix + field.name() + ".", columns, depth + 1);
            }
        }
    }

    /** What a field holds, {@code null} if it holds several values or nothing that is kept. */
    private static Kind kind(DecodedChunk chunk, Metadata.Field field, Metadata.Type type) {
        if (field.pooled()) {
            boolean kept = chunk.pools().constants(type.id()) != null;
            return type.name().equals(STACK_TRACE) ? Kind.STACK : kept ? Kind.TEXT : null;
        }
        if (field.instant() || field.name().equals("startTime")) {
            return Kind.TIME;
        }
        if (!field.time().isEmpty() || field.name().equals("duration")) {
            return Kind.DURATION;
        }
        return switch (type.name()) {
            case "boolean" -> Kind.FLAG;
            case "byte", "char", "short", "int", "long" -> Kind.WHOLE;
            case "float", "double" -> Kind.DECIMAL;
            case "java.lang.String" -> Kind.TEXT;
            default -> null;
        };
    }
}
