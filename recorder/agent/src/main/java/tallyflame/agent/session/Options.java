package tallyflame.agent.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.CopyOnWriteArrayList;
import tallyflame.counts.Glob;

/**
 * The agent's options, {@code key=value} pairs separated by commas.
 *
 * @param classes which classes to count or trace; empty for what carries {@code @Profiled}
 * @param trace whether methods and lines are timed instead of counted
 * @param alloc whether allocations are counted, too
 * @param out the count or trace file, null if not given; until {@link OutputFile} is claimed, with place holders
 * @param intervalMillis time between the starts of two snapshots, once the JVM has run for a while, milliseconds
 * @param blockMegabytes virtual size of a thread's counter block, MB
 * @param maxThreads how many threads at a time have a block of their own
 * @param jmh whether JMH's benchmarks open and close regions
 * @param order what to do
 * @param answer file for one line that says what came of it, null for none
 */
record Options(
        List<Glob> classes,
        boolean trace,
        boolean alloc,
        Path out,
        long intervalMillis,
        int blockMegabytes,
        int maxThreads,
        boolean jmh,
        Order order,
        Path answer) {
    /** What is asked of the agent; all but the first of one that is at work. */
    enum Order {
        /** Begin. */
        START,
        /** Write the file now. */
        DUMP,
        /** Count from zero again. */
        RESET,
        /** Write the final file and restore the classes. */
        STOP
    }

    private static final String USAGE =
            "use count=GLOB[;GLOB…] or trace=GLOB[;GLOB…],out=FILE[,alloc][,interval=MILLIS][,blockmb=N][,maxthreads=N],"
                    + " or one of dump, reset and stop";
    private static final int MAX_MEGABYTES = 1024;

    /** Copies the globs, to which more may be added. */
    Options {
        classes = new CopyOnWriteArrayList<>(classes);
    }

    /**
     * The option string of an agent that was given none: what {@code TALLYFLAME_COUNT} says to count, into a file of the working
     * folder unless it names one.
     */
    static String orOfEnvironment(String text, Map<String, String> environment) {
        String globs = environment.getOrDefault("TALLYFLAME_COUNT", "").strip();
        if (globs.isEmpty() || (text != null && !text.isBlank())) return text;
        return "count=" + globs + (globs.contains(",out=") ? "" : ",out=tallyflame-%p.tfc");
    }

    /**
     * Parses an option string.
     *
     * @throws IllegalArgumentException if it is malformed; the message is for people
     */
    static Options parse(String text) {
        List<Glob> count = new ArrayList<>();
        List<Glob> trace = new ArrayList<>();
        boolean traces = false;
        boolean alloc = false;
        Path out = null;
        long interval = 500;
        int megabytes = 64;
        int threads = 4096;
        boolean jmh = false;
        Order order = Order.START;
        Path answer = null;
        for (String option : parts(text == null ? "" : text, ",")) {
            if (option.isBlank()) continue;
            int equals = option.indexOf('=');
            String key =
                    equals < 0 ? option.trim() : option.substring(0, equals).trim();
            String value = equals < 0 ? "" : option.substring(equals + 1).trim();
            switch (key) {
                case "count" -> addGlobs(value, count);
                case "trace" -> {
                    traces = true;
                    addGlobs(value, trace);
                }
                case "alloc" -> alloc = true;
                case "out" -> out = Path.of(value).toAbsolutePath();
                case "interval" -> interval = number(key, value, 1, 3_600_000);
                case "blockmb" -> megabytes = number(key, value, 1, MAX_MEGABYTES);
                case "maxthreads" -> threads = number(key, value, 0, 1 << 20);
                case "dump", "reset", "stop" -> order = Order.valueOf(key.toUpperCase(Locale.ROOT));
                case "jmh" -> jmh = true;
                case "answer" -> answer = Path.of(value).toAbsolutePath();
                default -> throw new IllegalArgumentException("unknown agent option " + key + "; " + USAGE);
            }
        }
        if (out == null && order == Order.START)
            throw new IllegalArgumentException("agent option out is missing; " + USAGE);
        if (traces && !count.isEmpty()) {
            throw new IllegalArgumentException(
                    "agent options count and trace exclude each other: probes would time the counters; " + USAGE);
        }
        if (traces && alloc) {
            throw new IllegalArgumentException("agent option alloc belongs to count, not to trace; " + USAGE);
        }
        return new Options(
                traces ? trace : count, traces, alloc, out, interval, megabytes, threads, jmh, order, answer);
    }

    /** Asks for more classes from now on. */
    void select(String globs) {
        addGlobs(globs, classes);
    }

    private static void addGlobs(String value, List<Glob> globs) {
        for (String glob : parts(value, ";")) {
            if (!glob.isBlank()) globs.add(Glob.parse(glob.trim()));
        }
    }

    private static List<String> parts(String text, String separator) {
        return Collections.list(new StringTokenizer(text, separator)).stream()
                .map(String.class::cast)
                .toList();
    }

    private static int number(String key, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // Reported below with the range.
        }
        throw new IllegalArgumentException(
                "agent option " + key + "=" + value + " is not a number between " + least + " and " + most);
    }

    /** The same, for a file of this JVM's own. */
    Options writing(Path file) {
        return new Options(classes, trace, alloc, file, intervalMillis, blockMegabytes, maxThreads, jmh, order, answer);
    }

    /** Whether a class (binary name with dots) is asked for by name; always true without globs. */
    boolean matches(String className) {
        return Glob.select(classes, className);
    }

    /** Whether only what carries {@code @Profiled} is counted: no glob includes anything. */
    boolean annotatedOnly() {
        return !Glob.anyIncludes(classes);
    }
}
