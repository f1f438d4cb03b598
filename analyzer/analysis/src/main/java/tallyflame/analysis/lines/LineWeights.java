package tallyflame.analysis.lines;

import java.util.Arrays;
import tallyflame.flamegraphs.CompactSums;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.StackForest;

/**
 * Weight and samples of every method and of every line of a method: those of the stacks that contain it, callees included.
 * A stack in which it occurs several times (recursion) counts once. Lines of a method that have samples are numbered
 * {@code from(method)} to {@code to(method)}, in order of the source line.
 */
public final class LineWeights {
    private final long[] methodWeights;
    private final long[] methodSamples;
    /** The distinct (method, line), method in the upper half, sorted; the other line arrays run parallel to it. */
    private final long[] keys;

    private final long[] weights;
    private final long[] samples;
    private final long[] ownWeights;
    private final long[] ownSamples;
    /** Where the lines of each method start in {@link #keys}; one longer than there are methods. */
    private final int[] starts;

    private LineWeights(int methods, long[] keys) {
        this.keys = keys;
        methodWeights = new long[methods];
        methodSamples = new long[methods];
        weights = new long[keys.length];
        samples = new long[keys.length];
        ownWeights = new long[keys.length];
        ownSamples = new long[keys.length];
        starts = new int[methods + 1];
        for (long key : keys) {
            starts[method(key) + 1]++;
        }
        for (int method = 0; method < methods; method++) {
            starts[method + 1] += starts[method];
        }
    }

    /** Sums a call tree up in one walk; time and memory grow with its nodes only. */
    public static LineWeights of(StackForest tree) {
        Frames frames = tree.frames();
        long[] frameKeys = new long[frames.size()];
        for (int frame = 0; frame < frameKeys.length; frame++) {
            frameKeys[frame] = key(frames.methodOf(frame), frames.line(frame));
        }
        LineWeights result = new LineWeights(frames.methods(), distinct(frameKeys));
        int[] lineOfFrame = new int[frameKeys.length];
        for (int frame = 0; frame < lineOfFrame.length; frame++) {
            lineOfFrame[frame] = Arrays.binarySearch(result.keys, frameKeys[frame]);
        }
        result.walk(tree, lineOfFrame);
        result.sumOwn(tree, lineOfFrame);
        return result;
    }

    /** Depth first without a stack: how often a line and a method stand on the path down to the node is kept up to date. */
    private void walk(StackForest tree, int[] lineOfFrame) {
        int[] firstChild = new int[tree.size()];
        int[] nextSibling = new int[tree.size()];
        for (int node = tree.size() - 1; node > StackForest.ROOT; node--) {
            nextSibling[node] = firstChild[tree.parent(node)];
            firstChild[tree.parent(node)] = node;
        }
        CompactSums totalWeights = tree.totalWeights();
        CompactSums totalSamples = tree.totalSamples();
        int[] linesOnPath = new int[keys.length];
        int[] methodsOnPath = new int[methodWeights.length];
        int node = firstChild[StackForest.ROOT];
        while (node > StackForest.ROOT) {
            int line = lineOfFrame[tree.frame(node)];
            int method = method(keys[line]);
            if (linesOnPath[line]++ == 0) {
                weights[line] += totalWeights.get(node);
                samples[line] += totalSamples.get(node);
            }
            if (methodsOnPath[method]++ == 0) {
                methodWeights[method] += totalWeights.get(node);
                methodSamples[method] += totalSamples.get(node);
            }
            if (firstChild[node] != 0) {
                node = firstChild[node];
                continue;
            }
            // A leaf ends here, and so does every node above whose last child it is.
            while (node > StackForest.ROOT) {
                int left = lineOfFrame[tree.frame(node)];
                linesOnPath[left]--;
                methodsOnPath[method(keys[left])]--;
                if (nextSibling[node] != 0) {
                    node = nextSibling[node];
                    break;
                }
                node = tree.parent(node);
            }
        }
    }

    /** A node without a source line hands its own weight on to the nearest node above it that has one. */
    private void sumOwn(StackForest tree, int[] lineOfFrame) {
        int[] nearest = new int[tree.size()];
        nearest[StackForest.ROOT] = -1;
        for (int node = 1; node < nearest.length; node++) {
            int line = lineOfFrame[tree.frame(node)];
            nearest[node] = sourceLine(line) > 0 ? line : nearest[tree.parent(node)];
            if (nearest[node] >= 0) {
                ownWeights[nearest[node]] += tree.selfWeight(node);
                ownSamples[nearest[node]] += tree.selfSamples(node);
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
        return methodWeights[method];
    }

    /** Samples whose stack contains a method. */
    public long methodSamples(int method) {
        return methodSamples[method];
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
        return weights[line];
    }

    /** Samples whose stack contains the line. */
    public long samples(int line) {
        return samples[line];
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
