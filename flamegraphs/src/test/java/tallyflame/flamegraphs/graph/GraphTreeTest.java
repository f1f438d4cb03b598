package tallyflame.flamegraphs.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.ForestBuilder;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;

class GraphTreeTest {
    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void foldingKeepsEveryWeightAndOrdersSiblings(boolean lines, boolean reverse) {
        Profile profile = TestProfiles.random("cpu", 500, 30, 7);
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), new GraphOptions(lines, reverse));

        assertThat(tree.totalWeight(0)).isEqualTo(profile.tree().weight());
        assertThat(tree.totalSamples(0)).isEqualTo(profile.tree().samples());
        for (int node = 0; node < tree.size(); node++) {
            long below = 0;
            long before = Long.MAX_VALUE;
            for (int child = node + 1; child < tree.end(node); child = tree.end(child)) {
                assertThat(tree.totalWeight(child)).isLessThanOrEqualTo(before);
                assertThat(tree.depth(child)).isEqualTo(tree.depth(node) + 1);
                before = tree.totalWeight(child);
                below += before;
            }
            assertThat(tree.totalWeight(node)).isEqualTo(below + tree.selfWeight(node));
        }
    }

    private static List<String> boxes(GraphTree tree) {
        return IntStream.range(1, tree.size())
                .mapToObj(node -> tree.depth(node) + " " + tree.labels().text(tree.label(node)) + " "
                        + tree.labels().type(tree.label(node)) + " " + tree.totalSamples(node) + " "
                        + tree.totalWeight(node) + " " + tree.selfWeight(node) + " " + tree.end(node))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "40,3", "3000,30", "20000,12"})
    void severalThreadsFoldTheSameBoxesInTheSameOrder(int stacks, int depth) {
        Profile profile = TestProfiles.random("cpu", stacks, depth, 11);
        GraphTree alone = GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT.withThreads(1));
        for (int threads : new int[] {2, 3, 8}) {
            GraphTree together = GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT.withThreads(threads));
            assertThat(boxes(together)).isEqualTo(boxes(alone));
            for (int node = 0; node < profile.tree().size(); node++) {
                assertThat(together.nodeOf(node)).isEqualTo(alone.nodeOf(node));
            }
        }
    }

    /** A tree of two threads, in which stacks are there twice, has the boxes of the tree in which they are there once. */
    @Test
    void repeatedStacksAreFoldedIntoOne() {
        Profile first = TestProfiles.random("cpu", 2000, 20, 5);
        Profile second = TestProfiles.random("cpu", 2000, 20, 6);
        CallTree merged = new CallTree(new Frames());
        merged.addAll(first.tree());
        merged.addAll(second.tree());
        CallTree repeated = new CallTree(new Frames());
        repeated.addAll(first.tree());
        CallTree beside = new CallTree(second.frames());
        beside.addAll(second.tree());
        int[] frames = repeated.frames().addAll(second.frames());
        ForestBuilder both = new ForestBuilder(repeated);
        both.add(beside, frames);
        assertThat(both.forest().size()).isGreaterThan(merged.size());
        GraphTree tree = GraphTree.of(both.forest(), new Labels(), GraphOptions.DEFAULT);
        assertThat(boxes(tree)).isEqualTo(boxes(GraphTree.of(merged, new Labels(), GraphOptions.DEFAULT)));
    }

    /** Sums that need more than 32 bits, and weights that differ from sample to sample. */
    @Test
    void largeAndUnevenWeightsAreKept() {
        CallTree tree = new CallTree(new Frames());
        int outer = tree.child(0, TestProfiles.frame(tree.frames(), "a.B.outer", FrameType.INLINED));
        int inner = tree.child(outer, TestProfiles.frame(tree.frames(), "a.B.inner", FrameType.INLINED));
        tree.add(outer, 1, 5_000_000_000L);
        tree.add(inner, 3_000_000_000L, 7);
        GraphTree graph = GraphTree.of(tree, new Labels(), GraphOptions.DEFAULT);
        assertThat(boxes(graph))
                .containsExactly(
                        "1 a.B.outer INLINED 3000000001 5000000007 5000000000 3",
                        "2 a.B.inner INLINED 3000000000 7 7 3");
        assertThat(graph.weightPerSample()).isZero();
        assertThat(graph.weightUnit()).isEqualTo(1);
    }

    @Test
    void aMethodIsOneBoxHoweverItsCodeRan() {
        Frames frames = new Frames();
        CallTree tree = new CallTree(frames);
        int method = frames.method("a.B", "c", "()V");
        tree.add(tree.child(0, frames.frame(method, 3, 1, FrameType.INTERPRETED)), 1, 10);
        tree.add(tree.child(0, frames.frame(method, 4, 2, FrameType.INLINED)), 5, 50);
        tree.add(tree.child(0, frames.frame(frames.method("a.B", "c", "(I)V"), 9, 2, FrameType.C1_COMPILED)), 1, 10);

        GraphTree functions = GraphTree.of(tree, new Labels(), GraphOptions.DEFAULT);
        assertThat(functions.size()).isEqualTo(2);
        assertThat(functions.totalSamples(1)).isEqualTo(7);
        assertThat(functions.labels().type(functions.label(1))).isEqualTo(FrameType.INLINED);

        GraphTree lines = GraphTree.of(tree, new Labels(), new GraphOptions(true, false));
        assertThat(IntStream.range(1, lines.size()).mapToObj(n -> lines.labels().text(lines.label(n))))
                .containsExactly("a.B.c:4", "a.B.c:3", "a.B.c:9");
    }

    @Test
    void reversedStacksBeginWhereTheWeightIs() {
        Profile profile = TestProfiles.cpu("a.B.main;a.B.x;a.B.leaf 2", "a.B.main;a.B.y;a.B.leaf 3", "a.B.main 1");
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), new GraphOptions(false, true));
        assertThat(tree.labels().text(tree.label(1))).isEqualTo("a.B.leaf");
        assertThat(tree.totalSamples(1)).isEqualTo(5);
        assertThat(tree.labels().text(tree.label(2))).isEqualTo("a.B.y");
    }

    @Test
    void originNodesAreFoundAgain() {
        Profile profile = TestProfiles.random("cpu", 200, 20, 3);
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT);
        long[] weights = new long[tree.size()];
        for (int node = 0; node < profile.tree().size(); node++) {
            weights[tree.nodeOf(node)] += profile.tree().selfWeight(node);
        }
        assertThat(weights)
                .isEqualTo(IntStream.range(0, tree.size())
                        .mapToLong(tree::selfWeight)
                        .toArray());
    }
}
