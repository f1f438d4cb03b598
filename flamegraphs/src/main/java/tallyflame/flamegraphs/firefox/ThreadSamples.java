package tallyflame.flamegraphs.firefox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;

/**
 * The samples of one thread, in order of time.
 *
 * @param name name of the thread
 * @param rows node, time in milliseconds and weight of each sample
 */
record ThreadSamples(String name, List<Row> rows) {
    /** One sample, or several of the same stack and time. */
    record Row(int node, int millis, long weight) {}

    static List<ThreadSamples> of(Profile.Distinct stacks, String event) {
        if (stacks.samples().isEmpty()) {
            return List.of(withoutTimes(stacks.tree()));
        }
        Samples samples = stacks.samples().get();
        TreeMap<String, List<Row>> threads = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            String name = samples.threadNames().get(samples.threads()[i]);
            threads.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(new Row(samples.nodes()[i], samples.millis()[i], samples.weights()[i]));
        }
        List<ThreadSamples> all = new ArrayList<>();
        threads.forEach((name, rows) -> {
            rows.sort(Comparator.comparingInt(Row::millis));
            all.add(new ThreadSamples(name.isEmpty() ? event : name, rows));
        });
        return all;
    }

    private static ThreadSamples withoutTimes(CallTree tree) {
        List<Row> rows = new ArrayList<>();
        for (int node = 0; node < tree.size(); node++) {
            if (tree.selfWeight(node) > 0) {
                rows.add(new Row(node, rows.size(), tree.selfWeight(node)));
            }
        }
        return new ThreadSamples("all threads", rows);
    }
}
