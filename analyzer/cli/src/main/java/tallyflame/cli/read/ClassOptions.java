package tallyflame.cli.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import tallyflame.agent.BlankCounts;
import tallyflame.analysis.counts.NeverLoaded;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.counts.file.CountFile;
import tallyflame.recordings.InputException;

/** The option of the verbs that show what never ran. */
final class ClassOptions {
    @Option(
            names = "--classes",
            paramLabel = "DIR|JAR",
            description =
                    "Show the classes here that were to be counted and never loaded, too, with 0 hits; may be repeated.")
    private List<Path> classes = List.of();

    /**
     * Evidence with the classes of {@code --classes} that were to be counted.
     *
     * @throws IOException if they cannot be read, or the counts do not say what was to be counted
     */
    Evidence addTo(Evidence evidence) throws IOException {
        if (classes.isEmpty()) {
            return evidence;
        }
        for (Path place : classes) {
            if (!Files.exists(place)) {
                throw new IOException(place + ": no such folder or jar of classes");
            }
        }
        Map<Path, CountFile> counts = new LinkedHashMap<>();
        for (Path file : evidence.countFiles()) {
            counts.put(file, CountFile.read(file));
        }
        if (counts.isEmpty()) {
            throw new InputException(evidence.inputs().get(0), "it has no counts, to which --classes could add any");
        }
        Path blank = Files.createTempFile("tallyflame-classes-", ".tfc");
        try {
            BlankCounts.write(classes, NeverLoaded.asked(counts), NeverLoaded.annotatedOnly(counts.values()), blank);
            return evidence.withClasses(CountFile.read(blank).classes());
        } finally {
            Files.deleteIfExists(blank);
        }
    }
}
