package tallyflame.flamegraphs.pprof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;

/** The stacks of a profile, told apart by thread and state where single samples are known. */
final class LabelledStacks {
    /** Samples of one stack; thread and state are empty where they are not known. */
    record Row(int node, String thread, String state, long samples, long weight) {}

    private record Key(int node, int thread, int state) {}

    private LabelledStacks() {}

    static List<Row> of(Profile.Distinct stacks) {
        CallTree tree = stacks.tree();
        List<Row> rows = new ArrayList<>();
        long[] seenSamples = new long[tree.size()];
        long[] seenWeight = new long[tree.size()];
        stacks.samples().ifPresent(samples -> rows.addAll(labelled(samples, seenSamples, seenWeight)));
        // What the single samples do not cover keeps its weight, without labels.
        for (int node = 0; node < tree.size(); node++) {
            long samples = tree.selfSamples(node) - seenSamples[node];
            long weight = tree.selfWeight(node) - seenWeight[node];
            if (samples > 0 || weight > 0) {
                rows.add(new Row(node, "", "", samples, weight));
            }
        }
        return rows;
    }

    private static List<Row> labelled(Samples samples, long[] seenSamples, long[] seenWeight) {
        Map<Key, long[]> sums = new HashMap<>();
        List<Key> order = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Key key = new Key(samples.nodes()[i], samples.threads()[i], samples.states()[i]);
            long[] sum = sums.computeIfAbsent(key, k -> {
                order.add(k);
                return new long[2];
            });
            sum[0] += samples.counts()[i];
            sum[1] += samples.weights()[i];
        }
        List<Row> rows = new ArrayList<>();
        for (Key key : order) {
            long[] sum = sums.get(key);
            seenSamples[key.node()] += sum[0];
            seenWeight[key.node()] += sum[1];
            String thread = samples.threadNames().get(key.thread());
            String state = samples.stateNames().get(key.state());
            rows.add(new Row(key.node(), thread, state, sum[0], sum[1]));
        }
        return rows;
    }
}
