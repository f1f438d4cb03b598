package tallyflame.analysis.lines;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import tallyflame.analysis.statistics.WeightSum;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.GroupTotals;
import tallyflame.flamegraphs.StackForest;

/**
 * Weight and samples of every method and of every line of a method: those of the stacks that contain it, callees included.
 * A stack in which it occurs several times (recursion) counts once. Lines of a method that have samples are numbered
 * {@code from(method)} to {@code to(method)}, in order of the source line.
 */
public final class LineWeights {
    /** The distinct (method, line), method in the upper half, sorted; lines are numbered as here. */
    private final long[] keys;

    private final GroupTotals methods;
    private final GroupTotals lines;
    private final long[] ownWeights;
    private final long[] ownSamples;
    private final double[] ownSquares;
    /** Where the lines of each method start in {@link #keys}; one longer than there are methods. */
    private final int[] starts;

    private LineWeights(StackForest tree, long[] keys, int[] lineOfFrame) {
        Frames frames = tree.frames();
        int threads = Runtime.getRuntime().availableProcessors();
        int[] methodOfFrame = new int[lineOfFrame.length];
        Arrays.setAll(methodOfFrame, frames::methodOf);
        this.keys = keys;
        List<GroupTotals> sums = GroupTotals.of(
                tree,
                List.of(
                        new GroupTotals.Groups(methodOfFrame, frames.methods()),
                        new GroupTotals.Groups(lineOfFrame, keys.length)),
                threads);
        methods = sums.get(0);
        lines = sums.get(1);
        ownWeights = new long[keys.length];
        ownSamples = new long[keys.length];
        ownSquares = new double[keys.length];
        starts = new int[frames.methods() + 1];
        for (long key : keys) {
            starts[method(key) + 1]++;
        }
        for (int method = 0; method < frames.methods(); method++) {
            starts[method + 1] += starts[method];
        }
        sumOwn(tree, lineOfFrame);
    }

    /** Sums a forest up; time grows with its nodes only. */
    public static LineWeights of(StackForest tree) {
        return of(tree, (method, line) -> line);
    }

    /**
     * The same with lines that are taken for others.
     *
     * @param canonical of a method's number and a line number, the line that it is taken for
     */
    public static LineWeights of(StackForest tree, IntBinaryOperator canonical) {
        Frames frames = tree.frames();
        long[] frameKeys = new long[frames.size()];
        Arrays.setAll(frameKeys, frame -> {
            int method = frames.methodOf(frame);
            return key(method, canonical.applyAsInt(method, frames.line(frame)));
        });
        long[] keys = distinct(frameKeys);
        int[] lineOfFrame = new int[frameKeys.length];
        Arrays.setAll(lineOfFrame, frame -> Arrays.binarySearch(keys, frameKeys[frame]));
        return new LineWeights(tree, keys, lineOfFrame);
    }

    /** A node without a source line hands its own weight on to the nearest node above it that has one. */
    private void sumOwn(StackForest tree, int[] lineOfFrame) {
        int[] nearest = new int[tree.size()];
        nearest[StackForest.ROOT] = -1;
        for (int node = 1; node < nearest.length; node++) {
            int line = lineOfFrame[tree.frame(node)];
            nearest[node] = sourceLine(line) > 0 ? line : nearest[tree.parent(node)];
            if (nearest[node] >= 0) {
                int stack = tree.stack(node);
                ownWeights[nearest[node]] += tree.stackWeight(stack);
                ownSamples[nearest[node]] += tree.stackSamples(stack);
                ownSquares[nearest[node]] += tree.stackSquares(stack);
            }
        }
    }

    /** How many lines of all methods there are. */
    public int lines() {
        return keys.length;
    }

    /** The method of a line. */
    public int methodOf(int line) {
        return method(keys[line]);
    }

    /** Weight of the stacks that contain a method, numbered as in {@link Frames}. */
    public long methodWeight(int method) {
        return methods.total(method);
    }

    /** Samples whose stack contains a method. */
    public long methodSamples(int method) {
        return methods.samples(method);
    }

    /** The stacks that contain a method. */
    WeightSum ofMethod(int method) {
        return new WeightSum(methods.total(method), methods.samples(method), methods.squares(method));
    }

    /** The stacks that contain a line. */
    WeightSum ofLine(int line) {
        return new WeightSum(lines.total(line), lines.samples(line), lines.squares(line));
    }

    /** The stacks whose innermost frame with a source line is a line. */
    public WeightSum own(int line) {
        return new WeightSum(ownWeights[line], ownSamples[line], ownSquares[line]);
    }

    /** The first of a method's lines. */
    public int from(int method) {
        return starts[method];
    }

    /** After the last of a method's lines. */
    public int to(int method) {
        return starts[method + 1];
    }

    /** Source line of a line number of this object, or {@link Frames#UNKNOWN}. */
    public int sourceLine(int line) {
        return (int) keys[line];
    }

    /** Weight of the stacks that contain the line. */
    public long weight(int line) {
        return lines.total(line);
    }

    /** Samples whose stack contains the line. */
    public long samples(int line) {
        return lines.samples(line);
    }

    /** Weight of the stacks whose innermost frame with a source line is this line: itself and the native code it called. */
    public long ownWeight(int line) {
        return ownWeights[line];
    }

    /** Samples of the stacks whose innermost frame with a source line is this line. */
    public long ownSamples(int line) {
        return ownSamples[line];
    }

    private static long key(int method, int line) {
        // Every negative line means unknown; as an unsigned lower half it sorts behind the known ones.
        return ((long) method << 32) | ((line < 0 ? Frames.UNKNOWN : line) & 0xFFFF_FFFFL);
    }

    private static int method(long key) {
        return (int) (key >>> 32);
    }

    private static long[] distinct(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int size = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[size++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, size);
    }
}
