package tallyflame.cli.options;

import java.util.List;
import picocli.CommandLine.Option;

/** The option of the verbs that fork JVMs of their own. */
public final class JvmOptions {
    @Option(names = "--jvm-option", paramLabel = "OPTION", description = "Option of the forked JVMs; may be repeated.")
    private List<String> options = List.of();

    /** As they were given. */
    public List<String> all() {
        return options;
    }
}
