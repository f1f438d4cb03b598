package tallyflame.recordings.sample;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events of types that declare a duration and never have one: every type that a program defines declares it. They would weigh nothing, so
 * they are counted. So are old objects where some JVM does not say their sizes.
 */
public final class InstantEvents {
    private InstantEvents() {}

    /** Lets the events of kinds weigh 1 of which no event has a duration, or not all objects have a size. */
    public static void weigh(List<CountedChunk> chunks) {
        Map<EventKind, Boolean> instant = new HashMap<>();
        for (CountedChunk chunk : chunks) {
            chunk.counts().forEach((kind, counts) -> {
                if (counts.total > 0 && kind.isOldObjects()) {
                    instant.merge(kind, counts.isWeightless(), Boolean::logicalOr);
                } else if (counts.total > 0 && kind.isGeneric() && kind.weight() == EventKind.Weight.FIELD) {
                    instant.merge(kind, counts.isWeightless(), Boolean::logicalAnd);
                }
            });
        }
        instant.values().removeIf(is -> !is);
        for (CountedChunk chunk : chunks) {
            instant.keySet().forEach(kind -> rename(chunk, kind, kind.counted()));
        }
    }

    private static void rename(CountedChunk chunk, EventKind kind, EventKind counted) {
        SampleCounts counts = chunk.counts().remove(kind);
        if (counts != null) {
            counts.weighAlike();
            chunk.counts().put(counted, counts);
        }
        Long type = chunk.typeIds().remove(kind);
        if (type != null) {
            chunk.typeIds().put(counted, type);
        }
    }
}
