package tallyflame.analysis.diff;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tallyflame.counts.code.LineId;

/**
 * Lines that changed in the order in which they are worth looking at: what got worse before what got better; by the time with
 * callees where it is known, then by hits.
 */
record LineChanges(Supplier<Set<LineId>> keys, Function<LineId, LineChange> change) {
    private static final Comparator<LineChange> ORDER = Comparator.comparing((LineChange line) -> line.worse() ? 0 : 1)
            .thenComparing(Comparator.comparingDouble(LineChanges::time).reversed())
            .thenComparing(Comparator.comparingDouble(LineChange::moreHits).reversed())
            .thenComparing(LineChange::file)
            .thenComparing(LineChange::line);

    List<LineChange> sorted() {
        return keys.get().stream().map(change).sorted(ORDER).toList();
    }

    /** A line whose hits changed answers for what it calls, one that only got slower for itself. */
    private static double time(LineChange line) {
        return line.origin() ? line.totalDifference() : line.difference();
    }
}
