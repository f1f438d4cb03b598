package tallyflame.flamegraphs.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * The single samples of a profile in the order of thread and state, which together are a group, then of time in steps. Made once,
 * and then sorted by node in as much detail as a page has room for: sorting by counting keeps this order within each node.
 */
final class TimedSamples {
    /** Into how many steps the time of the samples is divided, at most. */
    static final int STEPS = 600;

    private final List<int[]> groups = new ArrayList<>();
    private final Samples samples;
    private final double stepMillis;
    private final int steps;
    /** Ranks of the nodes at which the stacks end, -1 for a sample without a node. */
    private final int[] stacks;

    private final int[] groupOf;
    private final short[] stepOf;
    private final int[] counts;
    private final long[] weights;

    /** @param stackOf for each row the number of its stack in the call tree */
    TimedSamples(GraphTree tree, Samples samples, int[] stackOf) {
        this.samples = samples;
        boolean weighted = tree.weightPerSample() == 0;
        long span = Arrays.stream(samples.millis()).max().orElse(0) + 1L;
        stepMillis = Math.max(1, (double) span / STEPS);
        steps = (int) Math.ceil(span / stepMillis);
        int[] step = new int[samples.size()];
        Arrays.setAll(step, row -> Math.min(steps - 1, (int) (samples.millis()[row] / stepMillis)));
        int[] group = groups(samples);
        int[] rows = new int[samples.size()];
        Arrays.setAll(rows, row -> row);
        rows = sorted(rows, step, steps);
        rows = sorted(rows, group, groups.size());
        stacks = new int[rows.length];
        groupOf = new int[rows.length];
        stepOf = new short[rows.length];
        counts = new int[rows.length];
        weights = weighted ? new long[rows.length] : null;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            stacks[i] = tree.stackNodes().of(tree.nodeOfStack(stackOf[row]));
            groupOf[i] = group[row];
            stepOf[i] = (short) step[row];
            counts[i] = samples.counts()[row];
            if (weighted) {
                weights[i] = samples.weights()[row];
            }
        }
    }

    /** The number of each row's pair of thread and state, in order of appearance. */
    private int[] groups(Samples samples) {
        Map<Long, Integer> ids = new HashMap<>();
        int[] group = new int[samples.size()];
        long before = -1;
        for (int row = 0; row < group.length; row++) {
            long pair = (long) samples.threads()[row] << 32 | samples.states()[row];
            group[row] = pair == before
                    ? group[row - 1]
                    : ids.computeIfAbsent(pair, key -> {
                        groups.add(new int[] {(int) (key >> 32), key.intValue()});
                        return groups.size() - 1;
                    });
            before = pair;
        }
        return group;
    }

    /** Sorts by counting, those with equal keys in the order they had; keys are below {@code bound}. */
    private static int[] sorted(int[] rows, int[] keys, int bound) {
        int[] next = starts(keys, bound);
        int[] sorted = new int[rows.length];
        for (int row : rows) {
            sorted[next[keys[row]]++] = row;
        }
        return sorted;
    }

    /** Where those of each key begin when all are sorted; one more element says where the last ends. */
    private static int[] starts(int[] keys, int bound) {
        int[] starts = new int[bound + 1];
        for (int key : keys) {
            starts[key + 1]++;
        }
        for (int key = 0; key < bound; key++) {
            starts[key + 1] += starts[key];
        }
        return starts;
    }

    /** The samples as they were. */
    Samples samples() {
        return samples;
    }

    /** The pairs of thread and state that occur; {@link #group} tells their number. */
    List<int[]> groups() {
        return groups;
    }

    /** Length of a step in milliseconds. */
    double stepMillis() {
        return stepMillis;
    }

    /** How many steps there are. */
    int steps() {
        return steps;
    }

    int group(int index) {
        return groupOf[index];
    }

    int step(int index) {
        return stepOf[index];
    }

    int count(int index) {
        return counts[index];
    }

    long weight(int index) {
        return weights[index];
    }

    /**
     * Indexes of samples in the order of their holders, then of groups and steps.
     *
     * @param holders for each of the nodes at which stacks end, by rank, which one has its samples
     * @param count how many holders there are
     */
    ByHolder byHolder(int[] holders, int count) {
        int[] starts = new int[count + 1];
        for (int stack : stacks) {
            if (stack >= 0) {
                starts[holders[stack] + 1]++;
            }
        }
        for (int holder = 0; holder < count; holder++) {
            starts[holder + 1] += starts[holder];
        }
        int[] next = Arrays.copyOf(starts, count);
        int[] sorted = new int[starts[count]];
        for (int i = 0; i < stacks.length; i++) {
            if (stacks[i] >= 0) {
                sorted[next[holders[stacks[i]]]++] = i;
            }
        }
        return new ByHolder(starts, sorted);
    }

    /** Those of a holder are from {@code starts[holder]} up to {@code starts[holder + 1]}. */
    record ByHolder(int[] starts, int[] indexes) {}
}
