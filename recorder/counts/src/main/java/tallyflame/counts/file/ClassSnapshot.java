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
 * @param sizes bytes of one object of each allocation site, in the order of methods and code; -1 where that is not known or differs
 */
public record ClassSnapshot(ClassGraph graph, long[] counters, List<InFlight> inFlight, long[] sizes) {
    /** Copies the list. */
    public ClassSnapshot {
        inFlight = List.copyOf(inFlight);
    }

    /** Of a class whose allocations are not counted. */
    public ClassSnapshot(ClassGraph graph, long[] counters, List<InFlight> inFlight) {
        this(graph, counters, inFlight, new long[0]);
    }
}
