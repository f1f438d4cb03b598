package tallyflame.analysis.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.recordings.event.Event;
import tallyflame.recordings.fold.JavaNames;

/** What is known about the fields of types of event: by which they are usually added up, and which hold bytes or addresses. */
final class EventFields {
    /** What to add up by where the user does not say; in the order of reports. */
    private static final Map<String, List<String>> USUAL = new LinkedHashMap<>();

    static {
        USUAL.put("jdk.FileRead", List.of("path"));
        USUAL.put("jdk.FileWrite", List.of("path"));
        USUAL.put("jdk.FileForce", List.of("path"));
        USUAL.put("jdk.SocketRead", List.of("host", "port"));
        USUAL.put("jdk.SocketWrite", List.of("host", "port"));
        USUAL.put("jdk.JavaExceptionThrow", List.of("thrownClass"));
        USUAL.put("jdk.JavaErrorThrow", List.of("thrownClass"));
        USUAL.put("jdk.JavaMonitorEnter", List.of("monitorClass", "address"));
        USUAL.put("jdk.JavaMonitorWait", List.of("monitorClass", "address"));
        USUAL.put("jdk.ThreadPark", List.of("parkedClass", "address"));
        USUAL.put("jdk.SafepointLatency", List.of("threadState"));
        USUAL.put("jdk.OldObjectSample", List.of("object"));
    }

    /** Fields that hold bytes, of which an event has one at most. */
    private static final List<String> BYTES =
            List.of("bytesRead", "bytesWritten", "objectSize", "allocationSize", "size");

    /** Types whose durations are those of writing them, not of what they are about. */
    private static final Set<String> UNTIMED = Set.of("jdk.OldObjectSample");

    private EventFields() {}

    /** Types that have usual fields. */
    static Set<String> usualTypes() {
        return USUAL.keySet();
    }

    /** The usual fields of a type, none if there are none. */
    static List<String> usual(String type) {
        return USUAL.getOrDefault(type, List.of());
    }

    /** The fields to decode: those to add up by, then that of the duration and that of bytes, whether there or not. */
    static List<String> wanted(String type, List<String> by, List<String> declared) {
        List<String> fields = new ArrayList<>(by);
        fields.add(UNTIMED.contains(type) ? "" : "duration");
        fields.add(BYTES.stream().filter(declared::contains).findFirst().orElse(""));
        return fields;
    }

    /** A field as people write it: an address in hexadecimal digits, a class as in source. */
    static String text(Event event, int field, String name) {
        if (name.equals("address") && event.has(field)) {
            return "0x" + Long.toHexString(event.number(field));
        }
        String text = event.text(field);
        return text.startsWith("[") ? JavaNames.ofClass(text) : text;
    }
}
