package tallyflame.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import tallyflame.recordings.event.Event;

/** The fields of all events of a recording as the reader of the JDK finds them, and how those of {@link Event} compare. */
final class FieldOracle {
    /** Durations may be rounded to the one nanosecond or the other. */
    private static final double ROUNDING = 1;

    /** The JDK's reader goes on with the clock of an earlier chunk where the types of the next are the same. */
    private static final double CLOCK = 100_000;

    private static final Map<String, Map<String, String>> KINDS = new TreeMap<>();

    private FieldOracle() {}

    /**
     * Reads all events.
     *
     * @param rows gets, for each type, the values of each event in order of the file
     * @return the names of the fields of each type of which there are events
     */
    static synchronized Map<String, List<String>> read(Path file, Map<String, List<List<Object>>> rows)
            throws IOException {
        Map<String, List<String>> fields = new TreeMap<>();
        KINDS.clear();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                String type = event.getEventType().getName();
                if (!fields.containsKey(type)) {
                    Map<String, String> kinds = new TreeMap<>();
                    event.getFields().forEach(field -> kinds.put(field.getName(), kind(field)));
                    kinds.values().removeIf(String::isEmpty);
                    KINDS.put(type, kinds);
                    fields.put(type, List.copyOf(kinds.keySet()));
                }
                List<Object> row = new ArrayList<>();
                KINDS.get(type).forEach((name, kind) -> row.add(value(event, name, kind)));
                rows.computeIfAbsent(type, key -> new ArrayList<>()).add(row);
            }
        }
        return fields;
    }

    /** How a field is to be read, or an empty text if this does not compare it. */
    private static String kind(ValueDescriptor field) {
        if (field.isArray()) {
            return "";
        }
        if (field.getAnnotation(Timestamp.class) != null) {
            return "time";
        }
        if (field.getAnnotation(Timespan.class) != null) {
            return "nanos";
        }
        return switch (field.getTypeName()) {
            case "boolean", "byte", "short", "int", "long" -> "number";
            case "float", "double" -> "decimal";
            case "java.lang.String" -> "text";
            case "java.lang.Thread" -> "thread";
            case "java.lang.Class" -> "class";
            default -> "constant";
        };
    }

    private static Object value(RecordedEvent event, String name, String kind) {
        return switch (kind) {
            case "time" -> nanos(event.getInstant(name));
            case "nanos" -> nanos(event.getDuration(name));
            case "number" ->
                event.getValue(name) instanceof Boolean flag ? (Object) (flag ? 1L : 0L) : event.getLong(name);
            case "decimal" -> event.getDouble(name);
            case "text" -> String.valueOf((Object) event.getString(name));
            case "thread" -> thread(event.getThread(name));
            case "class" -> {
                RecordedClass type = event.getClass(name);
                yield type == null ? "" : type.getName();
            }
            // Constants of one text are that text to the JDK; it makes objects of others.
            default -> event.getValue(name) instanceof String text ? text : "";
        };
    }

    private static String thread(RecordedThread thread) {
        if (thread == null) {
            return "";
        }
        String name = thread.getJavaName();
        return name != null && !name.isEmpty() ? name : String.valueOf((Object) thread.getOSName());
    }

    private static long nanos(Instant time) {
        return time.equals(Instant.MIN)
                ? 0
                : Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    private static long nanos(Duration span) {
        boolean forever = span.toSeconds() > Long.MAX_VALUE / 1_000_000_000L;
        boolean open = span.toSeconds() < -Long.MAX_VALUE / 1_000_000_000L;
        return open ? 0 : forever ? Long.MAX_VALUE : span.toNanos();
    }

    /** The values of an event in the same order. */
    static List<Object> row(Event event, String type, List<String> fields) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            row.add(
                    switch (KINDS.get(type).get(fields.get(i))) {
                        case "time" -> event.time(i);
                        case "nanos" -> event.nanos(i);
                        case "number" -> event.number(i);
                        case "decimal" -> event.decimal(i);
                        case "text" -> event.has(i) ? event.text(i) : "null";
                        case "thread" -> event.thread(i).name();
                        default -> event.text(i);
                    });
        }
        return row;
    }

    static void assertSame(String type, List<String> fields, List<List<Object>> expected, List<List<Object>> found) {
        assertThat(found).as(type).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            for (int field = 0; field < fields.size(); field++) {
                Object value = expected.get(i).get(field);
                Object own = found.get(i).get(field);
                String place = type + " " + i + " " + fields.get(field);
                String kind = KINDS.get(type).get(fields.get(field));
                if (kind.equals("time") || kind.equals("nanos")) {
                    double most = kind.equals("time") ? CLOCK : ROUNDING;
                    assertThat((double) ((long) own - (long) value)).as(place).isBetween(-most, most);
                } else if (!kind.equals("constant") || !value.equals("")) {
                    assertThat(own).as(place).isEqualTo(value);
                }
            }
        }
    }
}
