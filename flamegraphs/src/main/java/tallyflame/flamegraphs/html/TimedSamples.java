package tallyflame.flamegraphs.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.flamegraphs.Profile;
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
    private final PageClock clock;
    private final double stepMillis;
    private final int steps;
    /** Which samples are told, in the order of groups, then of steps. */
    private final int[] rows;

    /** Ranks of the nodes at which the stacks end. */
    private final int[] stacks;

    private final int[] groupOf;
    private final short[] stepOf;
    private final int[] counts;
    private final long[] weights;

    /**
     * @param clock which time is divided into steps
     * @param stackOf for each row the number of its stack in the call tree
     */
    TimedSamples(GraphTree tree, Samples samples, PageClock clock, int[] stackOf) {
        this.samples = samples;
        this.clock = clock;
        boolean weighted = tree.weightPerSample() == 0;
        stepMillis = Math.max(1, (double) clock.spanMillis() / STEPS);
        steps = (int) Math.ceil(clock.spanMillis() / stepMillis);
        long offset = clock.offset(samples);
        int[] step = new int[samples.size()];
        Arrays.setAll(step, row -> Math.min(steps - 1, (int) ((offset + samples.millis()[row]) / stepMillis)));
        int[] group = groups(samples);
        rows = sorted(sorted(rowsOfTree(tree, stackOf), step, steps), group, groups.size());
        stacks = new int[rows.length];
        groupOf = new int[rows.length];
        stepOf = new short[rows.length];
        counts = new int[rows.length];
        weights = weighted ? new long[rows.length] : null;
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            stacks[i] = rank(tree, stackOf[row]);
            groupOf[i] = group[row];
            stepOf[i] = (short) step[row];
            counts[i] = samples.counts()[row];
            if (weighted) {
                weights[i] = samples.weights()[row];
            }
        }
    }

    /** The rows whose stacks are in the tree; the others have no place in the page. */
    private static int[] rowsOfTree(GraphTree tree, int[] stackOf) {
        int[] rows = new int[stackOf.length];
        int size = 0;
        for (int row = 0; row < rows.length; row++) {
            if (rank(tree, stackOf[row]) >= 0) {
                rows[size++] = row;
            }
        }
        return size == rows.length ? rows : Arrays.copyOf(rows, size);
    }

    /** The rank of the node at which a stack ends among all such nodes, -1 if it ends nowhere. */
    private static int rank(GraphTree tree, int stack) {
        return tree.stackNodes().of(tree.nodeOfStack(stack));
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
        return sorted(rows, keys, starts(rows, keys, bound));
    }

    private static int[] sorted(int[] rows, int[] keys, int[] starts) {
        int[] next = starts.clone();
        int[] sorted = new int[rows.length];
        for (int row : rows) {
            sorted[next[keys[row]]++] = row;
        }
        return sorted;
    }

    /** Where the rows of each key begin when they are sorted; one more element says where the last ends. */
    private static int[] starts(int[] rows, int[] keys, int bound) {
        int[] starts = new int[bound + 1];
        for (int row : rows) {
            starts[keys[row] + 1]++;
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

    /** The time that is divided into steps. */
    PageClock clock() {
        return clock;
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

    /** How many samples, or runs of equal ones, there are. */
    int size() {
        return rows.length;
    }

    /** Milliseconds from the start of the clock. */
    long millis(int index) {
        return clock.offset(samples) + samples.millis()[rows[index]];
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
        int[] indexes = new int[stacks.length];
        int[] holderOf = new int[stacks.length];
        for (int i = 0; i < stacks.length; i++) {
            indexes[i] = i;
            holderOf[i] = holders[stacks[i]];
        }
        int[] starts = starts(indexes, holderOf, count);
        return new ByHolder(starts, sorted(indexes, holderOf, starts));
    }

    /** Those of a holder are from {@code starts[holder]} up to {@code starts[holder + 1]}. */
    record ByHolder(int[] starts, int[] indexes) {}

    /**
     * The time that all events of a page have in common, so that a range of it means the same for each.
     *
     * @param startMillis wall-clock time of the first sample of any event, in milliseconds since 1970
     * @param spanMillis from there to just after the last sample of any event
     */
    record PageClock(long startMillis, long spanMillis) {
        static PageClock of(List<Profile> profiles) {
            List<Samples> timed = profiles.stream()
                    .map(Profile::samples)
                    .flatMap(Optional::stream)
                    .filter(samples -> samples.size() > 0)
                    .toList();
            long start = timed.stream().mapToLong(Samples::startMillis).min().orElse(0);
            long end = timed.stream()
                    .mapToLong(samples -> samples.startMillis()
                            + Arrays.stream(samples.millis()).max().orElse(0)
                            + 1)
                    .max()
                    .orElse(1);
            return new PageClock(start, end - start);
        }

        /** Milliseconds from the start of the page's time to the start of an event's own. */
        long offset(Samples samples) {
            return samples.size() == 0 ? 0 : samples.startMillis() - startMillis;
        }
    }
}
