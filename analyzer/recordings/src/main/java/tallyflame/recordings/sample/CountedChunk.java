package tallyflame.recordings.sample;

import java.util.HashSet;
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
    /**
     * Leaves some kinds out.
     *
     * @param kinds those that another recording of the same JVM has
     * @return the kinds that this chunk had samples of, whether left out or not
     */
    public Set<EventKind> leaveOut(Set<EventKind> kinds) {
        Set<EventKind> found = new HashSet<>();
        counts.forEach((kind, samples) -> {
            if (samples.total > 0) {
                found.add(kind);
            }
        });
        for (EventKind kind : found) {
            if (kinds.contains(kind)) {
                duplicates.put(kind, counts.remove(kind).total);
                lost.remove(kind);
            }
        }
        return found;
    }
}
