package tallyflame.analysis.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the projects of Maven and Gradle keep their sources, seen from what they built. */
final class ProjectLayout {
    private static final Set<String> OUTPUT = Set.of("target", "build");
    private static final List<String> BUILD_FILES = List.of(
            "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "build.sbt");

    private ProjectLayout() {}

    /** Whether a folder is the root of a project or of one of its modules. */
    static boolean hasBuildFile(Path folder) {
        return BUILD_FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    /** The module whose build wrote a class folder or jar ({@code target/classes}, {@code build/libs/x.jar}), if any did. */
    static Optional<Path> moduleOf(Path classPathEntry) {
        for (Path folder = classPathEntry.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path name = folder.getFileName();
            Path parent = folder.getParent();
            if (name != null && parent != null && OUTPUT.contains(name.toString()) && hasBuildFile(parent)) {
                return Optional.of(parent);
            }
        }
        return Optional.empty();
    }

    /** The outermost project that a module belongs to: the highest folder of an unbroken chain, one gap allowed, with build files. */
    static Path projectOf(Path module) {
        Path project = module;
        Path folder = module.getParent();
        for (int gap = 0; folder != null && gap <= 1; folder = folder.getParent()) {
            boolean isProject = hasBuildFile(folder);
            project = isProject ? folder : project;
            gap = isProject ? 0 : gap + 1;
        }
        return project;
    }
}
