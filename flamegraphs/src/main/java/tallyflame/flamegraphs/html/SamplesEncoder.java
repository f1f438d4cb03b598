package tallyflame.flamegraphs.html;

import java.util.Arrays;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Ranks;

/**
 * Encodes single samples for the page: time in buckets, thread and state as one group. Rows of the same node, group and
 * bucket are one entry. Where that is too much, light nodes leave their samples to their callers. Columns: entries of each node
 * that has weight of its own, or of all nodes where light ones are left out; groups, ascending within a node and written as
 * differences; buckets, as differences within node and group; samples; weight in units of the tree's column of weights, left out
 * where the tree has none. {@code samples.js} decodes it. Used once.
 */
final class SamplesEncoder {
    private final GraphTree tree;
    private final TimedSamples samples;
    private final TreeEncoder weights;
    private final int stepsPerBucket;
    private final long leastWeight;

    private final RunColumn entries;
    private final RunColumn groupColumn = new RunColumn(0);
    private final PackedColumn bucketColumn = new PackedColumn();
    private final RunColumn counts = new RunColumn(1);
    private final PackedColumn weightColumn = new PackedColumn();

    /**
     * @param weights the encoder of the tree, after it has encoded it
     * @param stepsPerBucket how many steps of the samples' time are not told apart
     * @param leastWeight what a node must weigh to have samples of its own; those of lighter ones count for their caller
     */
    SamplesEncoder(GraphTree tree, TimedSamples samples, TreeEncoder weights, int stepsPerBucket, long leastWeight) {
        this.tree = tree;
        this.samples = samples;
        this.weights = weights;
        this.stepsPerBucket = stepsPerBucket;
        this.leastWeight = leastWeight;
        entries = new RunColumn(leastWeight > 0 ? 0 : 1);
    }

    /** Length of a bucket in milliseconds. */
    double bucketMillis() {
        return samples.stepMillis() * stepsPerBucket;
    }

    /** How many buckets there are. */
    int buckets() {
        return (samples.steps() + stepsPerBucket - 1) / stepsPerBucket;
    }

    PackedColumn encode() {
        Ranks holders = leastWeight > 0 ? new Ranks() : tree.stackNodes();
        int[] holderOf = leastWeight > 0 ? heavy(holders) : own();
        TimedSamples.ByHolder byHolder = samples.byHolder(holderOf, holders.size());
        for (int node : weights.order()) {
            int holder = holders.of(node);
            if (holder >= 0 && (leastWeight > 0 || tree.selfSamples(node) > 0 || tree.selfWeight(node) > 0)) {
                node(byHolder.indexes(), byHolder.starts()[holder], byHolder.starts()[holder + 1]);
            } else if (leastWeight > 0) {
                entries.add(0);
            }
        }
        PackedColumn all = new PackedColumn();
        entries.appendTo(all);
        groupColumn.appendTo(all);
        all.append(bucketColumn);
        counts.appendTo(all);
        all.append(weightColumn);
        return all;
    }

    /** Every node holds the samples of its own stack. */
    private int[] own() {
        int[] own = new int[tree.stackNodes().size()];
        Arrays.setAll(own, rank -> rank);
        return own;
    }

    /**
     * For each node at which stacks end itself, or the nearest node towards the root that is heavy enough.
     *
     * @param holders to which those that are heavy enough are added
     */
    private int[] heavy(Ranks holders) {
        int[] heavy = new int[tree.stackNodes().size()];
        int[] path = new int[tree.maxDepth() + 1];
        int stacks = 0;
        for (int node = 0; node < tree.size(); node++) {
            int depth = tree.depth(node);
            boolean isHeavy = node == 0 || tree.totalWeight(node) >= leastWeight;
            path[depth] = isHeavy ? holders.add(node) : path[depth - 1];
            if (tree.stackNodes().of(node) >= 0) {
                heavy[stacks++] = path[depth];
            }
        }
        return heavy;
    }

    private void node(int[] indexes, int from, int to) {
        int count = 0;
        int groupBefore = 0;
        int bucketBefore = 0;
        for (int i = from; i < to; ) {
            int group = samples.group(indexes[i]);
            int bucket = bucket(indexes[i]);
            long samplesHere = 0;
            long weight = 0;
            int end = i;
            while (end < to && samples.group(indexes[end]) == group && bucket(indexes[end]) == bucket) {
                samplesHere += samples.count(indexes[end]);
                weight += weights.perSample() == 0 ? samples.weight(indexes[end]) : 0;
                end++;
            }
            i = end;
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

    private int bucket(int index) {
        return samples.step(index) / stepsPerBucket;
    }
}
