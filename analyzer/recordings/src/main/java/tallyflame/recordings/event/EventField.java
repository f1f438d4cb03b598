package tallyflame.recordings.event;

import tallyflame.recordings.chunk.ChunkHeader;
import tallyflame.recordings.chunk.LongIntMap;
import tallyflame.recordings.chunk.Metadata;
import tallyflame.recordings.chunk.PoolTable;
import tallyflame.recordings.chunk.Pools;
import tallyflame.recordings.chunk.Texts;

/** A field that a handler asked for, as one chunk declares it: what its register means. One thread. */
final class EventField {
    private static final String TICKS = "TICKS";
    private static final String[] NONE = {};

    private final Encoding encoding;
    private final String unit;
    private final long type;
    private final Pools pools;
    private final ChunkHeader header;
    /** The constants that the field may refer to, or {@code null}. */
    private final PoolTable constants;

    /** Texts and threads by row of the constants, made when first asked for. */
    private String[] texts = NONE;

    private RecordedThread[] threads = {};

    /** @param path name of the field, behind those of the values that it lies in, with dots between them */
    EventField(Metadata metadata, Metadata.Type of, String path, Pools pools, ChunkHeader header) {
        Metadata.Field field = find(metadata, of, path);
        Metadata.Type declared = field == null ? null : metadata.type(field.type());
        encoding = declared == null ? Encoding.ABSENT : Encoding.of(field, declared.name());
        unit = declared == null ? "" : unit(field);
        type = declared == null ? 0 : declared.id();
        constants = encoding == Encoding.CONSTANT ? pools.constants(type) : null;
        this.pools = pools;
        this.header = header;
    }

    private static Metadata.Field find(Metadata metadata, Metadata.Type of, String path) {
        int dot = path.indexOf('.');
        Metadata.Field field = of.field(dot < 0 ? path : path.substring(0, dot));
        if (dot < 0 || field == null) {
            return field;
        }
        Metadata.Type type = metadata.type(field.type());
        return type == null || field.pooled() || field.array() ? null : find(metadata, type, path.substring(dot + 1));
    }

    /** The unit of a time or duration; those that every event has are in ticks, even where a writer leaves that out. */
    private static String unit(Metadata.Field field) {
        boolean common = field.name().equals("startTime") || field.name().equals("duration");
        return field.time().isEmpty() && common ? TICKS : field.time();
    }

    boolean isTicks() {
        return unit.equals(TICKS);
    }

    boolean isText() {
        return encoding == Encoding.TEXT;
    }

    /** Whether the chunk declares no such field, or the event leaves the text, time or duration open. */
    boolean isAbsent(long register) {
        return encoding == Encoding.ABSENT
                || (isText() && register == Texts.NULL)
                || (!unit.isEmpty() && register == Long.MIN_VALUE);
    }

    long number(long register) {
        return encoding.number(register);
    }

    double decimal(long register) {
        return encoding == Encoding.ABSENT ? Double.NaN : encoding.decimal(register);
    }

    /** Nanoseconds since 1970. */
    long time(long register) {
        return switch (unit) {
            case TICKS -> header.epochNanos(register);
            case "MILLISECONDS_SINCE_EPOCH" -> times(number(register), 1_000_000);
            default -> number(register);
        };
    }

    /** A duration in nanoseconds; one without end is the longest that there is. */
    long nanos(long register) {
        long value = number(register);
        return switch (unit) {
            case TICKS -> value == Long.MAX_VALUE ? value : header.nanos(value);
            case "MICROSECONDS" -> times(value, 1_000);
            case "MILLISECONDS" -> times(value, 1_000_000);
            case "SECONDS" -> times(value, 1_000_000_000);
            default -> value;
        };
    }

    /** A product, or the largest number where that is too small for it. */
    private static long times(long value, long factor) {
        return Math.abs(value) > Long.MAX_VALUE / factor ? Long.MAX_VALUE : value * factor;
    }

    /** The text of a constant, or that of a number. */
    String text(long register) {
        if (encoding != Encoding.CONSTANT) {
            boolean decimal = encoding == Encoding.FLOAT || encoding == Encoding.DOUBLE;
            return decimal ? String.valueOf(decimal(register)) : String.valueOf(number(register));
        }
        int row = row(register);
        if (row < 0) {
            return "";
        }
        if (texts.length == 0) {
            texts = new String[constants.rows()];
        }
        if (texts[row] == null) {
            texts[row] = pools.text(type, row);
        }
        return texts[row];
    }

    RecordedThread thread(long register) {
        int row = constants == pools.threads() ? row(register) : LongIntMap.ABSENT;
        if (row < 0) {
            return RecordedThread.UNKNOWN;
        }
        if (threads.length == 0) {
            threads = new RecordedThread[constants.rows()];
        }
        if (threads[row] == null) {
            threads[row] = RecordedThread.of(pools, row);
        }
        return threads[row];
    }

    private int row(long register) {
        return constants == null ? LongIntMap.ABSENT : constants.row(register);
    }
}
