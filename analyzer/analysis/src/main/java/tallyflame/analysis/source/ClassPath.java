package tallyflame.analysis.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tallyflame.recordings.SystemProperties;

/**
 * The class path of a profiled JVM, as it is on disk now.
 *
 * @param entries folders and jars; they may be gone
 * @param javaHome where that JVM is
 */
public record ClassPath(List<Path> entries, Path javaHome) {
    private static final String CLASS_PATH = "java.class.path";
    private static final String HOME = "java.home";

    /** A class file cannot be much larger than its 64 KB methods and constants. */
    private static final int LARGEST = 64 << 20;

    private static final Pattern RELEASE = Pattern.compile("META-INF/versions/\\d+/");

    public ClassPath {
        entries = List.copyOf(entries);
    }

    /** The class path of the JVM that runs this code. */
    public static ClassPath own() {
        return new ClassPath(split(System.getProperty(CLASS_PATH)), Path.of(System.getProperty(HOME)));
    }

    /** No class path, for a program whose class path is unknown; its JDK is taken to be the one that runs this code. */
    public static ClassPath empty() {
        return new ClassPath(List.of(), Path.of(System.getProperty(HOME)));
    }

    /** This class path with further entries behind it. */
    public ClassPath with(Collection<Path> more) {
        Set<Path> all = new LinkedHashSet<>(entries);
        all.addAll(more);
        return new ClassPath(List.copyOf(all), javaHome);
    }

    /**
     * The class path that the profiled JVM wrote into one of its recordings, as the JDK and async-profiler both make it do;
     * empty if none of them has it or none can be read.
     */
    public static Optional<ClassPath> recorded(Collection<Path> recordings) {
        for (Path recording : recordings) {
            try {
                Map<String, String> properties = SystemProperties.read(recording, Set.of(CLASS_PATH, HOME));
                String classPath = properties.get(CLASS_PATH);
                if (classPath != null) {
                    String home = properties.getOrDefault(HOME, System.getProperty(HOME));
                    return Optional.of(new ClassPath(split(classPath), Path.of(home)));
                }
            } catch (IOException | RuntimeException e) {
                // The reader of recordings reports what is broken in them; another may still have the properties.
            }
        }
        return Optional.empty();
    }

    /** All class files of a name: of every entry and, in jars for several releases, of every release; empty if there is none. */
    public Map<String, List<byte[]>> classFiles(Collection<String> classNames) throws IOException {
        Map<String, List<byte[]>> found = new LinkedHashMap<>();
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                for (String name : classNames) {
                    Path file = entry.resolve(fileName(name));
                    if (Files.isRegularFile(file)) {
                        add(found, name, Files.readAllBytes(file));
                    }
                }
            } else if (Files.isRegularFile(entry)) {
                try {
                    addFromJar(found, entry, classNames);
                } catch (ZipException e) {
                    // No JVM takes classes from it either.
                }
            }
        }
        return found;
    }

    private static void addFromJar(Map<String, List<byte[]>> found, Path jar, Collection<String> classNames)
            throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Set<String> prefixes = new LinkedHashSet<>(List.of(""));
            zip.stream()
                    .map(entry -> RELEASE.matcher(entry.getName()))
                    .filter(Matcher::lookingAt)
                    .forEach(release -> prefixes.add(release.group()));
            for (String name : classNames) {
                for (String prefix : prefixes) {
                    ZipEntry entry = zip.getEntry(prefix + fileName(name));
                    if (entry != null) {
                        try (InputStream in = zip.getInputStream(entry)) {
                            add(found, name, in.readNBytes(LARGEST));
                        }
                    }
                }
            }
        }
    }

    private static void add(Map<String, List<byte[]>> found, String name, byte[] bytes) {
        found.computeIfAbsent(name, key -> new ArrayList<>()).add(bytes);
    }

    private static String fileName(String className) {
        return className.replace('.', '/') + ".class";
    }

    private static List<Path> split(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }
}
