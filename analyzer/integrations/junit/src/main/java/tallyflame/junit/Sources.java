package tallyflame.junit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.Stream;
import tallyflame.counts.ClassCounts;

/** Lines of source, looked for where builds have them: below the working folder, its siblings, and {@code tallyflame.source}. */
final class Sources {
    private static final List<String> FOLDERS = List.of(
            "src/main/java", "src/test/java", "src/main/kotlin", "src/test/kotlin", "src/main/scala", "src", "");

    private Sources() {}

    /** The text of a class's source, one line each; empty if it is not found. */
    static List<String> of(ClassCounts type) {
        int dot = type.name().lastIndexOf('.');
        String folder = dot < 0 ? "" : type.name().substring(0, dot).replace('.', '/');
        for (Path root : roots()) {
            Path file = root.resolve(folder).resolve(type.sourceFile());
            try {
                if (Files.isRegularFile(file)) return Files.readAllLines(file);
            } catch (IOException e) {
                // Not readable as text: as good as not there.
            }
        }
        return List.of();
    }

    /** One line without its indentation; empty if it is not known. */
    static String line(List<String> source, int line) {
        return line >= 1 && line <= source.size() ? source.get(line - 1).strip() : "";
    }

    private static List<Path> roots() {
        List<Path> roots = new ArrayList<>();
        for (Object place : Collections.list(
                new StringTokenizer(System.getProperty("tallyflame.source", ""), File.pathSeparator))) {
            roots.add(Path.of((String) place));
        }
        Path here = Path.of("").toAbsolutePath();
        List<Path> modules = new ArrayList<>(List.of(here));
        if (here.getParent() != null) {
            try (Stream<Path> siblings = Files.list(here.getParent())) {
                siblings.filter(path -> Files.isDirectory(path.resolve("src")))
                        .sorted()
                        .forEach(modules::add);
            } catch (IOException e) {
                // The module's own source is enough for most.
            }
        }
        for (Path module : modules) {
            for (String folder : FOLDERS) roots.add(module.resolve(folder));
        }
        return roots;
    }
}
