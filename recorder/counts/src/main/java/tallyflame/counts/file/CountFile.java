package tallyflame.counts.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.Glob;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.Uncounted;

/**
 * The exact counts of one JVM run, read from a file and derived from its raw counters. Immutable.
 *
 * @param header who wrote it, when, and whether it is complete
 * @param classes counted classes by name; one of each name and identity
 * @param uncounted what was asked for and not counted, with the reason
 * @param asked the patterns that say which classes were to be counted, {@link Glob#parse}; empty in files of version 1
 * @param conflicts names of classes that occur with several identities (loaded by several loaders in different versions)
 * @param threadBytes what the threads allocated in all, empty if allocations were not counted
 */
public record CountFile(
        Header header,
        List<ClassCounts> classes,
        List<Uncounted> uncounted,
        Optional<List<String>> asked,
        List<String> conflicts,
        Optional<ThreadBytes> threadBytes) {
    /** Copies the lists. */
    public CountFile {
        classes = List.copyOf(classes);
        uncounted = List.copyOf(uncounted);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * Reads a count file.
     *
     * @throws IOException if the file is missing, truncated, corrupted or of a newer format; the message names the file, the
     *     byte position and what to do
     */
    public static CountFile read(Path file) throws IOException {
        return read(Files.readAllBytes(file), file.toString());
    }

    /**
     * Reads the bytes of a count file.
     *
     * @param name what an error calls it
     * @throws IOException as {@link #read(Path)}
     */
    public static CountFile read(byte[] bytes, String name) throws IOException {
        return new CountFileReader(name).read(bytes);
    }

    /** Sum of the residuals of all methods; anything but 0 in a complete file is an error. */
    public long residual() {
        return classes.stream()
                .flatMap(c -> c.methods().stream())
                .mapToLong(MethodCounts::residual)
                .sum();
    }
}
