package tallyflame.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tallyflame.annotations.Difference;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.Glob;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Spelling;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;

/**
 * What a piece of code did, counted exactly. What was not counted has no figure: asking for it fails.
 *
 * @param classes the counted classes that were asked for
 * @param uncounted what of them was not counted, and why
 * @param allocatedBytes what the thread allocated meanwhile, by the JVM's own figure
 */
public record Counts(List<ClassCounts> classes, List<Uncounted> uncounted, long allocatedBytes) {
    private static final int NEAREST = 3;

    /** Copies the lists. */
    public Counts {
        classes = List.copyOf(classes);
        uncounted = List.copyOf(uncounted);
    }

    static Counts of(Difference difference, List<String> globs, long bytes) {
        List<Glob> patterns = globs.stream().map(Glob::parse).toList();
        try {
            CountFile file = CountFile.read(
                    difference.countFile(type -> Glob.select(patterns, type)), "the counts of this JVM's agent");
            return new Counts(
                    file.classes(),
                    file.uncounted().stream()
                            .filter(one -> Glob.select(patterns, one.className()))
                            .toList(),
                    bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the agent in this JVM is of another version: " + e.getMessage(), e);
        }
    }

    /**
     * Hits of a line.
     *
     * @param file name of the source file, such as {@code Index.java}
     * @throws IllegalArgumentException if the line has no counted code, or there are several files of the name; the message names
     *     what is near
     */
    public long hits(String file, int line) {
        List<ClassCounts> found =
                classes.stream().filter(type -> type.sourceFile().equals(file)).toList();
        if (found.isEmpty()) {
            TreeSet<String> files =
                    classes.stream().map(ClassCounts::sourceFile).collect(Collectors.toCollection(TreeSet::new));
            throw new IllegalArgumentException("no counted class is from " + file + near(file, files) + reasons(""));
        }
        if (found.stream().map(type -> packageOf(type.name())).distinct().count() > 1) {
            throw new IllegalArgumentException("several packages have a " + file + ": "
                    + found.stream().map(ClassCounts::name).collect(Collectors.joining(", ")) + "; count only one");
        }
        long[] hits = found.stream()
                .flatMap(type -> type.methods().stream())
                .flatMap(method -> method.lines().stream())
                .filter(one -> one.line() == line)
                .mapToLong(LineHits::hits)
                .toArray();
        String uncounted = found.stream().map(type -> reasons(type.name())).collect(Collectors.joining());
        if (hits.length == 0) {
            throw new IllegalArgumentException(file + " has no counted code on line " + line + uncounted);
        }
        long sum = 0;
        for (long n : hits) sum += n;
        return sum;
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(type.lastIndexOf('.'), 0));
    }

    /**
     * Calls of a function, of all its overloads.
     *
     * @param function as {@code com.acme.Index#find}
     * @throws IllegalArgumentException if no such function was counted; the message names what is near
     */
    public long calls(String function) {
        return methods(Function.parse(function)).stream()
                .mapToLong(MethodCounts::entered)
                .sum();
    }

    ClassCounts type(Function function) {
        List<ClassCounts> found = classes.stream()
                .filter(type -> type.name().equals(function.type()))
                .toList();
        if (found.size() == 1) return found.get(0);
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    function.type() + " is loaded in several versions, of which none is meant");
        }
        throw new IllegalArgumentException("no class " + function.type() + " is counted"
                + near(function.type(), classes.stream().map(ClassCounts::name).toList()) + reasons(function.type()));
    }

    List<MethodCounts> methods(Function function) {
        String reasons = reasons(function);
        if (!reasons.isEmpty()) throw new IllegalArgumentException(function + " is not counted" + reasons);
        ClassCounts type = type(function);
        List<MethodCounts> found = type.methods().stream()
                .filter(method -> method.name().equals(function.name()))
                .toList();
        if (!found.isEmpty()) return found;
        throw new IllegalArgumentException(function.type() + " has no method " + function.name() + " with code"
                + near(
                        function.name(),
                        type.methods().stream().map(MethodCounts::name).toList())
                + reasons(function.type()));
    }

    private String reasons(Function function) {
        return join(uncounted.stream()
                .filter(one -> one.className().equals(function.type()))
                .filter(one -> one.method().isEmpty()
                        || one.method().equals(function.name())
                        || one.method().startsWith(function.name() + "("))
                .toList());
    }

    private String reasons(String type) {
        return join(uncounted.stream()
                .filter(one -> type.isEmpty() || one.className().equals(type))
                .limit(NEAREST)
                .toList());
    }

    private static String join(List<Uncounted> reasons) {
        return reasons.stream()
                .map(one -> "; not counted: " + one.className() + (one.method().isEmpty() ? "" : "." + one.method())
                        + ": " + one.reason())
                .collect(Collectors.joining());
    }

    private static String near(String name, java.util.Collection<String> names) {
        List<String> near = Spelling.nearest(name, names, NEAREST);
        return near.isEmpty() ? "" : "; near are " + String.join(", ", near);
    }
}
