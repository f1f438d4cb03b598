package tallyflame.analysis.counts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.Glob;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.CountFile;
import tallyflame.recordings.InputException;

/** The classes that were to be counted and that no JVM has loaded: without them, totals are those of the loaded classes only. */
public final class NeverLoaded {
    private NeverLoaded() {}

    /**
     * Tells which classes were to be counted in any of the JVMs: others may have run, and nobody knows how often.
     *
     * @throws InputException if a file does not say
     */
    public static Predicate<String> asked(Map<Path, CountFile> counts) throws InputException {
        List<List<Glob>> asked = new ArrayList<>();
        for (Map.Entry<Path, CountFile> file : counts.entrySet()) {
            asked.add(file
                    .getValue()
                    .asked()
                    .orElseThrow(() -> new InputException(
                            file.getKey(),
                            "an earlier version wrote it and it does not say which classes were to be counted; "
                                    + "record the counts again to use --classes"))
                    .stream()
                    .map(Glob::parse)
                    .toList());
        }
        return name -> asked.stream().anyMatch(globs -> Glob.select(globs, name));
    }

    /** Whether in all JVMs only what carries {@code @Profiled} was to be counted. */
    public static boolean annotatedOnly(Iterable<CountFile> counts) {
        for (CountFile file : counts) {
            if (Glob.anyIncludes(
                    file.asked().orElse(List.of()).stream().map(Glob::parse).toList())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The classes that no JVM has loaded.
     *
     * @param classes that could have been counted
     * @param counted the classes that were
     * @param counts the files of the JVMs
     * @throws InputException if a class was counted in another version
     */
    public static List<ClassCounts> of(
            List<ClassCounts> classes, List<ClassCounts> counted, Map<Path, CountFile> counts) throws InputException {
        Map<String, List<ClassCounts>> byName = new HashMap<>();
        counted.forEach(known ->
                byName.computeIfAbsent(known.name(), name -> new ArrayList<>()).add(known));
        Set<String> refused = new HashSet<>();
        counts.values().forEach(file -> file.uncounted().stream()
                .filter(entry -> entry.method().isEmpty())
                .map(Uncounted::className)
                .forEach(refused::add));
        List<ClassCounts> never = new ArrayList<>();
        for (ClassCounts type : classes) {
            List<ClassCounts> known = byName.get(type.name());
            if (known == null && !refused.contains(type.name())) {
                never.add(type);
            } else if (known != null && known.stream().noneMatch(other -> other.identity() == type.identity())) {
                throw new InputException(
                        counts.keySet().iterator().next(),
                        "--classes has another version of " + type.name()
                                + " than was counted; name the classes that ran, or record the counts again");
            }
        }
        return never;
    }
}
