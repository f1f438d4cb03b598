package tallyflame.counts.code;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the lines of a class file come from that a compiler inlined from elsewhere, or translated from another language: the
 * {@code SourceDebugExtension} of JSR-45, in its default stratum. Kotlin numbers inlined lines beyond the end of the file and says
 * in the stratum {@code KotlinDebug} where they were called.
 */
public final class SourceMap {
    /** Of a class whose lines are all its own. */
    public static final SourceMap NONE = new SourceMap("");

    /**
     * A line of another piece of source.
     *
     * @param sourceFile name without a folder
     * @param className with dots, whose package is the folder of the file
     * @param line in that file
     */
    public record Origin(String sourceFile, String className, int line) {}

    private record SourceFile(String name, String className) {}

    private static final Pattern FILE = Pattern.compile("(\\+ ?)?(\\d+) (.+)");
    private static final Pattern LINES = Pattern.compile("(\\d+)(?:#(\\d+))?(?:,(\\d+))?:(\\d+)(?:,(\\d+))?");
    /** Line numbers of class files have 16 bits. */
    private static final int MOST = 1 << 16;

    private final String text;
    private final Map<Integer, Origin> origins = new HashMap<>();
    private final Map<Origin, Integer> first = new HashMap<>();
    private final Map<Integer, Integer> callSites = new HashMap<>();

    private SourceMap(String text) {
        this.text = text;
    }

    /**
     * Reads the map of a class. What cannot be read is left out: its lines stay what they are.
     *
     * @param text the attribute, empty if the class has none
     * @param className of the class, with dots
     * @param sourceFile of the class
     */
    public static SourceMap parse(String text, String className, String sourceFile) {
        if (!text.startsWith("SMAP")) return NONE;
        SourceMap map = new SourceMap(text);
        List<String> lines = text.lines().toList();
        String stratum = lines.size() > 2 ? lines.get(2).strip() : "";
        map.section(lines, stratum, className, (line, origin) -> {
            if (origin.line() == line && origin.sourceFile().equals(sourceFile)) return;
            map.origins.put(line, origin);
            map.first.merge(origin, line, Math::min);
        });
        map.section(lines, stratum + "Debug", className, (line, origin) -> map.callSites.put(line, origin.line()));
        return map;
    }

    /** Takes in where a line of the class file comes from. */
    private interface Sink {
        void put(int line, Origin origin);
    }

    private void section(List<String> lines, String stratum, String className, Sink sink) {
        int at = lines.indexOf("*S " + stratum);
        if (at < 0) return;
        Map<Integer, SourceFile> files = new HashMap<>();
        boolean inFiles = false;
        int file = 1;
        for (int i = at + 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("*S") || line.startsWith("*E")) return;
            if (line.startsWith("*")) {
                inFiles = line.startsWith("*F");
            } else if (inFiles) {
                Matcher entry = FILE.matcher(line);
                if (!entry.matches()) continue;
                boolean hasPath = entry.group(1) != null && i + 1 < lines.size();
                String home = hasPath ? lines.get(++i).replace('/', '.') : className;
                files.put(number(entry.group(2)), new SourceFile(entry.group(3), home));
            } else {
                Matcher range = LINES.matcher(line);
                if (!range.matches()) continue;
                if (range.group(2) != null) file = number(range.group(2));
                if (files.containsKey(file)) range(range, files.get(file), sink);
            }
        }
    }

    private static void range(Matcher range, SourceFile file, Sink sink) {
        int input = number(range.group(1));
        int repeat = range.group(3) == null ? 1 : number(range.group(3));
        int output = number(range.group(4));
        int step = range.group(5) == null ? 1 : number(range.group(5));
        for (int i = 0; i < repeat && output + (long) i * step < MOST; i++) {
            // Without a step, all lines of the source are on one of the class file: the first stands for them.
            for (int k = 0; k < Math.max(step, 1) && (step > 0 || i == 0); k++) {
                sink.put(output + i * step + k, new Origin(file.name(), file.className(), input + i));
            }
        }
    }

    private static int number(String digits) {
        return digits.length() > 6 ? MOST : Integer.parseInt(digits);
    }

    /** Where a line comes from; empty if it is the class's own. */
    public Optional<Origin> origin(int line) {
        return Optional.ofNullable(origins.get(line));
    }

    /** The first line of the class file that comes from where a line comes from: that line stands for all of them. */
    public int canonical(int line) {
        Origin origin = origins.get(line);
        return origin == null ? line : first.get(origin);
    }

    /** Line of the class's own source at which the code of a line was inlined; the line itself if that is not known. */
    public int callSite(int line) {
        return callSites.getOrDefault(line, line);
    }

    /** Whether a line is code from elsewhere, of which is known what line of the class's own source calls it. */
    public boolean isInlined(int line) {
        return origins.containsKey(line) && callSites.containsKey(line);
    }

    /**
     * The line that stands for a line where no other source can be shown: that which calls the code where it was inlined, where it
     * comes from if the class was translated from another language.
     */
    public int ownLine(int line) {
        if (isInlined(line)) return callSites.get(line);
        Origin origin = origins.get(line);
        return origin == null ? line : origin.line();
    }

    /** The text of the attribute, empty if there is none. */
    @Override
    public String toString() {
        return text;
    }
}
