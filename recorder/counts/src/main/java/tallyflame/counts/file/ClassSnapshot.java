package tallyflame.counts.file;

import java.util.List;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.InFlight;

/**
 * The raw counters of one class at one moment.
 *
 * @param graph what the counters mean
 * @param counters their values, summed over all threads
 * @param inFlight activations that had not returned at that moment
 */
public record ClassSnapshot(ClassGraph graph, long[] counters, List<InFlight> inFlight) {
    /** Copies the list. */
    public ClassSnapshot {
        inFlight = List.copyOf(inFlight);
    }
}
