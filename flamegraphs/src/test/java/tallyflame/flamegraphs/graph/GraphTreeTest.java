package tallyflame.flamegraphs.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.flamegraphs.CallTree;
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
