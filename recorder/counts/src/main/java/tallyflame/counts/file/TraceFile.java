package tallyflame.counts.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tallyflame.counts.Uncounted;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.ProbeCost;

/**
 * The times of one JVM run. Immutable.
 *
 * @param header who wrote it, when, and whether it is complete; its {@code threads} are how many at a time ran traced code
 * @param windowed whether only the measured window is in it
 * @param cost what probes cost in that JVM
 * @param classes traced classes by name
 * @param untraced what was asked for and not traced, with the reason
 */
public record TraceFile(
        Header header, boolean windowed, ProbeCost cost, List<ClassTimes> classes, List<Uncounted> untraced) {
    /** Version of the format written. */
    public static final int SCHEMA = 1;

    /** Copies the lists. */
    public TraceFile {
        classes = List.copyOf(classes);
        untraced = List.copyOf(untraced);
    }

    /**
     * Reads a trace file.
     *
     * @throws IOException if the file is missing, truncated, corrupted or of a newer format; the message names the file, the
     *     byte position and what to do
     */
    public static TraceFile read(Path file) throws IOException {
        return TraceFileFormat.read(file);
    }

    /** Whether a file begins as a trace file does; one that cannot be read does not. */
    public static boolean isTrace(Path file) {
        return TraceFileFormat.begins(file);
    }

    /**
     * Writes a trace file aside and renames it, so that a reader finds the old or the new one, whole.
     *
     * @throws IOException if it cannot be written; the file that was there before is untouched
     */
    public void write(Path file) throws IOException {
        TraceFileFormat.write(file, this);
    }
}
