package tallyflame.flamegraphs.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.graph.GraphTree;

/**
 * Encodes single samples for the page: time in buckets, thread and state as one group. Rows of the same node, group and
 * bucket are one entry. Where that is too much, light nodes leave their samples to their callers. Columns: entries of each node that has weight of its own, or of all nodes where light ones are left out; groups, ascending
 * within a node and written as differences; buckets, as differences within node and group; samples; weight in units of the
 * tree's column of weights, left out where the tree has none. {@code samples.js} decodes it.
 */
final class SamplesEncoder {
    private final GraphTree tree;
    private final Samples samples;
    private final TreeEncoder weights;
    private final int buckets;
    private final double bucketMillis;
    private final long leastWeight;
    private final Map<Long, Integer> groupIds = new HashMap<>();
    private final List<int[]> groups = new ArrayList<>();

    private final RunColumn entries;
    private final RunColumn groupColumn = new RunColumn(0);
    private final Column bucketColumn = new Column();
    private final RunColumn counts = new RunColumn(1);
    private final Column weightColumn = new Column();

    /**
     * @param weights the encoder of the tree, after it has encoded it
     * @param buckets into how many parts the time of the samples is divided, at most
     * @param leastWeight what a node must weigh to have samples of its own; those of lighter ones count for their caller
     */
    SamplesEncoder(GraphTree tree, Samples samples, TreeEncoder weights, int buckets, long leastWeight) {
        this.leastWeight = leastWeight;
        entries = new RunColumn(leastWeight > 0 ? 0 : 1);
        this.tree = tree;
        this.samples = samples;
        this.weights = weights;
        long span = Arrays.stream(samples.millis()).max().orElse(0) + 1L;
        bucketMillis = Math.max(1, (double) span / buckets);
        this.buckets = (int) Math.ceil(span / bucketMillis);
    }

    /** Length of a bucket in milliseconds. */
    double bucketMillis() {
        return bucketMillis;
    }

    /** How many buckets there are. */
    int buckets() {
        return buckets;
    }

    /** The pairs of thread and state that occur; known after {@link #encode}. */
    List<int[]> groups() {
        return groups;
    }

    Column encode() {
        int[] firstRow = new int[tree.size() + 1];
        int[] rows = rowsByNode(firstRow);
        for (int node : weights.order()) {
            if (leastWeight > 0 || tree.selfSamples(node) > 0 || tree.selfWeight(node) > 0) {
                node(rows, firstRow[node], firstRow[node + 1]);
            }
        }
        Column all = new Column();
        entries.appendTo(all);
        groupColumn.appendTo(all);
        all.append(bucketColumn);
        counts.appendTo(all);
        all.append(weightColumn);
        return all;
    }

    /** A counting sort: rows in the order of their nodes; those of node n begin at firstRow[n]. */
    private int[] rowsByNode(int[] firstRow) {
        int[] holders = holders();
        for (int row = 0; row < samples.size(); row++) {
            firstRow[holders[tree.nodeOf(samples.nodes()[row])] + 1]++;
        }
        for (int node = 0; node < tree.size(); node++) {
            firstRow[node + 1] += firstRow[node];
        }
        int[] next = Arrays.copyOf(firstRow, tree.size());
        int[] rows = new int[samples.size()];
        for (int row = 0; row < samples.size(); row++) {
            rows[next[holders[tree.nodeOf(samples.nodes()[row])]]++] = row;
        }
        return rows;
    }

    /** For each node itself, or the nearest node towards the root that is heavy enough. */
    private int[] holders() {
        int[] holders = new int[tree.size()];
        int[] path = new int[tree.maxDepth() + 1];
        for (int node = 1; node < holders.length; node++) {
            int depth = tree.depth(node);
            holders[node] = tree.totalWeight(node) >= leastWeight ? node : path[depth - 1];
            path[depth] = holders[node];
        }
        return holders;
    }

    private void node(int[] rows, int from, int to) {
        // Sorted by group, then bucket; the row stands in the low 32 bits, group and bucket above it.
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            long place = (long) group(rows[i]) * buckets + bucket(rows[i]);
            keys[i - from] = place << 32 | rows[i];
        }
        Arrays.sort(keys);
        int count = 0;
        int groupBefore = 0;
        int bucketBefore = 0;
        for (int i = 0; i < keys.length; ) {
            long place = keys[i] >>> 32;
            long samplesHere = 0;
            long weight = 0;
            for (; i < keys.length && keys[i] >>> 32 == place; i++) {
                samplesHere += samples.counts()[(int) keys[i]];
                weight += samples.weights()[(int) keys[i]];
            }
            int group = (int) (place / buckets);
            int bucket = (int) (place % buckets);
            groupColumn.add(group - groupBefore);
            bucketColumn.unsigned(count > 0 && group == groupBefore ? bucket - bucketBefore : bucket);
            counts.add(samplesHere);
            if (weights.perSample() == 0) {
                weightColumn.unsigned(weight / weights.unit());
            }
            groupBefore = group;
            bucketBefore = bucket;
            count++;
        }
        entries.add(count);
    }

    private int group(int row) {
        int thread = samples.threads()[row];
        int state = samples.states()[row];
        return groupIds.computeIfAbsent((long) thread << 32 | state, key -> {
            groups.add(new int[] {thread, state});
            return groups.size() - 1;
        });
    }

    private int bucket(int row) {
        return Math.min(buckets - 1, (int) (samples.millis()[row] / bucketMillis));
    }
}
