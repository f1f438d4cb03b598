package tallyflame.analysis.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder or an archive that holds source files at any depth. Its file names are listed once, at the first question. Not
 * safe for use by several threads.
 */
abstract class SourceTree {
    /** Holds nothing. */
    static final SourceTree EMPTY = new SourceTree() {
        @Override
        Collection<String> list() {
            return List.of();
        }

        @Override
        Optional<SourceText> read(String path) {
            return Optional.empty();
        }
    };

    private static final Set<String> LANGUAGES = Set.of("java", "kt", "scala", "groovy");

    /** Paths with {@code /} by file name; null before the first question. */
    private Map<String, List<String>> byName;

    /**
     * The texts of a class's source file, best first: those whose folder is the package's, then those that name the
     * package in their text (Kotlin and Scala allow other folders). Empty if there is none.
     *
     * @param packageName dotted, or empty
     * @param fileName without folder
     */
    List<SourceText> find(String packageName, String fileName) throws IOException {
        Collection<String> paths = byName().getOrDefault(fileName, List.of());
        String suffix = packageName.isEmpty() ? fileName : packageName.replace('.', '/') + "/" + fileName;
        List<String> exact = paths.stream()
                .filter(path -> path.equals(suffix) || path.endsWith("/" + suffix))
                .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
                .toList();
        if (!exact.isEmpty()) {
            return readAll(exact);
        }
        Pattern declaration = Pattern.compile("package\\s+" + Pattern.quote(packageName) + "\\s*;?\\s*");
        return readAll(paths).stream()
                .filter(text -> text.lines().stream()
                        .anyMatch(line -> declaration.matcher(line.strip()).matches()))
                .toList();
    }

    /** Paths, relative to the tree and with {@code /}, of all files in it that {@link #isSource} accepts. */
    abstract Collection<String> list() throws IOException;

    /** Reads one of the listed files; empty if it is gone, unreadable or larger than {@link SourceText#LARGEST}. */
    abstract Optional<SourceText> read(String path) throws IOException;

    /** Whether a file's ending is that of a language whose compiler writes class files. */
    static boolean isSource(String path) {
        int dot = path.lastIndexOf('.');
        return dot >= 0 && LANGUAGES.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private List<SourceText> readAll(Collection<String> paths) throws IOException {
        List<SourceText> texts = new ArrayList<>();
        for (String path : paths) {
            read(path).ifPresent(texts::add);
        }
        return texts;
    }

    private Map<String, List<String>> byName() throws IOException {
        if (byName == null) {
            Map<String, List<String>> map = new HashMap<>();
            for (String path : list()) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                map.computeIfAbsent(name, key -> new ArrayList<>()).add(path);
            }
            byName = map;
        }
        return byName;
    }

    /** Main sources before tests, which may hold doubles of the same name. */
    private static int rank(String path) {
        return path.contains("/test/") || path.startsWith("test/") ? 1 : 0;
    }
}
