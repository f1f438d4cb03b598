package tallyflame.analysis.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the source text of classes. Looks, in this order, in the folders and archives that the user named, in the project
 * whose build wrote the class path, in the sources jars next to the jars of the class path, in the JDK's {@code src.zip},
 * and in every sources jar of the local Maven repository. A place is listed only when all places before it had nothing.
 * Not safe for use by several threads.
 */
public final class SourceFinder {
    private record Query(String packageName, String fileName) {}

    /** The places in order of preference. */
    private final Map<Path, SourceTree> places = new LinkedHashMap<>();

    /** Places that the user named: unlike the others they must be readable. */
    private final Set<Path> named;

    /** Places that hold copies, made when the classes ran, of source that may still be elsewhere. */
    private final Set<Path> kept;

    /** Locations whose text is the same as that of a copy. */
    private final Set<String> unchanged = new HashSet<>();

    private final Path mavenRepository;
    private boolean repositoryListed;
    private final Map<Query, List<SourceText>> found = new HashMap<>();

    private SourceFinder(Set<Path> places, Set<Path> named, Set<Path> kept, Path mavenRepository) {
        places.forEach(place -> this.places.put(place, tree(place)));
        this.named = named;
        this.kept = kept;
        this.mavenRepository = mavenRepository;
    }

    /**
     * A finder for the classes of one run.
     *
     * @param named what the user named; each must exist
     * @param kept folders of copies that were made when the classes ran; where the source is unchanged it is found in its own place
     * @param classPath folders and jars that the profiled JVM had; missing ones are passed over
     * @param javaHome of the profiled JVM
     * @throws IOException if a named folder or archive does not exist
     */
    public static SourceFinder of(List<Path> named, List<Path> kept, List<Path> classPath, Path javaHome)
            throws IOException {
        return of(named, kept, classPath, javaHome, localRepository());
    }

    static SourceFinder of(List<Path> named, List<Path> kept, List<Path> classPath, Path javaHome, Path mavenRepository)
            throws IOException {
        Set<Path> places = new LinkedHashSet<>();
        for (Path place : named) {
            if (!Files.exists(place)) {
                throw new IOException(place + ": no such folder or archive of sources");
            }
            places.add(place);
        }
        places.addAll(kept);
        List<Path> modules = classPath.stream()
                .flatMap(entry -> ProjectLayout.moduleOf(entry).stream())
                .distinct()
                .toList();
        places.addAll(modules);
        modules.forEach(module -> places.add(ProjectLayout.projectOf(module)));
        classPath.stream()
                .map(SourceFinder::sourcesBeside)
                .flatMap(Optional::stream)
                .forEach(places::add);
        Stream.of(javaHome.resolve("lib/src.zip"), javaHome.resolve("src.zip"))
                .filter(Files::isReadable)
                .forEach(places::add);
        return new SourceFinder(places, Set.copyOf(named), Set.copyOf(kept), mavenRepository);
    }

    /** {@code -Dmaven.repo.local}, or the folder that Maven uses without it. */
    private static Path localRepository() {
        String set = System.getProperty("maven.repo.local");
        return set != null ? Path.of(set) : Path.of(System.getProperty("user.home"), ".m2", "repository");
    }

    private static Optional<Path> sourcesBeside(Path jar) {
        String name = String.valueOf(jar.getFileName());
        return name.endsWith(".jar")
                ? Optional.of(jar.resolveSibling(name.substring(0, name.length() - 4) + "-sources.jar"))
                        .filter(Files::isReadable)
                : Optional.empty();
    }

