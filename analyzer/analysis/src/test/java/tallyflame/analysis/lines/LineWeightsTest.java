package tallyflame.analysis.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;

class LineWeightsTest {
    private record Line(int method, int line) {}

    private record Stack(List<Integer> frames, long samples, long weight) {}

    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);

    @Test
    void countsRecursionOnce() {
        // main:1 > f:5 > f:5 > f:7, 3 samples of weight 30
        add(3, 30, frame("main", 1), frame("f", 5), frame("f", 5), frame("f", 7));
        LineWeights weights = LineWeights.of(tree);

        assertThat(weights.methodWeight(method("f"))).isEqualTo(30);
        assertThat(weights.methodSamples(method("f"))).isEqualTo(3);
        assertThat(lines(weights, method("f"))).isEqualTo(Map.of(5, 30L, 7, 30L));
    }

    @Test
    void addsCalleesToTheLineThatCalledThem() {
        add(1, 10, frame("main", 1), frame("f", 5), frame("g", 9));
        add(2, 20, frame("main", 1), frame("f", 6));
        add(4, 40, frame("main", 2));
        LineWeights weights = LineWeights.of(tree);

        assertThat(lines(weights, method("main"))).isEqualTo(Map.of(1, 30L, 2, 40L));
        assertThat(lines(weights, method("f"))).isEqualTo(Map.of(5, 10L, 6, 20L));
        assertThat(weights.methodWeight(method("main"))).isEqualTo(70);
    }

    @Test
    void mergesFramesOfOneLineThatDifferInBytecodeIndexOrType() {
        int method = method("f");
        add(1, 1, frames.frame(method, 5, 10, FrameType.INTERPRETED));
        add(1, 1, frames.frame(method, 5, 12, FrameType.JIT_COMPILED));
        add(1, 1, frames.frame(method, Frames.UNKNOWN, 12, FrameType.JIT_COMPILED));
        LineWeights weights = LineWeights.of(tree);

        assertThat(lines(weights, method)).isEqualTo(Map.of(5, 2L, Frames.UNKNOWN, 1L));
    }

    @Test
    void givesTheOwnWeightOfNativeCodeToTheLineThatCalledIt() {
        add(5, 50, frame("main", 1), frames.frame(method("memcpy"), Frames.UNKNOWN, Frames.UNKNOWN, FrameType.NATIVE));
        add(1, 10, frame("main", 1), frame("g", 9));
        LineWeights weights = LineWeights.of(tree);

        assertThat(weights.ownWeight(weights.from(method("main")))).isEqualTo(50);
        assertThat(weights.ownSamples(weights.from(method("main")))).isEqualTo(5);
        assertThat(weights.ownWeight(weights.from(method("g")))).isEqualTo(10);
    }

    @Test
    void anEmptyTreeHasNoLines() {
        assertThat(LineWeights.of(new CallTree(new Frames())).lines()).isZero();
    }

    /** The oracle is the definition: for every stack the set of its methods and the set of its lines. */
    @Test
    void equalsTheDefinitionOnRandomTrees() {
        Random random = new Random(20261122);
        List<Stack> stacks = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            List<Integer> stack = new ArrayList<>();
            int depth = 1 + random.nextInt(30);
            for (int d = 0; d < depth; d++) {
                stack.add(frame("m" + random.nextInt(6), random.nextInt(5) - 1));
            }
            stacks.add(new Stack(stack, 1 + random.nextInt(3), random.nextInt(1000)));
        }
        stacks.forEach(stack -> add(
                stack.samples(),
                stack.weight(),
                stack.frames().stream().mapToInt(f -> f).toArray()));
        Map<Line, Long> expectedLines = new HashMap<>();
        Map<Integer, Long> expectedMethods = new HashMap<>();
        for (Stack stack : stacks) {
            Set<Line> lines = new HashSet<>();
            stack.frames().forEach(f -> lines.add(new Line(frames.methodOf(f), frames.line(f))));
            lines.forEach(line -> expectedLines.merge(line, stack.weight(), Long::sum));
            lines.stream()
                    .map(Line::method)
                    .distinct()
                    .forEach(method -> expectedMethods.merge(method, stack.weight(), Long::sum));
        }

        LineWeights weights = LineWeights.of(tree);

        Map<Line, Long> lines = new HashMap<>();
        Map<Integer, Long> methods = new HashMap<>();
        for (int method = 0; method < frames.methods(); method++) {
            int m = method;
            methods.put(m, weights.methodWeight(m));
            lines(weights, m).forEach((line, weight) -> lines.put(new Line(m, line), weight));
        }
        assertThat(lines).isEqualTo(expectedLines);
        assertThat(methods).isEqualTo(expectedMethods);
    }

    private static Map<Integer, Long> lines(LineWeights weights, int method) {
        Map<Integer, Long> lines = new HashMap<>();
        for (int line = weights.from(method); line < weights.to(method); line++) {
            lines.put(weights.sourceLine(line), weights.weight(line));
        }
        return lines;
    }

    private int method(String name) {
        return frames.method("org.acme.C", name, "()V");
    }

    private int frame(String name, int line) {
        return frames.frame(method(name), line, 0, FrameType.JIT_COMPILED);
    }

    private void add(long samples, long weight, int... stack) {
        int node = CallTree.ROOT;
        for (int frame : stack) {
            node = tree.child(node, frame);
        }
        tree.add(node, samples, weight);
    }
}
