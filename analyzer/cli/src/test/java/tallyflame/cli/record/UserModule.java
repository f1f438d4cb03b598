package tallyflame.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.tools.ToolProvider;

/** A module of the user's own, with the single output {@code out}. */
final class UserModule {
    private UserModule() {}

    /**
     * Compiles one.
     *
     * @param name of its class; in small letters that of the module
     * @param process body of the method that processes {@code batch}
     * @return its class path
     */
    static Path compile(Path folder, String name, String process) throws IOException {
        Path source = folder.resolve(name + ".java");
        Files.writeString(
                source,
                """
                import java.util.List;
                import tallyflame.modules.*;

                public final class %s implements ScienceModule {
                    @Override public String name() { return "%s"; }
                    @Override public List<String> columns() { return List.of("candidate.fid"); }
                    @Override public List<Output> outputs() { return List.of(Output.of("out")); }
                    @Override public void process(AlertBatch batch) {
                        %s
                    }
                }
                """
                        .formatted(name, name.toLowerCase(Locale.ROOT), process));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String classPath = System.getProperty("java.class.path");
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-d", classes.toString(), source.toString());
        assertThat(compiled).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("tallyflame.modules.ScienceModule"), name + "\n");
        return classes;
    }
}
