package tallyflame.analysis.diff.version;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tallyflame.analysis.functions.FunctionTable;
import tallyflame.analysis.lines.LineWeights;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.FunctionTotals;
import tallyflame.flamegraphs.Profile;

/**
 * The samples of one fork: the unit that varies from one execution to the next.
 *
 * @param weight of all samples
 * @param samples how many there are
 * @param alerts done while they were taken, 0 if that is not known
 * @param functions by {@code pkg.Class.method}
 * @param lines those with a source line
 * @param callers names of the functions seen to call a function
 * @param callees names of the functions seen to be called by a function
 */
public record Observation(
        double weight,
        long samples,
        long alerts,
        Map<String, Cost> functions,
        Map<CodeLine, Cost> lines,
        Map<String, Set<String>> callers,
        Map<String, Set<String>> callees) {
    /** The samples of a profile. */
    static Observation of(Profile profile, long alerts) {
        FunctionTable table = FunctionTable.of(profile);
        Map<String, Cost> functions = new HashMap<>();
        for (FunctionTotals.Function function : table.functions()) {
            functions.put(function.name(), new Cost(function.self(), function.selfSamples(), function.total()));
        }
        Map<String, Set<String>> callers = new HashMap<>();
        Map<String, Set<String>> callees = new HashMap<>();
        calls(profile.tree(), callers, callees);
        return new Observation(
                table.total(), table.samples(), alerts, functions, lines(profile.tree()), callers, callees);
    }

    private static Map<CodeLine, Cost> lines(CallTree tree) {
        Frames frames = tree.frames();
        LineWeights weights = LineWeights.of(tree);
        Map<CodeLine, Cost> lines = new HashMap<>();
        for (int line = 0; line < weights.lines(); line++) {
            if (weights.sourceLine(line) > 0) {
                int method = weights.methodOf(line);
                lines.merge(
                        new CodeLine(frames.className(method), frames.methodName(method), weights.sourceLine(line)),
                        new Cost(weights.ownWeight(line), weights.ownSamples(line), weights.weight(line)),
                        Cost::plus);
            }
        }
        return lines;
    }

    private static void calls(CallTree tree, Map<String, Set<String>> callers, Map<String, Set<String>> callees) {
        Frames frames = tree.frames();
        for (int node = 1; node < tree.size(); node++) {
            int parent = tree.parent(node);
            if (parent != CallTree.ROOT) {
                String callee = frames.functionName(frames.methodOf(tree.frame(node)));
                String caller = frames.functionName(frames.methodOf(tree.frame(parent)));
                callers.computeIfAbsent(callee, name -> new HashSet<>()).add(caller);
                callees.computeIfAbsent(caller, name -> new HashSet<>()).add(callee);
            }
        }
    }

    /** The same samples under other names. */
    public Observation renamed(UnaryOperator<String> function, UnaryOperator<CodeLine> line) {
        Map<String, Cost> newFunctions = new HashMap<>();
        functions.forEach((name, cost) -> newFunctions.merge(function.apply(name), cost, Cost::plus));
        Map<CodeLine, Cost> newLines = new HashMap<>();
        lines.forEach((place, cost) -> newLines.merge(line.apply(place), cost, Cost::plus));
        return new Observation(weight, samples, alerts, newFunctions, newLines, callers, callees);
    }
}
