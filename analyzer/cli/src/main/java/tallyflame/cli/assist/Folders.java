package tallyflame.cli.assist;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import tallyflame.mcp.Tool.RefusedException;

/** The folders that an assistant may read; links that lead out of them lead nowhere. */
final class Folders {
    private static final int DEEPEST = 6;
    private static final int MOST_INPUTS = 200;

    private final List<Path> roots = new ArrayList<>();

    /** With the real paths of some folders. */
    Folders(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            roots.add(folder.toRealPath());
        }
    }

    /**
     * A file or folder in them.
     *
     * @param name absolute, or relative to one of them
     * @throws RefusedException if it is not in any of them, or not there at all, which reads the same from outside
     */
    Path in(String name) throws RefusedException {
        for (Path root : roots) {
            try {
                Path real = root.resolve(name).toRealPath();
                if (roots.stream().anyMatch(real::startsWith)) {
                    return real;
                }
            } catch (IOException | IllegalArgumentException e) {
                // Not in this folder; the next may have it.
            }
        }
        throw new RefusedException(
                name + ": no such file or folder in " + roots + ", which is all that this server reads");
    }

    /** Run directories and recordings in them, newest first, one a line. */
    String inputs() throws RefusedException {
        List<Path> found = new ArrayList<>();
        try {
            for (Path root : roots) {
                Files.walkFileTree(root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, finder(found));
            }
        } catch (IOException e) {
            throw new RefusedException(e.getMessage());
        }
        found.sort((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified()));
        StringBuilder text = new StringBuilder();
        for (Path path : found.subList(0, Math.min(found.size(), MOST_INPUTS))) {
            text.append(path).append(Files.isDirectory(path) ? "    a run\n" : "    a recording\n");
        }
        if (found.size() > MOST_INPUTS) {
            text.append("… and ").append(found.size() - MOST_INPUTS).append(" older ones\n");
        }
        return found.isEmpty() ? "neither runs nor recordings in " + roots + "\n" : text.toString();
    }

    private static SimpleFileVisitor<Path> finder(List<Path> found) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (Files.isRegularFile(folder.resolve("run.json"))) {
                    found.add(folder);
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && file.toString().endsWith(".jfr")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
    }
}
