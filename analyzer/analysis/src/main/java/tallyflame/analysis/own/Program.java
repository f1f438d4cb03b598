package tallyflame.analysis.own;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import tallyflame.recordings.SystemProperties;

/**
 * How a profiled JVM was started, as it wrote that into its recording.
 *
 * @param mainClass class with the method {@code main}; empty if that is not known
 * @param entries folders and jars of class path and module path; they may be gone
 */
record Program(String mainClass, List<Path> entries) {
    private static final String COMMAND = "sun.java.command";
    private static final String CLASS_PATH = "java.class.path";
    private static final String MODULE_PATH = "jdk.module.path";

    /** Runs a file of source; the class path says nothing about it. */
    private static final String SOURCE_LAUNCHER = "com.sun.tools.javac.launcher.";

    Program {
        entries = List.copyOf(entries);
    }

    /** What a recording says; empty if it says nothing or cannot be read, which others report. */
    static Optional<Program> of(Path recording) {
        try {
            Map<String, String> properties = SystemProperties.read(recording, Set.of(COMMAND, CLASS_PATH, MODULE_PATH));
            return of(
                    properties.getOrDefault(COMMAND, ""),
                    properties.getOrDefault(CLASS_PATH, ""),
                    properties.getOrDefault(MODULE_PATH, ""));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The program of a command line without options of the JVM: {@code Main a b}, {@code app.jar a b} or {@code module/Main a b}. */
    static Optional<Program> of(String command, String classPath, String modulePath) {
        if (command.isEmpty() && classPath.isEmpty() && modulePath.isEmpty()) {
            return Optional.empty();
        }
        List<Path> entries = new ArrayList<>(split(modulePath));
        entries.addAll(split(classPath));
        return Optional.of(new Program(mainClass(command, classPath), entries));
    }

    private static String mainClass(String command, String classPath) {
        if (!classPath.isEmpty() && (command + " ").startsWith(classPath + " ") && classPath.endsWith(".jar")) {
            return mainOfJar(Path.of(classPath));
        }
        String[] words = command.split(" ", 3);
        String name = words[0].substring(words[0].indexOf('/') + 1);
        if (name.startsWith(SOURCE_LAUNCHER) && words.length > 1) {
            String file = words[1].substring(words[1].lastIndexOf('/') + 1);
            return file.endsWith(".java") ? file.substring(0, file.length() - ".java".length()) : "";
        }
        return name.endsWith(".jar") ? "" : name;
    }

    private static String mainOfJar(Path jar) {
        Attributes main = attributes(jar);
        String start = main.getValue("Start-Class"); // what the launcher of Spring Boot starts
        String name = start == null ? main.getValue(Attributes.Name.MAIN_CLASS) : start;
        return name == null ? "" : name.trim();
    }

    /** The main attributes of a jar's manifest; none if it has none or cannot be read. */
    static Attributes attributes(Path jar) {
        if (Files.isRegularFile(jar)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                Manifest manifest = file.getManifest();
                return manifest == null ? new Attributes() : manifest.getMainAttributes();
            } catch (IOException e) {
                // No JVM takes anything from it either.
            }
        }
        return new Attributes();
    }

    private static List<Path> split(String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }
}
