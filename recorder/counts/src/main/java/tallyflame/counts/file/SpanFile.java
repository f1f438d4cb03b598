package tallyflame.counts.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tallyflame.counts.span.SpanRecord;

/**
 * The counts of one JVM run by span: what {@link CountFile} does not keep of a file.
 *
 * @param name of the file
 * @param counts all that was counted
 * @param classes the raw counters of the classes, in the order in which the spans name them
 * @param spans what spans counted
 */
public record SpanFile(String name, CountFile counts, List<ClassSnapshot> classes, SpanRecord spans) {
    /** Copies the list. */
    public SpanFile {
        classes = List.copyOf(classes);
    }

    /**
     * Reads a count file whose JVM may have had spans; empty if it had none.
     *
     * @throws IOException as {@link CountFile#read(Path)}
     */
    public static Optional<SpanFile> read(Path file) throws IOException {
        return new CountFileReader(file.toString()).readSpans(Files.readAllBytes(file));
    }
}
