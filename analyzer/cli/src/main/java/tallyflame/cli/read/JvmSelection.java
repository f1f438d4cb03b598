package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import tallyflame.analysis.evidence.Evidence;

/** Which JVMs of what was recorded a verb reads. */
final class JvmSelection {
    @Option(
            names = "--jvm",
            paramLabel = "JVM",
            description = "Only JVMs with this process id, or whose main class or jar matches this pattern, such as"
                    + " '*ForkedBooter'. A process id is of one pass, a pattern of all.")
    private String jvm;

    /** Opens the inputs, as far as they are of the JVMs asked for. */
    Evidence open(List<Path> inputs) throws IOException {
        Evidence evidence = Evidence.open(inputs);
        return jvm == null ? evidence : evidence.ofJvms(jvm);
    }
}
