package tallyflame.flamegraphs.perf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.flamegraphs.symbols.SymbolNames;

/** Collects the samples of one event of perf. */
final class EventBuilder {
    /** The first line of a sample; {@code period} is 1 where perf did not print it. */
    record Head(String thread, long millis, long period) {}

    /** A named frame; the type is null where the name has to tell. */
    record Symbol(String name, FrameType type) {}

    private record Row(int node, int thread, long millis, long weight) {}

    private final String name;
    private final CallTree tree = new CallTree(new Frames());
    private final Map<String, Integer> threads = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    EventBuilder(String name) {
        this.name = name;
    }

    /** Adds a sample with its frames, innermost first. */
    void add(Head head, List<Symbol> stack) {
        int node = CallTree.ROOT;
        for (int i = stack.size() - 1; i >= 0; i--) {
            Symbol symbol = stack.get(i);
            node = tree.child(node, SymbolNames.frame(tree.frames(), symbol.name(), Frames.UNKNOWN, symbol.type()));
        }
        tree.add(node, 1, head.period());
        rows.add(new Row(
                node, threads.computeIfAbsent(head.thread(), t -> threads.size()), head.millis(), head.period()));
    }

    /** When the first sample was taken, in milliseconds since the machine's start. */
    long earliestMillis() {
        return rows.stream().mapToLong(Row::millis).min().orElse(Long.MAX_VALUE);
    }

    /** @param start what times are counted from, the same for all events of a file */
    Profile build(long start) {
        // perf counts from the start of the machine, not from 1970.
        Samples samples = new Samples(
                0,
                rows.stream().mapToInt(row -> (int) (row.millis() - start)).toArray(),
                rows.stream().mapToInt(Row::thread).toArray(),
                new int[rows.size()],
                rows.stream().mapToInt(Row::node).toArray(),
                rows.stream().mapToInt(row -> 1).toArray(),
                rows.stream().mapToLong(Row::weight).toArray(),
                List.copyOf(threads.keySet()),
                List.of(""));
        boolean clock = name.startsWith("cpu-clock") || name.startsWith("task-clock");
        boolean counted = rows.stream().anyMatch(row -> row.weight() != 1);
        String unit = clock && counted ? "ns" : counted ? name.replaceFirst(":[a-zA-Z]*$", "") : "samples";
        return new Profile(clock ? "cpu" : name, unit, tree, Ledger.complete(rows.size()), Optional.of(samples));
    }
}
