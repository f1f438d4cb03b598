package tallyflame.agent.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tallyflame.agent.oracle.AgentJvm;

/** The jars that the build has copied for the tests, by the beginning of their name. */
public final class Library {
    private static final Path FOLDER = AgentJvm.origin(Library.class).resolveSibling("libraries");

    private Library() {}

    /** The one jar whose name is the artifact's, a version and, if given, a classifier. */
    public static Path jar(String artifact, String classifier) throws IOException {
        String end = classifier.isEmpty() ? "" : "-" + classifier;
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> found = files.filter(
                            path -> path.getFileName().toString().matches(artifact + "-[0-9.]+" + end + "\\.jar"))
                    .toList();
            if (found.size() != 1) {
                throw new IOException(FOLDER + " has not one but " + found + " for " + artifact);
            }
            return found.get(0).toAbsolutePath();
        }
    }

    public static Path jar(String artifact) throws IOException {
        return jar(artifact, "");
    }

    /** The class path of commons-codec with its own tests. */
    public static Object[] codecWithTests() throws IOException {
        return new Object[] {
            jar("junit-platform-console-standalone"),
            jar("commons-codec"),
            jar("commons-codec", "tests"),
            jar("commons-lang3"),
            jar("commons-io")
        };
    }

    /**
     * Command line that runs commons-codec's tests and writes a report into a folder.
     *
     * @param classes regular expression of the test classes' names within the library's package
     */
    public static String[] codecTests(Path reports, String classes) throws IOException {
        return new String[] {
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--details=none",
            "--disable-banner",
            "--reports-dir=" + reports,
            "--scan-classpath=" + jar("commons-codec", "tests"),
            "--include-classname=org\\.apache\\.commons\\.codec\\." + classes
        };
    }
}
