package tallyflame.flamegraphs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call tree against a map from whole stacks to weights. */
class CallTreeTest {
    static Frames frames(int count) {
        Frames frames = new Frames();
        for (int i = 0; i < count; i++) {
            frames.frame(frames.method("pkg.Class" + i % 7, "method" + i, "()V"), i + 1, i, FrameType.JIT_COMPILED);
        }
        return frames;
    }

    static List<Integer> stack(StackForest tree, int node) {
        List<Integer> stack = new ArrayList<>();
        for (int n = node; n != CallTree.ROOT; n = tree.parent(n)) {
            stack.add(0, tree.frame(n));
        }
        return stack;
    }

    static Map<List<Integer>, Long> selfWeights(StackForest tree) {
        Map<List<Integer>, Long> weights = new HashMap<>();
        for (int node = 0; node < tree.size(); node++) {
            if (tree.selfSamples(node) > 0) {
                weights.merge(stack(tree, node), tree.selfWeight(node), Long::sum);
            }
        }
        return weights;
    }

    static void addRandom(CallTree tree, Map<List<Integer>, Long> expected, long seed, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            List<Integer> stack = new ArrayList<>();
            int node = CallTree.ROOT;
            for (int left = random.nextInt(8); left > 0; left--) {
                int frame = random.nextInt(width);
                stack.add(frame);
                node = tree.child(node, frame);
            }
            int weight = 1 + random.nextInt(9);
            tree.add(node, 1, weight);
            expected.merge(stack, (long) weight, Long::sum);
        }
    }

    /** Narrow nodes keep their children in lists, wide ones in the hash table. */
    @ParameterizedTest
    @ValueSource(ints = {2, 13, 300})
    void keepsEveryStackOnce(int width) {
        CallTree tree = new CallTree(frames(width));
        Map<List<Integer>, Long> expected = new HashMap<>();
        addRandom(tree, expected, 1, width);
        assertThat(selfWeights(tree)).isEqualTo(expected);
        Set<List<Integer>> nodes = new HashSet<>();
        for (int node = 1; node < tree.size(); node++) {
            assertThat(tree.parent(node)).isLessThan(node);
            nodes.add(stack(tree, node));
        }
        assertThat(nodes).hasSize(tree.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void listsAllChildrenOfEveryNode(int width) {
        CallTree tree = new CallTree(frames(width));
        addRandom(tree, new HashMap<>(), 2, width);
        Map<Integer, Set<Integer>> expected = new HashMap<>();
        for (int node = 1; node < tree.size(); node++) {
            expected.computeIfAbsent(tree.parent(node), parent -> new HashSet<>())
                    .add(node);
        }
        for (int node = 0; node < tree.size(); node++) {
            List<Integer> children = new ArrayList<>();
            for (int child = tree.firstChild(node); child != 0; child = tree.nextSibling(child)) {
                children.add(child);
            }
            assertThat(children).containsExactlyInAnyOrderElementsOf(expected.getOrDefault(node, Set.of()));
        }
    }

    @Test
    void totalsAreSumsOverTheSubtree() {
        CallTree tree = new CallTree(frames(3));
        int a = tree.child(CallTree.ROOT, 0);
        int b = tree.child(a, 1);
        int c = tree.child(a, 2);
        tree.add(b, 2, 20);
        tree.add(c, 1, 5);
        tree.add(a, 1, 1);
        assertThat(tree.totalWeights().toArray()).containsExactly(26, 26, 20, 5);
        assertThat(tree.totalSamples().toArray()).containsExactly(4, 4, 2, 1);
    }

    @Test
    void mergingTreesWithOtherFrameNumbersAddsTheirStacks() {
        Frames other = new Frames();
        for (int i = 39; i >= 0; i--) {
            other.frame(other.method("pkg.Class" + i % 7, "method" + i, "()V"), i + 1, i, FrameType.JIT_COMPILED);
        }
        CallTree left = new CallTree(frames(40));
        CallTree right = new CallTree(other);
        Map<List<Integer>, Long> expected = new HashMap<>();
        Map<List<Integer>, Long> more = new HashMap<>();
        addRandom(left, expected, 3, 40);
        addRandom(right, more, 4, 40);
        more.forEach((stack, weight) ->
                expected.merge(stack.stream().map(frame -> 39 - frame).toList(), weight, Long::sum));
        int[] mapping = left.addAll(right);
        assertThat(selfWeights(left)).isEqualTo(expected);
        for (int node = 1; node < right.size(); node++) {
            assertThat(left.frame(mapping[node])).isEqualTo(39 - right.frame(node));
        }
    }

    @Test
    void framesKeepEveryPart() {
        Frames frames = new Frames();
        int method = frames.method("a.B", "m", "(I)V");
        int first = frames.frame(method, 10, 3, FrameType.INLINED);
        int otherLine = frames.frame(method, 11, 3, FrameType.INLINED);
        int symbol = frames.frame(frames.method("", "memcpy", ""), Frames.UNKNOWN, Frames.UNKNOWN, FrameType.NATIVE);
        assertThat(frames.frame(frames.method("a.B", "m", "(I)V"), 10, 3, FrameType.INLINED))
                .isEqualTo(first);
        assertThat(otherLine).isNotEqualTo(first);
        assertThat(frames.size()).isEqualTo(3);
        assertThat(frames.methods()).isEqualTo(2);
        assertThat(frames.functionName(frames.methodOf(first))).isEqualTo("a.B.m");
        assertThat(frames.descriptor(frames.methodOf(first))).isEqualTo("(I)V");
        assertThat(frames.functionName(frames.methodOf(symbol))).isEqualTo("memcpy");
        assertThat(frames.line(symbol)).isEqualTo(Frames.UNKNOWN);
        assertThat(frames.type(first)).isEqualTo(FrameType.INLINED);
    }
}
