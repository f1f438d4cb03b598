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

    /** How functions are to be numbered, and the groups of frames that this makes. */
    private record Numbered(Map<String, Integer> numbers, GroupTotals.Groups groups) {}

    /**
     * The functions of a forest that have samples, those with the largest self weight first, then by total and name.
     *
     * @param threads how many threads may sum, at least 1
     */
    public static List<Function> of(StackForest tree, int threads) {
        return sums(tree, List.of(all(tree.frames())), threads).get(0);
    }

    /**
     * The functions of some methods, each with the weight of all that it calls and that is not of these methods; stacks without any of
     * them count for nobody, so that the self weights add up to less than that of the forest.
     *
     * @param own which methods, by their number in {@link Frames}
     * @param threads how many threads may sum, at least 1
     */
    public static List<Function> folded(StackForest tree, IntPredicate own, int threads) {
        return sums(tree, List.of(own(tree.frames(), own)), threads).get(0);
    }

    /** What {@link #of} and {@link #folded} answer, in this order, at little more than the price of one. */
    public static List<List<Function>> both(StackForest tree, IntPredicate own, int threads) {
        return sums(tree, List.of(all(tree.frames()), own(tree.frames(), own)), threads);
    }

    private static Numbered all(Frames frames) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] ofMethod = functions(frames, numbers, method -> true);
        return new Numbered(numbers, new GroupTotals.Groups(ofFrames(frames, ofMethod), numbers.size() + 1));
    }

    private static Numbered own(Frames frames, IntPredicate own) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] ofFrame = ofFrames(frames, functions(frames, numbers, own));
        for (int frame = 0; frame < ofFrame.length; frame++) {
            if (frames.type(frame) == FrameType.CLASS) {
                ofFrame[frame] = GroupTotals.FOLDED; // what is allocated counts for who allocates
            }
        }
        return new Numbered(numbers, new GroupTotals.Groups(ofFrame, numbers.size() + 1));
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

    private static List<List<Function>> sums(StackForest tree, List<Numbered> numbered, int threads) {
        List<GroupTotals> sums =
                GroupTotals.of(tree, numbered.stream().map(Numbered::groups).toList(), threads);
        List<List<Function>> functions = new ArrayList<>();
        for (int kind = 0; kind < numbered.size(); kind++) {
            functions.add(functions(numbered.get(kind).numbers(), sums.get(kind)));
        }
        return functions;
    }

    private static List<Function> functions(Map<String, Integer> numbers, GroupTotals sums) {
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
