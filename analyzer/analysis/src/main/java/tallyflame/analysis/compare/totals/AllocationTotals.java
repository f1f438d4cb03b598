package tallyflame.analysis.compare.totals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.counts.Allocated;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;

/**
 * Sampled bytes by function against exact ones: those that the function's own instructions allocate. What it has the JDK allocate is in
 * neither.
 */
public final class AllocationTotals {
    private static final double LEAST_SHARE = 0.01;

    /** Of one round: alerts, and weight and number of samples by function. */
    private record Round(double alerts, Map<MethodId, Double> bytes, Map<MethodId, Long> samples) {}

    private final Map<MethodId, Double> exact;
    private final List<Round> rounds;

    private AllocationTotals(Map<MethodId, Double> exact, List<Round> rounds) {
        this.exact = exact;
        this.rounds = rounds;
    }

    /**
     * Those of a module, the most exact bytes first; functions with a hundredth of all or more.
     *
     * @param counted run directory in which its allocations were counted
     */
    public static List<FunctionTotal> of(Evidence run, Path counted) throws IOException {
        Map<MethodId, Double> exact = exact(Evidence.open(counted));
        List<Round> rounds = new ArrayList<>();
        for (Fork fork : run.forks(Pass.SAMPLE)) {
            if (fork.alertsInWindow() > 0) {
                rounds.add(round(fork));
            }
        }
        return rounds.isEmpty() ? List.of() : new AllocationTotals(exact, rounds).totals();
    }

    /** Bytes of an alert by function; without those of which the bytes of a class are not known. */
    private static Map<MethodId, Double> exact(Evidence counted) throws IOException {
        Map<MethodId, Double> exact = new HashMap<>();
        Set<MethodId> unknown = new HashSet<>();
        for (Fork fork : counted.counted()) {
            for (ClassCounts type : CountSums.of(fork.counts())) {
                for (MethodCounts method : type.methods()) {
                    MethodId function = type.id(method).function();
                    long bytes = method.allocations().map(own -> own.bytes()).orElse(0L);
                    if (bytes == Allocated.UNKNOWN) {
                        unknown.add(function);
                    } else if (bytes > 0) {
                        exact.merge(function, (double) bytes / fork.alertsProcessed(), Double::sum);
                    }
                }
            }
        }
        exact.keySet().removeAll(unknown);
        return exact;
    }

    private static Round round(Fork fork) throws IOException {
        Round round = new Round(fork.alertsInWindow(), new HashMap<>(), new HashMap<>());
        for (Profile profile : Total.profiles(fork, Total.ALLOCATION)) {
            StackForest tree = profile.tree();
            MethodId[] functions = FrameMethods.functions(tree.frames());
            for (int node = 1; node < tree.size(); node++) {
                if (tree.selfSamples(node) > 0) {
                    int allocating = allocating(tree, node);
                    if (allocating != StackForest.ROOT) {
                        MethodId function = functions[tree.frames().methodOf(tree.frame(allocating))];
                        round.bytes.merge(function, (double) tree.selfWeight(node), Double::sum);
                        round.samples.merge(function, tree.selfSamples(node), Long::sum);
                    }
                }
            }
        }
        return round;
    }

    /** The frame that allocated: below that of the class. */
    private static int allocating(StackForest tree, int leaf) {
        int node = leaf;
        while (node != StackForest.ROOT && tree.frames().type(tree.frame(node)) == FrameType.CLASS) {
            node = tree.parent(node);
        }
        return node;
    }

    private List<FunctionTotal> totals() {
        double all = exact.values().stream().mapToDouble(Double::doubleValue).sum();
        return exact.keySet().stream()
                .filter(function -> exact.get(function) >= LEAST_SHARE * all)
                .map(this::total)
                .sorted(Comparator.comparingDouble((FunctionTotal total) -> -total.exactPerAlert())
                        .thenComparing(FunctionTotal::function))
                .toList();
    }

    private FunctionTotal total(MethodId function) {
        double truth = exact.get(function);
        double bytes = rounds.stream()
                .mapToDouble(round -> round.bytes.getOrDefault(function, 0.0))
                .sum();
        double alerts = rounds.stream().mapToDouble(Round::alerts).sum();
        Interval bias = Interval.ofMean(rounds.stream()
                .mapToDouble(round -> round.bytes.getOrDefault(function, 0.0) / round.alerts / truth)
                .toArray());
        return new FunctionTotal(
                "allocation",
                function,
                "JDK (ObjectAllocationSample)",
                "exact counts",
                "bytes",
                rounds.stream()
                        .mapToLong(round -> round.samples.getOrDefault(function, 0L))
                        .sum(),
                bytes / alerts,
                truth,
                new Interval(bias.value(), Math.max(0, bias.low()), bias.high()));
    }
}
