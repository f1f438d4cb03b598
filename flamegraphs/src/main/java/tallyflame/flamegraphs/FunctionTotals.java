package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums over parts of a forest by function, in a walk that needs memory for one path only. One thread; the sums of several over
 * different parts are added at the end.
 */
public final class FunctionTotals {
    /**
     * One function.
     *
     * @param name {@code pkg.Class.method} or a bare symbol; overloads are one function
     * @param self weight of the stacks whose top frame is the function
     * @param total weight of the stacks that contain it, recursion counted once
     * @param selfSamples samples whose top frame is the function
     * @param samples samples whose stack contains it, recursion counted once
     */
    public record Function(String name, long self, long total, long selfSamples, long samples) {}

    private final StackForest tree;
    private final int[] functionOfFrame;
    /** How often each function is on the path from the root to the current node. */
    private final int[] running;

    private final long[] self;
    private final long[] selfSamples;
    private final long[] total;
    private final long[] samples;

    /** Sums along the path, by depth. */
    private long[] weightBelow = new long[64];

    private long[] samplesBelow = new long[64];

    private FunctionTotals(StackForest tree, int[] functionOfFrame, int functions) {
        this.tree = tree;
        this.functionOfFrame = functionOfFrame;
        running = new int[functions];
        self = new long[functions];
        selfSamples = new long[functions];
        total = new long[functions];
        samples = new long[functions];
    }

    /**
     * The functions of a forest that have samples, those with the largest self weight first, then by total and name.
     *
     * @param threads how many threads may sum, at least 1
     */
    public static List<Function> of(StackForest tree, int threads) {
        Frames frames = tree.frames();
        Map<String, Integer> numbers = new HashMap<>();
        int[] functionOfMethod = new int[frames.methods()];
        Arrays.setAll(
                functionOfMethod,
                method -> numbers.computeIfAbsent(frames.functionName(method), name -> numbers.size()));
        int[] functionOfFrame = new int[frames.size()];
        Arrays.setAll(functionOfFrame, frame -> functionOfMethod[frames.methodOf(frame)]);
        FunctionTotals sums = sum(tree, functionOfFrame, numbers.size(), threads);
        List<Function> functions = new ArrayList<>();
        numbers.forEach((name, i) ->
                functions.add(new Function(name, sums.self[i], sums.total[i], sums.selfSamples[i], sums.samples[i])));
        functions.removeIf(function -> function.samples() == 0);
        functions.sort(Comparator.comparingLong(Function::self)
                .thenComparingLong(Function::total)
                .reversed()
                .thenComparing(Function::name));
        return functions;
    }

    private static FunctionTotals sum(StackForest tree, int[] functionOfFrame, int functions, int threads) {
        List<Integer> roots = new ArrayList<>();
        for (int node = tree.firstChild(StackForest.ROOT); node != 0; node = tree.nextSibling(node)) {
            roots.add(node);
        }
        FunctionTotals[] sums = new FunctionTotals[Math.max(1, Math.min(threads, roots.size()))];
        Arrays.setAll(sums, worker -> new FunctionTotals(tree, functionOfFrame, functions));
        try (Workers workers = new Workers(sums.length)) {
            workers.run(roots.size(), (worker, root) -> sums[worker].walk(roots.get(root)));
        }
        for (int worker = 1; worker < sums.length; worker++) {
            sums[0].add(sums[worker]);
        }
        return sums[0];
    }

    private void add(FunctionTotals other) {
        for (int function = 0; function < self.length; function++) {
            self[function] += other.self[function];
            selfSamples[function] += other.selfSamples[function];
            total[function] += other.total[function];
            samples[function] += other.samples[function];
        }
    }

    /** Walks over a node below the root and all below it. */
    private void walk(int root) {
        int depth = 0;
        int node = root;
        while (node != 0) {
            enter(node, ++depth);
            int next = tree.firstChild(node);
            while (next == 0) {
                leave(node, depth--);
                if (node == root) {
                    return;
                }
                next = tree.nextSibling(node);
                node = next == 0 ? tree.parent(node) : node;
            }
            node = next;
        }
    }

    private void enter(int node, int depth) {
        if (depth == weightBelow.length) {
            weightBelow = Arrays.copyOf(weightBelow, 2 * depth);
            samplesBelow = Arrays.copyOf(samplesBelow, 2 * depth);
        }
        int function = functionOfFrame[tree.frame(node)];
        running[function]++;
        weightBelow[depth] = 0;
        samplesBelow[depth] = 0;
        long count = tree.selfSamples(node);
        if (count != 0) {
            long weight = tree.selfWeight(node);
            self[function] += weight;
            selfSamples[function] += count;
            weightBelow[depth] = weight;
            samplesBelow[depth] = count;
        }
    }

    /** Hands the sums of a node up; they count for its function unless that is also running further up: recursion counts once. */
    private void leave(int node, int depth) {
        int function = functionOfFrame[tree.frame(node)];
        if (--running[function] == 0) {
            total[function] += weightBelow[depth];
            samples[function] += samplesBelow[depth];
        }
        weightBelow[depth - 1] += weightBelow[depth];
        samplesBelow[depth - 1] += samplesBelow[depth];
    }
}