    /**
     * The source text of a class, or empty. Of several the first that is long enough is taken; if none is, the first, and
     * then it does not match the class.
     *
     * @param className dotted binary name
     * @param sourceFile the class file's SourceFile attribute, or null to guess from the class name
     * @param lastLine largest line that the class has, 0 if not known
     * @throws IOException if an archive that the user named is no archive
     */
    public Optional<SourceText> find(String className, String sourceFile, int lastLine) throws IOException {
        int dot = className.lastIndexOf('.');
        String packageName = dot < 0 ? "" : className.substring(0, dot);
        Optional<SourceText> tooShort = Optional.empty();
        for (String fileName : fileNames(className.substring(dot + 1), sourceFile)) {
            List<SourceText> texts = texts(new Query(packageName, fileName));
            Optional<SourceText> match = texts.stream()
                    .filter(text -> text.lines().size() >= lastLine)
                    .findFirst();
            if (match.isPresent()) {
                return match;
            }
            tooShort = tooShort.isPresent() ? tooShort : texts.stream().findFirst();
        }
        return tooShort;
    }

    /** A class without the attribute may be in a file of its outermost class's name, in any language. */
    private static List<String> fileNames(String simpleName, String sourceFile) {
        if (sourceFile != null && !sourceFile.isEmpty()) {
            return List.of(sourceFile);
        }
        int dollar = simpleName.indexOf('$', 1);
        String outer = dollar < 0 ? simpleName : simpleName.substring(0, dollar);
        List<String> names = new ArrayList<>(List.of(outer + ".java", outer + ".kt", outer + ".scala"));
        if (outer.endsWith("Kt")) {
            names.add(outer.substring(0, outer.length() - 2) + ".kt");
        }
        return names;
    }

    private List<SourceText> texts(Query query) throws IOException {
        List<SourceText> known = found.get(query);
        if (known == null) {
            known = search(query);
            found.put(query, known);
        }
        return known;
    }

    private List<SourceText> search(Query query) throws IOException {
        List<SourceText> texts = searchPlaces(query);
        if (texts.isEmpty() && !repositoryListed) {
            repositoryListed = true;
            listRepository();
            texts = searchPlaces(query);
        }
        return texts;
    }

    private List<SourceText> searchPlaces(Query query) throws IOException {
        for (Map.Entry<Path, SourceTree> place : places.entrySet()) {
            List<SourceText> texts = ask(place, query);
            if (!texts.isEmpty()) {
                return kept.contains(place.getKey()) ? originals(texts, query) : texts;
            }
        }
        return List.of();
    }

    /** The text in its own place if it is still the same as the copy, so that whoever opens it edits the source and not the copy. */
    private List<SourceText> originals(List<SourceText> copies, Query query) throws IOException {
        for (Map.Entry<Path, SourceTree> place : places.entrySet()) {
            List<SourceText> texts = kept.contains(place.getKey()) ? List.of() : ask(place, query);
            if (!texts.isEmpty()) {
                boolean same = texts.get(0).lines().equals(copies.get(0).lines());
                if (same) {
                    unchanged.add(texts.get(0).location());
                }
                return same ? texts.subList(0, 1) : copies;
            }
        }
        return copies;
    }

    /** Whether a text that was found here is certainly what the classes were made of: named by the user, or kept when they ran. */
    public boolean isCertain(SourceText text) {
        return unchanged.contains(text.location())
                || Stream.concat(named.stream(), kept.stream())
                        .anyMatch(place -> text.location().startsWith(place.toString()));
    }

    /** A broken jar that nobody asked for is ignored. */
    private List<SourceText> ask(Map.Entry<Path, SourceTree> place, Query query) throws IOException {
        try {
            return place.getValue().find(query.packageName(), query.fileName());
        } catch (IOException e) {
            if (named.contains(place.getKey())) {
                throw e;
            }
            place.setValue(SourceTree.EMPTY);
            return List.of();
        }
    }

    private static SourceTree tree(Path place) {
        return Files.isDirectory(place) ? new SourceFolder(place) : new SourceArchive(place);
    }

    /** Newest version last in the alphabet is good enough: which version the class came from is not known here. */
    private void listRepository() throws IOException {
        if (!Files.isDirectory(mavenRepository)) {
            return;
        }
        try (Stream<Path> files = Files.find(
                mavenRepository, 16, (file, attributes) -> file.toString().endsWith("-sources.jar"))) {
            files.sorted(Comparator.reverseOrder())
                    .filter(file -> !places.containsKey(file))
                    .toList()
                    .forEach(file -> places.put(file, tree(file)));
        }
    }
}
