package tallyflame.recordings.fold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import tallyflame.flamegraphs.Samples;
import tallyflame.recordings.chunk.Pools;
import tallyflame.recordings.sample.CountedChunk;
import tallyflame.recordings.sample.SampleRows;

/** Joins the single samples of all chunks into one table. */
final class SampleJoiner {
    private final IntUnaryOperator[] nodeMappings;
    private final Map<String, Integer> threads = new LinkedHashMap<>();
    private final Map<String, Integer> states = new LinkedHashMap<>();

    /** @param nodeMappings for each folder, the node of the joined tree for each of its nodes */
    SampleJoiner(IntUnaryOperator[] nodeMappings) {
        this.nodeMappings = nodeMappings;
    }

    /** The samples of one kind whose stacks were folded; the rows of the chunks are let go on the way. */
    Samples join(List<CountedChunk> chunks, List<List<Target>> targetsOfChunk, int kind) {
        int most = 0;
        long start = Long.MAX_VALUE;
        for (List<Target> targets : targetsOfChunk) {
            for (Target target : targets) {
                if (target.kind() == kind) {
                    SampleRows rows = target.counts().rows();
                    most = Math.addExact(most, rows.size());
                    start = Math.min(start, rows.earliest());
                }
            }
        }
        Joined all = new Joined(most, start);
        for (int i = 0; i < chunks.size(); i++) {
            for (Target target : targetsOfChunk.get(i)) {
                if (target.kind() == kind) {
                    append(all, chunks.get(i), target);
                    target.counts().dropRows();
                }
            }
        }
        return all.table(new ArrayList<>(threads.keySet()), new ArrayList<>(states.keySet()));
    }

    /** Adds the rows of a chunk, their slots replaced by nodes. */
    private void append(Joined all, CountedChunk chunk, Target target) {
        Pools pools = chunk.decoded().pools();
        int[] threadOf = numbers(pools.threads().rows(), pools::threadName, threads);
        int[] stateOf = numbers(pools.states().rows(), pools::stateName, states);
        SampleRows rows = target.counts().rows();
        for (int row = 0; row < rows.size(); row++) {
            int pair = ~rows.slot(row);
            int slot = pair < 0 ? rows.slot(row) : target.counts().subjects().slot(pair);
            if (!target.counts().isFolded(slot) || target.folders()[slot] == Target.NOT_SHOWN) {
                continue;
            }
            int node = pair < 0 ? target.nodes()[slot] : target.subjectNodes()[pair];
            all.add(
                    rows.time(row),
                    rows.thread(row) < 0 ? number("", threads) : threadOf[rows.thread(row)],
                    rows.state(row) < 0 ? number("", states) : stateOf[rows.state(row)],
                    nodeMappings[target.folders()[slot] & 0xFF].applyAsInt(node),
                    rows.count(row),
                    target.interval() > 0 ? rows.count(row) * target.interval() : rows.weight(row),
                    rows.mark(row));
        }
    }

    /** The columns of {@link Samples} as they fill. */
    private static final class Joined {
        private final long start;
        private int[] millis;
        private int[] threads;
        private int[] states;
        private int[] nodes;
        private int[] counts;
        private long[] weights;
        private int[] spans;
        private int size;

        Joined(int most, long start) {
            this.start = start;
            millis = new int[most];
            threads = new int[most];
            states = new int[most];
            nodes = new int[most];
            counts = new int[most];
            weights = new long[most];
            spans = new int[most];
        }

        void add(long time, int thread, int state, int node, int count, long weight, int span) {
            millis[size] = (int) Math.min(Integer.MAX_VALUE, time - start);
            threads[size] = thread;
            states[size] = state;
            nodes[size] = node;
            counts[size] = count;
            spans[size] = span;
            weights[size++] = weight;
        }

        Samples table(List<String> threadNames, List<String> stateNames) {
            if (size < millis.length) {
                millis = Arrays.copyOf(millis, size);
                threads = Arrays.copyOf(threads, size);
                states = Arrays.copyOf(states, size);
                nodes = Arrays.copyOf(nodes, size);
                counts = Arrays.copyOf(counts, size);
                weights = Arrays.copyOf(weights, size);
                spans = Arrays.copyOf(spans, size);
            }
            return new Samples(
                    size == 0 ? 0 : start,
                    millis,
                    threads,
                    states,
                    nodes,
                    counts,
                    weights,
                    threadNames,
                    stateNames,
                    spans);
        }
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
}
