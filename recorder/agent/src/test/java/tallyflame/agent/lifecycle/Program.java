package tallyflame.agent.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.SourceCompiler;
import tallyflame.counts.LineHits;
import tallyflame.counts.file.CountFile;

/**
 * A program of the test resources, compiled.
 *
 * @param className binary name of its main class
 * @param lines its source
 * @param classes folder of its class files
 */
record Program(String className, List<String> lines, Path classes) {

    static Program compile(String name, int release, Path folder, Object... classpath) throws IOException {
        String text = Files.readString(
                AgentJvm.origin(Program.class).resolve("programs").resolve(name + ".java"));
        String className = "programs." + name;
        SourceCompiler.JAVAC.compile(release, Map.of(className, text), folder, classpath);
        return new Program(className, text.lines().toList(), folder.resolve("classes"));
    }

    /** Hits of the one line that contains a text, such as its comment. */
    long hits(CountFile counts, String text) {
        List<String> found = lines.stream().filter(line -> line.contains(text)).toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " lines contain " + text);
        }
        int number = lines.indexOf(found.get(0)) + 1;
        return counts.classes().stream()
                .filter(type -> type.name().equals(className))
                .flatMap(type -> type.methods().stream())
                .flatMap(method -> method.lines().stream())
                .filter(line -> line.line() == number)
                .mapToLong(LineHits::hits)
                .sum();
    }
}
