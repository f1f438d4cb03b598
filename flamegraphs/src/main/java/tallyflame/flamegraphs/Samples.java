package tallyflame.flamegraphs;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Single samples, or runs of equal ones, as a table of columns; row {@code i} of every array belongs together. For filters by
 * time, thread and state.
 *
 * @param startMillis wall-clock time that {@code millis} counts from, in milliseconds since 1970
 * @param millis when the sample was taken, in milliseconds since {@code startMillis}
 * @param threads index into {@code threadNames}
 * @param states index into {@code stateNames}
 * @param nodes node of the profile's tree at which the stack ends
 * @param counts how many samples the row stands for
 * @param weights their weight in the profile's unit
 * @param threadNames names of threads; one name may stand for several threads
 * @param stateNames names of thread states as recorded, such as {@code STATE_RUNNABLE}
 * @param spans number of the innermost span that the thread was in, 0 for none
 */
public record Samples(
        long startMillis,
        int[] millis,
        int[] threads,
        int[] states,
        int[] nodes,
        int[] counts,
        long[] weights,
        List<String> threadNames,
        List<String> stateNames,
        int[] spans) {
    public Samples {
        threadNames = List.copyOf(threadNames);
        stateNames = List.copyOf(stateNames);
    }

    /** Samples of which nobody asked for spans. */
    public Samples(
            long startMillis,
            int[] millis,
            int[] threads,
            int[] states,
            int[] nodes,
            int[] counts,
            long[] weights,
            List<String> threadNames,
            List<String> stateNames) {
        this(
                startMillis,
                millis,
                threads,
                states,
                nodes,
                counts,
                weights,
                threadNames,
                stateNames,
                new int[nodes.length]);
    }

    /** The same samples in a tree of other nodes. */
    Samples withNodes(IntUnaryOperator mapping) {
        int[] mapped = Arrays.stream(nodes).map(mapping).toArray();
        return new Samples(
                startMillis, millis, threads, states, mapped, counts, weights, threadNames, stateNames, spans);
    }

    /** Some rows, in a tree of other nodes. */
    public Samples only(int[] rows, IntUnaryOperator mapping) {
        return new Samples(
                startMillis,
                Arrays.stream(rows).map(row -> millis[row]).toArray(),
                Arrays.stream(rows).map(row -> threads[row]).toArray(),
                Arrays.stream(rows).map(row -> states[row]).toArray(),
                Arrays.stream(rows).map(row -> mapping.applyAsInt(nodes[row])).toArray(),
                Arrays.stream(rows).map(row -> counts[row]).toArray(),
                Arrays.stream(rows).mapToLong(row -> weights[row]).toArray(),
                threadNames,
                stateNames,
                Arrays.stream(rows).map(row -> spans[row]).toArray());
    }

    /** How many rows there are. */
    public int size() {
        return nodes.length;
    }
}
