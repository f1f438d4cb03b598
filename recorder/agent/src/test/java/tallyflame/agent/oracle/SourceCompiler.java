package tallyflame.agent.oracle;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** The compilers whose class files the agent is tested on; both write full debug tables. */
public enum SourceCompiler {
    JAVAC {
        @Override
        boolean compile(String[] arguments, PrintWriter messages) {
            return ToolProvider.findFirst("javac").orElseThrow().run(messages, messages, arguments) == 0;
        }
    },
    ECJ {
        @Override
        boolean compile(String[] arguments, PrintWriter messages) {
            return BatchCompiler.compile(arguments, messages, messages, null);
        }
    };

    abstract boolean compile(String[] arguments, PrintWriter messages);

    /**
     * Compiles one program.
     *
     * @param release the Java version
     * @param sources source text by binary name of the public class
     * @param folder gets {@code src} and {@code classes}
     * @param classpath jars and folders that the program needs
     * @return class files by binary name
     */
    public Map<String, byte[]> compile(int release, Map<String, String> sources, Path folder, Object... classpath)
            throws IOException {
        Path classes = folder.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-g", "-proc:none", "-nowarn"));
        arguments.addAll(List.of("--release", Integer.toString(release), "-d", classes.toString()));
        if (classpath.length > 0) {
            String separator = System.getProperty("path.separator");
            arguments.add("-cp");
            arguments.add(Stream.of(classpath).map(Object::toString).collect(Collectors.joining(separator)));
        }
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        StringWriter messages = new StringWriter();
        if (!compile(arguments.toArray(new String[0]), new PrintWriter(messages, true))) {
            throw new IllegalArgumentException(this + ": " + messages);
        }
        return read(classes);
    }

    /** The class files under a folder, by binary name. */
    public static Map<String, byte[]> read(Path classes) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.');
                found.put(name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
            }
        }
        return found;
    }
}
