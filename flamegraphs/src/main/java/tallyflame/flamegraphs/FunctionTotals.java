package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The functions of a forest and their weights. */
public final class FunctionTotals {
    /**
     * One function.
     *
     * @param name {@code pkg.Class.method} or a bare symbol; overloads are one function
     * @param self weight of the stacks whose top frame is the function
     * @param total weight of the stacks that contain it, recursion counted once
     * @param selfSamples samples whose top frame is the function
     * @param samples samples whose stack contains it, recursion counted once
     * @param selfSquares sum of the squares of the weights of {@code selfSamples}
     * @param squares sum of the squares of the weights of {@code samples}
     */
    public record Function(
            String name, long self, long total, long selfSamples, long samples, double selfSquares, double squares) {}

    private FunctionTotals() {}

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
        GroupTotals sums = GroupTotals.of(tree, functionOfFrame, numbers.size(), threads);
        List<Function> functions = new ArrayList<>();
        numbers.forEach((name, i) -> functions.add(new Function(
                name,
                sums.self(i),
                sums.total(i),
                sums.selfSamples(i),
                sums.samples(i),
                sums.selfSquares(i),
                sums.squares(i))));
        functions.removeIf(function -> function.samples() == 0);
        functions.sort(Comparator.comparingLong(Function::self)
                .thenComparingLong(Function::total)
                .reversed()
                .thenComparing(Function::name));
        return functions;
    }
}
