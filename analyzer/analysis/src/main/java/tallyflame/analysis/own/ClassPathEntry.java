package tallyflame.analysis.own;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * A folder or jar of a class path, as it is on disk now.
 *
 * @param path the folder or jar
 * @param classes names of the classes of a jar, with slashes; of a folder none, which is looked into when it is asked
 */
record ClassPathEntry(Path path, Set<String> classes) {
    /** Where package managers keep what they fetched, and application servers what they were given. */
    private static final Pattern REPOSITORY = Pattern.compile(
            "/(\\.m2/repository|\\.gradle/caches|\\.ivy2|coursier|(WEB|BOOT)-INF/lib|usr/share/(java|maven[^/]*))/");

    /** Where distributions and builds put the jars that a program needs. */
    private static final Set<String> LIBRARIES = Set.of("lib", "dependency", "dependencies", "ext");

    /** Where the classes of a program are in its jar, if not at the top. */
    private static final Pattern CLASS =
            Pattern.compile("(META-INF/versions/\\d+/|BOOT-INF/classes/|WEB-INF/classes/)?(.*)\\.class");

    static ClassPathEntry read(Path path) {
        Set<String> classes = new HashSet<>();
        if (Files.isRegularFile(path)) {
            try (ZipFile zip = new ZipFile(path.toFile())) {
                zip.stream().forEach(entry -> {
                    Matcher name = CLASS.matcher(entry.getName());
                    if (name.matches()) {
                        classes.add(name.group(2));
                    }
                });
            } catch (IOException e) {
                // No JVM takes classes from it either.
            }
        }
        return new ClassPathEntry(path, classes);
    }

    /** Whether a class, by its name with slashes and without nested ones, is in it. */
    boolean has(String className) {
        try {
            return classes.contains(className) || Files.isRegularFile(path.resolve(className + ".class"));
        } catch (InvalidPathException e) {
            return false; // a name in a recording may hold anything
        }
    }

    /** Whether a path is that of a jar that was fetched from a repository. */
    static boolean isFetched(Path path) {
        return REPOSITORY.matcher(path.toString().replace('\\', '/')).find() || isInMavenLayout(path);
    }

    /** Whether a path is that of a jar that is a library, as far as paths tell: fetched, or in a folder of libraries. */
    static boolean isLibrary(Path path) {
        Path folder = path.getParent();
        return isFetched(path)
                || (folder != null
                        && folder.getFileName() != null
                        && path.toString().endsWith(".jar")
                        && LIBRARIES.contains(folder.getFileName().toString()));
    }

    /** Repositories of Maven may be anywhere, but their files are all called {@code …/artifact/version/artifact-version.jar}. */
    private static boolean isInMavenLayout(Path path) {
        int names = path.getNameCount();
        return names > 3
                && path.getFileName().toString().startsWith(path.getName(names - 3) + "-" + path.getName(names - 2));
    }

    /** Some paths, and what the manifests of jars among them name as further ones: launchers give long class paths so. */
    static Set<Path> withManifests(List<Path> paths) {
        Set<Path> all = new LinkedHashSet<>();
        for (Path path : paths) {
            all.add(path);
            if (path.toString().endsWith(".jar")) {
                all.addAll(named(path));
            }
        }
        return all;
    }

    private static List<Path> named(Path jar) {
        String names = Program.attributes(jar).getValue(Attributes.Name.CLASS_PATH);
        List<Path> paths = new ArrayList<>();
        for (String name : names == null ? new String[0] : names.trim().split(" +")) {
            try {
                URI uri = jar.toAbsolutePath().toUri().resolve(name);
                paths.add(Path.of(uri));
            } catch (IllegalArgumentException | FileSystemNotFoundException e) {
                // not a file: no JVM on this machine would find it there
            }
        }
        return paths;
    }
}
