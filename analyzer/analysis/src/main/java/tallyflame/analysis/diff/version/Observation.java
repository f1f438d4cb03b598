package tallyflame.analysis.diff.version;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tallyflame.analysis.counts.InlinedLines;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.lines.LineWeights;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest;
import tallyflame.recordings.chunk.LongIntMap;

/**
 * The samples of one fork: the unit that varies from one execution to the next.
 *
 * @param weight of all samples
 * @param samples how many there are
 * @param alerts done while they were taken, 0 if that is not known
 * @param lines those with a source line
 * @param callers the functions seen to call a function
 * @param callees the functions seen to be called by a function
 */
public record Observation(
        double weight,
        long samples,
        long alerts,
        Map<MethodId, Cost> functions,
        Map<LineId, Cost> lines,
        Map<MethodId, Set<MethodId>> callers,
        Map<MethodId, Set<MethodId>> callees) {
    /** The samples of a profile. */
    static Observation of(Profile profile, long alerts, InlinedLines inlined) {
        FunctionTable table = FunctionTable.of(profile);
        MethodId[] methods = FrameMethods.functions(profile.tree().frames());
        Map<MethodId, Cost> functions = new HashMap<>();
        for (FunctionTotals.Function function : table.functions()) {
            functions.put(
                    MethodId.parse(function.name()),
                    new Cost(function.self(), function.selfSamples(), function.selfSquares(), function.total()));
        }
        Map<MethodId, Set<MethodId>> callers = new HashMap<>();
        Map<MethodId, Set<MethodId>> callees = new HashMap<>();
        calls(profile.tree(), methods, callers, callees);
        return new Observation(
                table.total(),
                table.samples(),
                alerts,
                functions,
                lines(profile.tree(), methods, inlined),
                callers,
                callees);
    }

    private static Map<LineId, Cost> lines(StackForest tree, MethodId[] methods, InlinedLines inlined) {
        LineWeights weights = LineWeights.of(tree, inlined.in(tree.frames()));
        Map<LineId, Cost> lines = new HashMap<>();
        for (int line = 0; line < weights.lines(); line++) {
            if (weights.sourceLine(line) > 0) {
                lines.merge(
                        new LineId(methods[weights.methodOf(line)], weights.sourceLine(line)),
                        cost(weights.own(line), weights.weight(line)),
                        Cost::plus);
            }
        }
        return lines;
    }

    private static Cost cost(WeightSum own, long total) {
        return new Cost(own.weight(), own.samples(), own.squares(), total);
    }

    private static void calls(
            StackForest tree,
            MethodId[] methods,
            Map<MethodId, Set<MethodId>> callers,
            Map<MethodId, Set<MethodId>> callees) {
        Frames frames = tree.frames();
        // Millions of nodes are of a few thousand pairs of methods, told apart by number before names are compared.
        LongIntMap pairs = new LongIntMap();
        for (int node = 1; node < tree.size(); node++) {
            int parent = tree.parent(node);
            if (parent != StackForest.ROOT) {
                int callee = frames.methodOf(tree.frame(node));
                int caller = frames.methodOf(tree.frame(parent));
                int known = pairs.size();
                if (pairs.add(((long) caller << 32) | callee) == known) {
                    callers.computeIfAbsent(methods[callee], name -> new HashSet<>())
                            .add(methods[caller]);
                    callees.computeIfAbsent(methods[caller], name -> new HashSet<>())
                            .add(methods[callee]);
                }
            }
        }
    }

    /** What a function or line takes. */
    public Cost cost(CodeUnit unit) {
        return unit instanceof LineId line
                ? lines.getOrDefault(line, Cost.NOTHING)
                : functions.getOrDefault(unit.method(), Cost.NOTHING);
    }

    /** The same samples under other names. */
    public Observation renamed(UnaryOperator<MethodId> function, UnaryOperator<LineId> line) {
        Map<MethodId, Cost> newFunctions = new HashMap<>();
        functions.forEach((name, cost) -> newFunctions.merge(function.apply(name), cost, Cost::plus));
        Map<LineId, Cost> newLines = new HashMap<>();
        lines.forEach((place, cost) -> newLines.merge(line.apply(place), cost, Cost::plus));
        return new Observation(weight, samples, alerts, newFunctions, newLines, callers, callees);
    }
}
