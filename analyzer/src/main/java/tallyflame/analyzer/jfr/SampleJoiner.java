package tallyflame.analyzer.jfr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Samples;

/** Joins the single samples of all chunks into one table. */
final class SampleJoiner {
    private final int[][] nodeMappings;
    private final Map<String, Integer> threads = new LinkedHashMap<>();
    private final Map<String, Integer> states = new LinkedHashMap<>();

    /** @param nodeMappings for each folder but the first, the node of the merged tree for each of its nodes */
    SampleJoiner(int[][] nodeMappings) {
        this.nodeMappings = nodeMappings;
    }

    /** The samples of one kind whose stacks were folded. */
    Samples join(List<Chunk> chunks, List<List<StackFolder.Target>> targetsOfChunk, int kind) {
        SampleRows all = new SampleRows();
        long start = Long.MAX_VALUE;
        for (int i = 0; i < chunks.size(); i++) {
            for (StackFolder.Target target : targetsOfChunk.get(i)) {
                if (target.fold() == kind) {
                    start = Math.min(start, append(all, chunks.get(i), target));
                }
            }
        }
        return table(all, start);
    }

    /** Adds the rows of a chunk, their slots replaced by nodes, and answers the earliest time. */
    private long append(SampleRows all, Chunk chunk, StackFolder.Target target) {
        int[] threadOf = numbers(chunk.pools.threads().rows(), chunk.pools::threadName, threads);
        int[] stateOf = numbers(chunk.pools.states().rows(), chunk.pools::stateName, states);
        SampleRows rows = target.counts().rows();
        long earliest = Long.MAX_VALUE;
        for (int row = 0; row < rows.size; row++) {
            int pair = ~rows.slots[row];
            int slot = pair < 0 ? rows.slots[row] : target.counts().subjects().slot(pair);
            if (!target.counts().isFolded(slot)) {
                continue;
            }
            int folder = target.folders()[slot] & 0xFF;
            int node = pair < 0 ? target.nodes()[slot] : target.subjectNodes()[pair];
            long weight = target.interval() > 0 ? rows.counts[row] * target.interval() : rows.weights[row];
            int thread = rows.threads[row] < 0 ? number("", threads) : threadOf[rows.threads[row]];
            int state = rows.states[row] < 0 ? number("", states) : stateOf[rows.states[row]];
            all.add(
                    rows.millis[row],
                    thread,
                    state,
                    folder == 0 ? node : nodeMappings[folder][node],
                    rows.counts[row],
                    weight);
            earliest = Math.min(earliest, rows.millis[row]);
        }
        return earliest;
    }

    private interface Names {
        String of(int row);
    }

    private static int[] numbers(int rows, Names names, Map<String, Integer> known) {
        int[] numbers = new int[rows];
        for (int row = 0; row < rows; row++) {
            numbers[row] = number(names.of(row), known);
        }
        return numbers;
    }

    private static int number(String name, Map<String, Integer> known) {
        Integer number = known.putIfAbsent(name, known.size());
        return number == null ? known.size() - 1 : number;
    }

    private Samples table(SampleRows all, long start) {
        int size = all.size;
        int[] millis = new int[size];
        for (int row = 0; row < size; row++) {
            millis[row] = (int) Math.min(Integer.MAX_VALUE, all.millis[row] - start);
        }
        return new Samples(
                size == 0 ? 0 : start,
                millis,
                java.util.Arrays.copyOf(all.threads, size),
                java.util.Arrays.copyOf(all.states, size),
                java.util.Arrays.copyOf(all.slots, size),
                java.util.Arrays.copyOf(all.counts, size),
                java.util.Arrays.copyOf(all.weights, size),
                new ArrayList<>(threads.keySet()),
                new ArrayList<>(states.keySet()));
    }
}
