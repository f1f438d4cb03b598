package tallyflame.jmh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import org.openjdk.jmh.profile.ProfilerException;
import tallyflame.runs.Pass;

/**
 * What stands behind the name of the profiler: {@code pass=sample;out=DIR}.
 *
 * @param pass {@link Pass#SAMPLE} or {@link Pass#COUNT}
 * @param count patterns of the classes that are counted
 * @param out folder of the run directories, one for each benchmark and set of parameters
 * @param lines as {@code Sorter.java:42}; empty for the most frequent
 * @param top how many of the most frequent
 * @param interval between two samples
 */
record ProfilerOptions(Pass pass, List<String> count, Path out, List<String> lines, int top, Duration interval) {
    private static final String USAGE =
            "use pass=sample|count;count=GLOB[,GLOB…];out=DIR;lines=FILE:LINE[,…];top=N;interval=MICROS";
    private static final int TOP = 5;
    private static final int MICROS = 1000;

    /**
     * Parses options.
     *
     * @throws ProfilerException if they are malformed, or ask for several passes
     */
    static ProfilerOptions parse(String text) throws ProfilerException {
        Pass pass = null;
        List<String> count = List.of();
        Path out = Path.of("jmh-tallyflame");
        List<String> lines = List.of();
        int top = TOP;
        int micros = MICROS;
        for (String option : split(text == null ? "" : text, ";")) {
            int equals = option.indexOf('=');
            String value = equals < 0 ? "" : option.substring(equals + 1).strip();
            switch (equals < 0 ? option : option.substring(0, equals).strip()) {
                case "pass" -> pass = pass(value);
                case "count" -> count = split(value, ",");
                case "out" -> out = Path.of(value);
                case "lines" -> lines = split(value, ",");
                case "top" -> top = number("top", value);
                case "interval" -> micros = number("interval", value);
                default -> throw new ProfilerException("no option " + option + "; " + USAGE);
            }
        }
        if (pass == null) throw new ProfilerException("which pass? " + USAGE);
        if (pass == Pass.COUNT && count.isEmpty()) {
            throw new ProfilerException("pass=count needs the classes, as count=com.acme.**; " + USAGE);
        }
        return new ProfilerOptions(
                pass, count, out.toAbsolutePath().normalize(), lines, top, Duration.ofNanos(micros * 1000L));
    }

    private static Pass pass(String value) throws ProfilerException {
        return switch (value) {
            case "sample" -> Pass.SAMPLE;
            case "count" -> Pass.COUNT;
            default ->
                throw new ProfilerException(
                        value.matches("(sample|count)[,|+](sample|count)")
                                ? "one run of JMH is one pass, or counting would be sampled; tallyflame jmh runs JMH once"
                                        + " for each"
                                : "no pass " + value + "; " + USAGE);
        };
    }

    private static int number(String name, String value) throws ProfilerException {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) return number;
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ProfilerException(name + "=" + value + " is not a positive number; " + USAGE);
    }

    private static List<String> split(String text, String separator) {
        return Collections.list(new StringTokenizer(text, separator)).stream()
                .map(part -> ((String) part).strip())
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
