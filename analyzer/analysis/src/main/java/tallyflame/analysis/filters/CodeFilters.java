package tallyflame.analysis.filters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.outcomes.CountedClass;
import tallyflame.analysis.source.ClassPath;
import tallyflame.counts.ClassCounts;

/**
 * Which code that compilers made is left out of counts: the way into this package.
 *
 * @param kinds kinds of code; none leaves everything in
 * @param classes folders and jars with class files, besides the class path of what ran
 */
public record CodeFilters(List<CompilerCode> kinds, List<Path> classes) {
    /** Leaves everything in. */
    public static final CodeFilters NONE = new CodeFilters(List.of(), List.of());

    /**
     * Counts without what was left out.
     *
     * @param classes in their order; those that nothing is left of are not among them
     * @param ledger what was left out, empty where nothing was to be
     */
    public record Filtered(List<ClassCounts> classes, Optional<FilterLedger> ledger) {}

    public CodeFilters {
        kinds = List.copyOf(kinds);
        classes = List.copyOf(classes);
    }

    /**
     * Leaves it out. What stays keeps its counts.
     *
     * @param classPath of what ran, as far as it is known
     * @throws IOException if a class file cannot be read
     */
    public Filtered of(List<ClassCounts> counted, ClassPath classPath) throws IOException {
        if (kinds.isEmpty()) {
            return new Filtered(counted, Optional.empty());
        }
        Map<String, List<byte[]>> files = classPath
                .with(classes)
                .classFiles(counted.stream().map(ClassCounts::name).distinct().toList());
        List<ClassCounts> left = new ArrayList<>();
        FilterLedger ledger = new FilterLedger(kinds, 0, 0, 0, List.of(), List.of());
        for (ClassCounts type : counted) {
            Optional<ClassFilter> filter = CountedClass.find(type, files.getOrDefault(type.name(), List.of()))
                    .map(found -> new ClassFilter(found.node(), kinds));
            ClassCounts rest = filter.map(found -> found.left(type)).orElse(type);
            if (!rest.methods().isEmpty()) {
                left.add(rest);
            }
            ledger = ledger.plus(new FilterLedger(
                    kinds,
                    type.methods().size() - rest.methods().size(),
                    lines(type) - lines(rest),
                    outcomes(type) - outcomes(rest),
                    filter.isEmpty() ? List.of(type.name()) : List.of(),
                    filter.map(ClassFilter::refused).orElse(List.of())));
        }
        return new Filtered(left, Optional.of(ledger));
    }

    private static int lines(ClassCounts type) {
        return type.methods().stream().mapToInt(method -> method.lines().size()).sum();
    }

    private static int outcomes(ClassCounts type) {
        return type.methods().stream()
                .flatMap(method -> method.branches().stream())
                .mapToInt(branch -> branch.outcomes().size())
                .sum();
    }
}
