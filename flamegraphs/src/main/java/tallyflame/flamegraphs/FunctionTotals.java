package tallyflame.flamegraphs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

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
        Map<String, Integer> numbers = new HashMap<>();
        int[] ofMethod = functions(tree.frames(), numbers, method -> true);
        return sums(tree, numbers, ofFrames(tree.frames(), ofMethod), threads);
    }

    /**
     * The functions of some methods, each with the weight of all that it calls and that is not of these methods; stacks without any of
     * them count for nobody, so that the self weights add up to less than that of the forest.
     *
     * @param own which methods, by their number in {@link Frames}
     * @param threads how many threads may sum, at least 1
     */
    public static List<Function> folded(StackForest tree, IntPredicate own, int threads) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] ofMethod = functions(tree.frames(), numbers, own);
        int[] ofFrame = ofFrames(tree.frames(), ofMethod);
        for (int frame = 0; frame < ofFrame.length; frame++) {
            if (tree.frames().type(frame) == FrameType.CLASS) {
                ofFrame[frame] = GroupTotals.FOLDED; // what is allocated counts for who allocates
            }
        }
        return sums(tree, numbers, ofFrame, threads);
    }

    private static int[] functions(Frames frames, Map<String, Integer> numbers, IntPredicate counted) {
        int[] functions = new int[frames.methods()];
        Arrays.setAll(
                functions,
                method -> counted.test(method)
                        ? numbers.computeIfAbsent(frames.functionName(method), name -> numbers.size())
                        : GroupTotals.FOLDED);
        return functions;
    }

    private static int[] ofFrames(Frames frames, int[] ofMethod) {
        int[] functions = new int[frames.size()];
        Arrays.setAll(functions, frame -> ofMethod[frames.methodOf(frame)]);
        return functions;
    }

    private static List<Function> sums(
            StackForest tree, Map<String, Integer> numbers, int[] functionOfFrame, int threads) {
        GroupTotals sums = GroupTotals.of(tree, functionOfFrame, numbers.size() + 1, threads);
        List<Function> functions = new ArrayList<>();
        numbers.forEach((name, i) -> functions.add(new Function(
                name,
                sums.self(i),
                sums.total(i),
                sums.selfSamples(i),
                sums.samples(i),
                sums.selfSquares(i),
                sums.squares(i))));
        return sorted(functions);
    }

    /** Those of some functions that have samples, the ones with the largest self weight first, then by total and name. */
    public static List<Function> sorted(List<Function> all) {
        List<Function> functions = new ArrayList<>(all);
        functions.removeIf(function -> function.samples() == 0);
        functions.sort(Comparator.comparingLong(Function::self)
                .thenComparingLong(Function::total)
                .reversed()
                .thenComparing(Function::name));
        return functions;
    }
}
