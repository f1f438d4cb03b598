package tallyflame.cli.options;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of the verbs that show source. */
public final class SourceOptions {
    @Option(names = "--source", paramLabel = "DIR|JAR", description = "Where source is; may be repeated.")
    private List<Path> places = List.of();

    /** Folders and jars. */
    public List<Path> places() {
        return places;
    }
}
