package tallyflame.analysis.lines;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tallyflame.counts.Glob;

/**
 * Which methods a table is about. A class pattern is matched against the class and the classes around it, by its full or
 * simple name: {@code *} stands for anything but a dot, {@code **} for anything. A method pattern also selects the
 * lambdas that stand in the method.
 *
 * @param classes patterns, any of which must match; empty for all
 * @param methods patterns, any of which must match; empty for all
 */
public record MethodFilter(List<String> classes, List<String> methods) {
    /** Every method. */
    public static final MethodFilter ALL = new MethodFilter(List.of(), List.of());

    public MethodFilter {
        classes = List.copyOf(classes);
        methods = List.copyOf(methods);
    }

    /** Whether classes or methods were named at all. */
    public boolean selects() {
        return !classes.isEmpty() || !methods.isEmpty();
    }

    /** The filter with its patterns compiled; takes class and method name of a method. */
    Predicate<MethodLines> compiled() {
        List<Pattern> classPatterns = patterns(classes);
        List<Pattern> methodPatterns = patterns(methods);
        return method -> matches(classPatterns, methodPatterns, method.className(), method.methodName());
    }

    /** Whether a method of a class is selected. */
    public boolean matches(String className, String methodName) {
        List<Pattern> classPatterns = patterns(classes);
        List<Pattern> methodPatterns = patterns(methods);
        return matches(classPatterns, methodPatterns, className, methodName);
    }

    private static boolean matches(
            List<Pattern> classPatterns, List<Pattern> methodPatterns, String className, String methodName) {
        return (classPatterns.isEmpty() || matchesClass(classPatterns, className))
                && (methodPatterns.isEmpty() || matchesMethod(methodPatterns, methodName));
    }

    private static boolean matchesClass(List<Pattern> patterns, String className) {
        for (String name = className; ; name = name.substring(0, name.lastIndexOf('$'))) {
            String full = name;
            String simple = name.substring(name.lastIndexOf('.') + 1);
            if (patterns.stream()
                    .anyMatch(
                            p -> p.matcher(full).matches() || p.matcher(simple).matches())) {
                return true;
            }
            if (name.lastIndexOf('$') <= name.lastIndexOf('.') + 1) {
                return false;
            }
        }
    }

    private static boolean matchesMethod(List<Pattern> patterns, String methodName) {
        String around = MethodLines.surrounding(methodName);
        return patterns.stream()
                .anyMatch(p ->
                        p.matcher(methodName).matches() || p.matcher(around).matches());
    }

    private static List<Pattern> patterns(List<String> globs) {
        return globs.stream().map(Glob::regex).map(Pattern::compile).toList();
    }
}
