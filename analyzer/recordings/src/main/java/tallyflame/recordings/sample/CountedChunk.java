package tallyflame.recordings.sample;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tallyflame.recordings.chunk.DecodedChunk;

/**
 * A chunk whose samples are counted by stack. Only read after {@link SampleReader} made it, except for the claims of
 * {@link SampleCounts}.
 *
 * @param counts the samples by kind, in order of appearance
 * @param duplicates samples that were left out because another recording of the JVM has them, by kind
 * @param lost samples that the recording itself reports as lost, by kind
 * @param typeIds the id of the type that the samples of a kind have
 * @param settings those of the profiler
 */
public record CountedChunk(
        DecodedChunk decoded,
        Map<EventKind, SampleCounts> counts,
        Map<EventKind, Long> duplicates,
        Map<EventKind, Long> lost,
        Map<EventKind, Long> typeIds,
        Settings settings) {
    /** The kinds that it has samples of. */
    public Set<EventKind> found() {
        Set<EventKind> found = new LinkedHashSet<>();
        counts.forEach((kind, samples) -> {
            if (samples.total > 0) {
                found.add(kind);
            }
        });
        return found;
    }

    /**
     * The same without the samples of some kinds.
     *
     * @param kinds those that another recording of the same JVM has
     */
    public CountedChunk without(Set<EventKind> kinds) {
        CountedChunk kept = new CountedChunk(
                decoded,
                new LinkedHashMap<>(counts),
                new LinkedHashMap<>(duplicates),
                new LinkedHashMap<>(lost),
                typeIds,
                settings);
        for (EventKind kind : found()) {
            if (kinds.contains(kind)) {
                kept.duplicates.put(kind, kept.counts.remove(kind).total);
                kept.lost.remove(kind);
            }
        }
        return kept;
    }
}
