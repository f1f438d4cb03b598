package tallyflame.analysis.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source root, or a whole project: build output and hidden folders are left out. */
final class SourceFolder extends SourceTree {
    private static final Set<String> NO_SOURCE = Set.of("target", "build", "out", "bin", "node_modules");
    /** Enough for any project; keeps {@code --source /} from walking a whole disk for ever. */
    private static final int MOST_FILES = 500_000;

    private final Path folder;

    SourceFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    Collection<String> list() throws IOException {
        List<String> paths = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                String name = String.valueOf(visited.getFileName());
                boolean skip = !visited.equals(folder) && (name.startsWith(".") || isOutput(visited, name));
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isSource(file.toString())) {
                    paths.add(folder.relativize(file).toString().replace('\\', '/'));
                }
                return ++seen < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) {
                return FileVisitResult.CONTINUE;
            }
        });
        return paths;
    }

    /** A folder of that name is output only next to a build file: packages may be called {@code build} too. */
    private static boolean isOutput(Path visited, String name) {
        Path parent = visited.getParent();
        return NO_SOURCE.contains(name)
                && parent != null
                && (ProjectLayout.hasBuildFile(parent) || name.equals("target"));
    }

    @Override
    Optional<SourceText> read(String path) throws IOException {
        Path file = folder.resolve(path);
        if (!Files.isReadable(file) || Files.size(file) > SourceText.LARGEST) {
            return Optional.empty();
        }
        return Optional.of(SourceText.decode(file.toString(), Files.readAllBytes(file)));
    }
}
