package tallyflame.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** A user's project with one science module, laid out and compiled as Maven does. */
public final class ModuleProject {
    public static final String SOURCE =
            """
            package org.acme;

            import java.util.List;
            import tallyflame.modules.*;

            public final class Night implements ScienceModule {
                @Override public String name() { return "night"; }
                @Override public List<String> columns() { return List.of("candidate.magpsf"); }
                @Override public List<Output> outputs() { return List.of(Output.of("flux")); }

                @Override
                public void process(AlertBatch batch) {
                    int seen = 0;
                    for (Alert alert : batch) {
                        double magnitude = alert.number("candidate.magpsf");
                        alert.set("flux", flux(magnitude));
                        seen++;
                    }
                }

                static double flux(double magnitude) {
                    return Math.pow(10, -0.4 * magnitude);
                }
            }
            """;
    private static final String CALL = "            alert.set(\"flux\", flux(magnitude));\n";

    /** The same with a loop over all alerts before. */
    public static final String QUADRATIC = SOURCE.replace(
            CALL,
            """
                        double sum = 0;
                        for (int other = 0; other < seen; other++) {
                            sum += flux(other);
                        }
                        alert.set("flux", flux(magnitude) + 0 * sum);
            """);

    public final Path root;
    public final Path source;
    public final Path classes;

    /** Writes the project of a source. */
    public ModuleProject(Path root, String text) throws IOException {
        this.root = root;
        source = root.resolve("src/main/java/org/acme/Night.java");
        classes = root.resolve("target/classes");
        Files.createDirectories(source.getParent());
        Files.writeString(root.resolve("pom.xml"), "<project/>\n");
        Files.writeString(source, text);
    }

    /** Compiles it, as its build would. */
    public ModuleProject build() throws IOException {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("tallyflame.modules.ScienceModule"), "org.acme.Night\n");
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(result).isZero();
        return this;
    }

    /** Number of the line that contains a text. */
    public int line(String part) throws IOException {
        List<String> lines = Files.readAllLines(source);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(part);
    }
}
