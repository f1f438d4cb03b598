package tallyflame.runs;

import java.util.Locale;
import java.util.Optional;

/** What a file of a JVM holds, as its name begins. */
public enum FileKind {
    /** A recording of async-profiler. */
    ASYNC,
    /** A flight recording, or a chunk of one. */
    FLIGHT,
    /** Exact counts. */
    COUNTS,
    /** Timed entries and exits. */
    TRACE,
    /** The distribution of latencies, in the text form of HdrHistogram, microseconds. */
    LATENCY;

    /** The kind whose files begin with a word, if there is one. */
    static Optional<FileKind> of(String word) {
        for (FileKind kind : values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
