package tallyflame.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of the verbs that run modules: where those of the user are. */
public final class ModuleOptions {
    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and class folders with modules of your own, separated like a Java class path.")
    private String classPath;

    /** Whether there are any. */
    public boolean given() {
        return classPath != null;
    }

    /** The parts of the class path. */
    public List<Path> entries() {
        return UserClassPath.entries(classPath);
    }

    /** Loads from them and from our own; see {@link UserClassPath#open}. */
    public UserClassPath open() throws IOException {
        return UserClassPath.open(classPath);
    }
}
