package tallyflame.flamegraphs.perf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Profile;

/**
 * Reads the text that {@code perf script} prints: for each sample a head with command, thread, time and event, then one line
 * a frame, innermost first, then a blank line. Names of compiled Java code are taken as the JDK, perf-map-agent and
 * async-profiler write them into perf maps.
 */
public final class PerfScriptReader {
    /** {@code comm pid/tid [cpu] time: period event:}, with pid, cpu and period each optional. */
    private static final Pattern HEAD = Pattern.compile("^(\\S.*?)\\s+(\\d+(?:/\\d+)?)\\s+(?:\\[\\d+]\\s+)?"
            + "(?:[.a-zA-Z0-9]{4,5}\\s+)?(\\d{1,15})\\.(\\d{1,9}):\\s+(?:(\\d{1,15})\\s+)?(\\S+):(?:\\s.*)?$");

    /** {@code address symbol+0xoffset (module)}. */
    private static final Pattern FRAME =
            Pattern.compile("^\\s+([0-9a-f]{1,16})\\s+(.*?)(?:\\+0x[0-9a-f]+)?\\s+\\((.*)\\)\\s*$");

    /** Longest line that is matched; matching a line of blanks takes time with the square of its length. */
    private static final int LONGEST_LINE = 1 << 13;

    private final PerfMap map;
    private final String source;
    private final Map<String, EventBuilder> events = new LinkedHashMap<>();
    private EventBuilder event;
    private EventBuilder.Head head;
    private final List<EventBuilder.Symbol> stack = new ArrayList<>();

    private PerfScriptReader(PerfMap map, String source) {
        this.map = map;
        this.source = source;
    }

    /** Whether a line is the head of a sample: tells this format from collapsed stacks. */
    public static boolean isHead(String line) {
        return line.length() <= LONGEST_LINE && HEAD.matcher(line).matches();
    }

    /**
     * Reads all samples; one profile for each event, in order of appearance.
     *
     * @param map names for addresses that perf itself could not name
     * @param source name of the input, for messages
     * @throws IOException if there is no sample, or a line has no place in the format
     */
    public static List<Profile> read(Reader input, PerfMap map, String source) throws IOException {
        PerfScriptReader reader = new PerfScriptReader(map, source);
        BufferedReader lines = new BufferedReader(input);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            reader.line(line, ++number);
        }
        reader.finishSample();
        if (reader.events.isEmpty()) {
            throw new IOException(source + ": no sample of 'perf script' in it");
        }
        long start = reader.events.values().stream()
                .mapToLong(EventBuilder::earliestMillis)
                .min()
                .orElse(0);
        return reader.events.values().stream().map(event -> event.build(start)).toList();
    }

    private void line(String line, int number) throws IOException {
        if (line.isBlank()) {
            finishSample();
            return;
        }
        if (line.startsWith("#")) {
            return;
        }
        if (line.length() > LONGEST_LINE) {
            throw new IOException(source + " line " + number + ": longer than " + LONGEST_LINE + " characters");
        }
        Matcher frame = FRAME.matcher(line);
        if (head != null && Character.isWhitespace(line.charAt(0)) && frame.matches()) {
            stack.add(symbol(frame));
            return;
        }
        Matcher start = HEAD.matcher(line);
        if (!start.matches()) {
            throw new IOException(
                    source + " line " + number + ": neither the head of a sample nor a frame of 'perf script'");
        }
        finishSample();
        begin(start);
    }

    private void begin(Matcher start) {
        String name = start.group(6);
        event = events.computeIfAbsent(name, EventBuilder::new);
        long nanos = Long.parseLong((start.group(4) + "000000000").substring(0, 9));
        long period = start.group(5) == null ? 1 : Long.parseLong(start.group(5));
        head = new EventBuilder.Head(
                start.group(1).strip(), Long.parseLong(start.group(3)) * 1000 + nanos / 1_000_000, period);
    }

    private void finishSample() {
        if (head != null) {
            event.add(head, stack);
        }
        head = null;
        stack.clear();
    }

    private EventBuilder.Symbol symbol(Matcher frame) {
        String name = frame.group(2);
        String module = frame.group(3);
        if (name.equals("[unknown]")) {
            String mapped = map.nameAt(Long.parseUnsignedLong(frame.group(1), 16));
            if (mapped != null) {
                return new EventBuilder.Symbol(JitNames.readable(mapped), FrameType.JIT_COMPILED);
            }
            return new EventBuilder.Symbol("[unknown]", FrameType.NATIVE);
        }
        if (module.startsWith("[kernel") || module.startsWith("[guest.kernel") || module.endsWith(".ko")) {
            return new EventBuilder.Symbol(name, FrameType.KERNEL);
        }
        if (module.matches(".*/perf-\\d+\\.map") || module.matches(".*/jitted-\\d+-\\d+\\.so")) {
            return new EventBuilder.Symbol(JitNames.readable(name), null);
        }
        return new EventBuilder.Symbol(name, name.contains("::") ? FrameType.CPP : FrameType.NATIVE);
    }
}
