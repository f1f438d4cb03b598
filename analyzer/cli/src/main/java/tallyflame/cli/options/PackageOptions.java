package tallyflame.cli.options;

import java.util.List;
import picocli.CommandLine.Option;

/** The option of the verbs that show the user's own code first. */
public final class PackageOptions {
    @Option(
            names = "--package",
            paramLabel = "GLOB",
            split = ";",
            description =
                    "Your own code, such as 'com.acme.**', shown with all that it calls elsewhere; all: every function "
                            + "(default: what is neither the JDK nor a library on the class path recorded).")
    private List<String> globs = List.of();

    /** The patterns; none for what the evidence tells. */
    public List<String> globs() {
        return globs;
    }
}
