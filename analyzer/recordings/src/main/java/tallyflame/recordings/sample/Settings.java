package tallyflame.recordings.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.recordings.event.ChunkEvents;

/** The settings of the profiler as {@code jdk.ActiveSetting} events of a chunk state them: by type of event and name. */
public final class Settings {
    private static final long DEFAULT_INTERVAL_NANOS = 10_000_000L;
    private static final long DEFAULT_WALL_NANOS = 50_000_000L;
    private static final long DEFAULT_ALLOCATION_BYTES = 524_287L;
    private static final long DEFAULT_LOCK_NANOS = 10_000L;
    /** Longest interval that is believed, an hour in nanoseconds; a longer one is damage, and could make weights overflow. */
    private static final long LONGEST = 3_600_000_000_000L;

    /** Names of sampling events of async-profiler whose samples are times; what others sample is the count of something. */
    private static final Set<String> CLOCKS = Set.of("", "cpu", "cpu-clock", "itimer", "ctimer", "wall");

    private static final Pattern JVM = Pattern.compile("(?:.*\\()?(\\d+).*");

    private final Map<String, String> values = new HashMap<>();
    private int jvm;

    /** Takes the settings from the events of a chunk, once they are read. */
    void listen(ChunkEvents events) {
        events.on(
                "jdk.ActiveSetting",
                List.of("id", "name", "value"),
                event -> put(event.number(0), event.text(1), event.text(2)));
        events.on("jdk.JVMInformation", List.of("jvmVersion"), event -> jvm = version(event.text(0)));
    }

    /** Adds a setting of a type of event, given by its id. */
    public void put(long eventType, String name, String value) {
        String text = value == null ? "" : value; // where none was set
        values.put(eventType + " " + name, text);
        values.put(name, text);
    }

    private static int version(String text) {
        Matcher matcher = JVM.matcher(text == null ? "" : text);
        return matcher.matches() ? (int) Math.min(Integer.MAX_VALUE, number(matcher.group(1))) : 0;
    }

    /** The feature version of the recorded JVM, 0 if it is not in the chunk. */
    int jvm() {
        return jvm;
    }

    /** Whether events of a type were limited to so many a second. */
    boolean throttled(long eventType) {
        return !values.getOrDefault(eventType + " throttle", "off").equals("off");
    }

    /** The mean distance of bytes that async-profiler draws. */
    long allocationInterval() {
        long interval = number(get("alloc"));
        return interval > 0 ? interval : DEFAULT_ALLOCATION_BYTES;
    }

    /** A setting of async-profiler that is a number; that of locks is also known where a later chunk does not repeat it. */
    long accumulated(String setting) {
        return isEmpty() && setting.equals(EventType.LOCK) ? DEFAULT_LOCK_NANOS : number(get(setting));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** A setting of the whole recording, or an empty text. */
    public String get(String name) {
        return values.getOrDefault(name, "");
    }

    /** Whether samples of an event of async-profiler are times. */
    public static boolean isClock(String event) {
        return CLOCKS.contains(event);
    }

    /**
     * The sampling interval of a type of event, in nanoseconds or in counts of a hardware counter; 0 if it is not recorded.
     * async-profiler writes a number, its 0 meaning 10 ms, or a count that only it knows; the JDK writes a period such as {@code 20 ms}.
     */
    public long interval(long eventType) {
        String interval = values.get(eventType + " interval");
        if (interval != null) {
            long number = number(interval);
            return number <= 0 && isClock(get("event")) ? DEFAULT_INTERVAL_NANOS : number;
        }
        return nanos(values.getOrDefault(eventType + " period", ""));
    }

    /**
     * The interval of async-profiler's wall-clock sampler; 0 if it is not recorded. It has a setting of its own, or the usual one where
     * the wall clock is the main event.
     */
    long wallInterval() {
        String interval = get("event").equals("wall") ? get("interval") : get("wall");
        if (interval.isEmpty()) {
            return 0;
        }
        long wall = number(interval);
        return wall > 0 ? wall : DEFAULT_WALL_NANOS;
    }

    private static long number(String text) {
        try {
            long number = Long.parseLong(text.trim());
            return number > LONGEST ? 0 : number;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Nanoseconds of a time span as the JDK writes it, such as {@code 20 ms}; 0 if it is none. */
    static long nanos(String text) {
        String[] parts = text.trim().split("\\s+", -1);
        if (parts.length != 2) {
            return 0;
        }
        long unit =
                switch (parts[1]) {
                    case "ns" -> 1L;
                    case "us" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    default -> 0L;
                };
        long number = number(parts[0]);
        return number < 0 || number > LONGEST / Math.max(1, unit) ? 0 : number * unit;
    }
}
