package tallyflame.flamegraphs.pprof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.flamegraphs.Samples;

/** Collects labelled samples as the columns of {@link Samples}; their times are not known. */
final class LabelTable {
    private final long startMillis;
    private final List<long[]> rows = new ArrayList<>();
    private final Map<String, Integer> threads = new LinkedHashMap<>();
    private final Map<String, Integer> states = new LinkedHashMap<>();

    LabelTable(long startMillis) {
        this.startMillis = startMillis;
    }

    void add(String thread, String state, int node, long samples, long weight) {
        rows.add(new long[] {index(threads, thread), index(states, state), node, samples, weight});
    }

    /** The samples, where at least one of them has a label. */
    Optional<Samples> samples() {
        boolean labelled = threads.keySet().stream().anyMatch(name -> !name.isEmpty())
                || states.keySet().stream().anyMatch(name -> !name.isEmpty());
        if (!labelled) {
            return Optional.empty();
        }
        return Optional.of(new Samples(
                startMillis,
                new int[rows.size()],
                column(0),
                column(1),
                column(2),
                column(3),
                rows.stream().mapToLong(row -> row[4]).toArray(),
                List.copyOf(threads.keySet()),
                List.copyOf(states.keySet())));
    }

    private int[] column(int column) {
        return rows.stream().mapToInt(row -> (int) row[column]).toArray();
    }

    private static int index(Map<String, Integer> names, String name) {
        return names.computeIfAbsent(name, key -> names.size());
    }
}
