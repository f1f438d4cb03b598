package tallyflame.recordings.sample;

import java.util.Map;
import tallyflame.recordings.chunk.DecodedChunk;

/**
 * A chunk whose samples are counted by stack. Only read after {@link SampleReader} made it, except for the claims of
 * {@link SampleCounts}.
 *
 * @param counts the samples by kind, in order of appearance
 * @param lost samples that the recording itself reports as lost, by kind
 * @param typeIds the id of the type that the samples of a kind have
 * @param settings those of the profiler
 */
public record CountedChunk(
        DecodedChunk decoded,
        Map<EventKind, SampleCounts> counts,
        Map<EventKind, Long> lost,
        Map<EventKind, Long> typeIds,
        Settings settings) {}
