package tallyflame.analysis.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tallyflame.counts.code.DeclaredLines;

/**
 * Where lambdas and anonymous classes are declared, whose names are only numbers, as the class files of the profiled program say. Only for
 * people to read: what is compared or stored goes by the names in the recording.
 */
public final class Declarations {
    /** For where nothing is to be looked up. */
    public static final Declarations NONE = new Declarations(ClassPath::empty);

    private static final Pattern LAMBDA = Pattern.compile("(.+)\\.(lambda\\$.*\\$\\d+)");

    /** A class whose name ends in a number, perhaps with a method. */
    private static final Pattern ANONYMOUS = Pattern.compile("(.+\\$\\d+)(?:\\.[^.$]+)?");

    private final Supplier<ClassPath> classPath;

    /**
     * Looks into a class path when first asked.
     *
     * @param classPath of the profiled program
     */
    public Declarations(Supplier<ClassPath> classPath) {
        this.classPath = classPath;
    }

    /** What a name is about: a class, and in it a lambda's body or, where that is empty, an anonymous class. */
    private record Declared(List<String> outer, String lambda, String anonymous) {
        /** Where it is declared, as one of the outer classes says, the nearest that does. */
        Optional<String> in(Map<String, DeclaredLines> classes) {
            for (String name : outer) {
                DeclaredLines lines = classes.get(name);
                if (lines != null && !lines.file().isEmpty()) {
                    Integer line = lambda.isEmpty()
                            ? lines.classes().get(anonymous)
                            : lines.lambdas().get(lambda);
                    if (line != null) {
                        return Optional.of(lines.file() + ":" + line);
                    }
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Where functions are declared that are lambdas or of anonymous classes.
     *
     * @param functions names such as {@code pkg.Class.method}, or of classes
     * @return file and line such as {@code Main.java:12} by name, for those that are found
     */
    public Map<String, String> of(Collection<String> functions) {
        Map<String, Declared> wanted = new LinkedHashMap<>();
        for (String function : functions) {
            Matcher lambda = LAMBDA.matcher(function);
            Matcher anonymous = ANONYMOUS.matcher(function);
            if (lambda.matches()) {
                wanted.put(function, new Declared(List.of(lambda.group(1)), lambda.group(2), ""));
            } else if (anonymous.matches()) {
                wanted.put(function, new Declared(around(anonymous.group(1)), "", anonymous.group(1)));
            }
        }
        Map<String, DeclaredLines> classes = wanted.isEmpty() ? Map.of() : read(wanted.values());
        Map<String, String> found = new LinkedHashMap<>();
        wanted.forEach((function, declared) -> declared.in(classes).ifPresent(place -> found.put(function, place)));
        return found;
    }

    /** The classes that a class may be declared in by its name, the nearest first. */
    private static List<String> around(String className) {
        List<String> outer = new ArrayList<>();
        for (int end = className.lastIndexOf('$'); end > 0; end = className.lastIndexOf('$', end - 1)) {
            outer.add(className.substring(0, end));
        }
        return outer;
    }

    private Map<String, DeclaredLines> read(Collection<Declared> wanted) {
        Set<String> names = new LinkedHashSet<>();
        wanted.forEach(declared -> names.addAll(declared.outer()));
        Map<String, DeclaredLines> lines = new LinkedHashMap<>();
        try {
            classPath.get().classFiles(names).forEach((name, files) -> {
                // Where releases of a class differ, nobody knows which one ran.
                List<DeclaredLines> distinct =
                        files.stream().map(DeclaredLines::of).distinct().toList();
                if (distinct.size() == 1) {
                    lines.put(name, distinct.get(0));
                }
            });
        } catch (IOException | RuntimeException e) {
            // The class path of a recording may be anything by now; names are then as they are.
            return Map.of();
        }
        return lines;
    }
}
