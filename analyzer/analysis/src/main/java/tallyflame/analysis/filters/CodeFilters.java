package tallyflame.analysis.filters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import tallyflame.analysis.source.ClassPath;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.ClassIdentity;

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
            Optional<ClassFilter> filter =
                    find(type, files.getOrDefault(type.name(), List.of())).map(node -> new ClassFilter(node, kinds));
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

    /** The class file of the very class that was counted. */
    private static Optional<ClassNode> find(ClassCounts type, List<byte[]> files) {
        for (byte[] bytes : files) {
            try {
                ClassNode node = new ClassNode();
                new ClassReader(bytes).accept(node, 0);
                if (ClassIdentity.of(node) == type.identity()) {
                    return Optional.of(node);
                }
            } catch (IllegalArgumentException e) {
                // A version of the class for JVMs that are newer than this library: the counted one was readable.
            }
        }
        return Optional.empty();
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
