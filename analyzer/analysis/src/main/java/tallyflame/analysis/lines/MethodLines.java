package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.code.SourceMap;

/**
 * What is known about one method and its lines.
 *
 * @param id without descriptor if only a recording that keeps none names the method
 * @param sourceFile name of the source file without folder, or empty
 * @param home class that names the folder of the source file: its own, or the one from which code was inlined
 * @param inlined whether this is code from elsewhere that was inlined into the method
 * @param sourceMap which lines of the class file stand for which of the source
 * @param counts entries as counted, empty if the method was not counted
 * @param time weight of the stacks that contain the method, scaled to the counted work
 * @param samples of those stacks, as recorded
 * @param sampleTooSmall whether it has samples, but too few for its lines to be told apart
 * @param share of the weight of all samples that were kept
 * @param rows lines with hits or samples, ascending; samples without a line last
 */
public record MethodLines(
        MethodId id,
        String sourceFile,
        String home,
        boolean inlined,
        SourceMap sourceMap,
        Optional<MethodCounts> counts,
        double time,
        long samples,
        boolean sampleTooSmall,
        Share share,
        List<LineRow> rows) {
    /** Below so many samples of equal weight in a method the shares of its lines say little. */
    public static final int ENOUGH_SAMPLES = 100;

    private static final Pattern LAMBDA =
            Pattern.compile("lambda\\$(.+)\\$\\d+|(.+?)\\$lambda.*|\\$anonfun\\$(.+)\\$\\d+");

    public MethodLines {
        rows = List.copyOf(rows);
    }

    /** The lines of the method that come from one file; what is not of lines stays that of the whole method. */
    MethodLines in(String fileName, String className, boolean fromElsewhere, List<LineRow> lines) {
        List<LineRow> sorted = new ArrayList<>(lines);
        // Samples without a line stay last.
        sorted.sort(Comparator.comparingInt(row -> row.line() > 0 ? row.line() : Integer.MAX_VALUE));
        return new MethodLines(
                id,
                fileName,
                className,
                fromElsewhere,
                sourceMap,
                counts,
                time,
                samples,
                sampleTooSmall,
                share,
                sorted);
    }

    /** Binary name of its class, with dots. */
    public String className() {
        return id.className();
    }

    /** As in the class file: {@code <init>}, {@code lambda$run$0}, … */
    public String methodName() {
        return id.name();
    }

    /** In class-file form, empty if it is not known. */
    public String descriptor() {
        return id.descriptor();
    }

    /** How often the method was called, 0 if that was not counted. */
    public long entered() {
        return counts.map(MethodCounts::entered).orElse(0L);
    }

    /** Whether samples tell of any of its lines what escape analysis removes. */
    public boolean removed() {
        return rows.stream().anyMatch(row -> row.removed().isPresent());
    }

    /** Smallest source line, 0 if no line is known. */
    public int firstLine() {
        return rows.stream()
                .mapToInt(LineRow::line)
                .filter(line -> line > 0)
                .min()
                .orElse(0);
    }

    /** Largest source line, 0 if no line is known. */
    public int lastLine() {
        return rows.stream().mapToInt(LineRow::line).max().orElse(0);
    }

    /** {@code pkg.Class.method}. */
    public String name() {
        return id.function() + (inlined ? " [inlined " + sourceFile + "]" : "");
    }

    /** Package with a slash at its end, and the source file's name: how the file lies below its source root. */
    public String sourcePath() {
        int dot = home.lastIndexOf('.');
        String folder = dot < 0 ? "" : home.substring(0, dot + 1).replace('.', '/');
        return folder + (sourceFile.isEmpty() ? home.substring(dot + 1) + ".class" : sourceFile);
    }

    /** Whether this method's code stands inside the other: a lambda, or a method of an anonymous or local class. */
    public boolean isInside(MethodLines other) {
        String className = id.className();
        String around = other.id.className();
        boolean lambda = className.equals(around) && surrounding(id.name()).equals(other.id.name());
        boolean local = className.startsWith(around + "$")
                && className.length() > around.length() + 1
                && Character.isDigit(className.charAt(around.length() + 1));
        return lambda || local;
    }

    /** The method around a lambda, by the names that the compilers of Java, Kotlin and Scala give; empty for any other method. */
    static String surrounding(String methodName) {
        Matcher lambda = LAMBDA.matcher(methodName);
        if (!lambda.matches()) {
            return "";
        }
        String name = Stream.of(lambda.group(1), lambda.group(2), lambda.group(3))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        return switch (name) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> name;
        };
    }
}
