package tallyflame.flamegraphs;

import static org.assertj.core.api.Assertions.assertThat;
import static tallyflame.flamegraphs.CallTreeTest.addRandom;
import static tallyflame.flamegraphs.CallTreeTest.frames;
import static tallyflame.flamegraphs.CallTreeTest.selfWeights;
import static tallyflame.flamegraphs.CallTreeTest.stack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees beside each other, whose frames are numbered in opposite order, against the sums of their stacks. */
class StackForestTest {
    private final Map<List<Integer>, Long> expected = new HashMap<>();
    private List<Integer> lastStack;
    private int moved;

    private StackForest forest(int width) {
        CallTree first = new CallTree(frames(width));
        CallTree second = new CallTree(frames(width));
        addRandom(first, expected, 5, width);
        Map<List<Integer>, Long> more = new HashMap<>();
        addRandom(second, more, 6, width);
        int[] mapping =
                IntStream.range(0, width).map(frame -> width - 1 - frame).toArray();
        more.forEach((stack, weight) ->
                expected.merge(stack.stream().map(frame -> mapping[frame]).toList(), weight, Long::sum));
        int lastNode = second.size() - 1;
        lastStack =
                stack(second, lastNode).stream().map(frame -> mapping[frame]).toList();
        int size = first.size() + second.size() - 1;
        long weight = first.weight() + second.weight();
        ForestBuilder builder = new ForestBuilder(first);
        moved = builder.add(second, mapping);
        StackForest forest = builder.forest();
        assertThat(forest.size()).isEqualTo(size);
        assertThat(forest.weight()).isEqualTo(weight);
        assertThat(forest.totalWeights().get(StackForest.ROOT)).isEqualTo(weight);
        assertThat(lastNode + moved).isEqualTo(size - 1);
        return forest;
    }

    /** Narrow nodes keep their children in lists, wide ones in the hash table. */
    @ParameterizedTest
    @ValueSource(ints = {2, 13, 300})
    void aTreeKeepsItsStacksBesideTheOthers(int width) {
        StackForest forest = forest(width);
        assertThat(stack(forest, forest.size() - 1)).isEqualTo(lastStack);
        assertThat(selfWeights(forest)).isEqualTo(expected);
        int listed = 0;
        for (int node = 0; node < forest.size(); node++) {
            assertThat(forest.parent(node)).isLessThan(node);
            for (int child = forest.firstChild(node); child != 0; child = forest.nextSibling(child)) {
                assertThat(forest.parent(child)).isEqualTo(node);
                listed++;
            }
        }
        assertThat(listed).isEqualTo(forest.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 13, 300})
    void distinctStacksAreThereOnceAndTheForestStays(int width) {
        StackForest forest = forest(width);
        int size = forest.size();
        StackForest.Distinct distinct = forest.distinct();
        assertThat(selfWeights(distinct.tree())).isEqualTo(expected);
        Set<List<Integer>> stacks = new HashSet<>();
        for (int node = 0; node < distinct.tree().size(); node++) {
            assertThat(stacks.add(stack(distinct.tree(), node))).isTrue();
        }
        for (int node = 0; node < size; node++) {
            assertThat(stack(distinct.tree(), distinct.nodes().applyAsInt(node)))
                    .isEqualTo(stack(forest, node));
        }
        assertThat(forest.size()).isEqualTo(size);
        assertThat(selfWeights(forest)).isEqualTo(expected);
    }

    /** Squares of weights stay with their stacks, however trees with and without them are put together. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void squaresOfWeightsAddUp(boolean firstUnequal, boolean secondUnequal) {
        CallTree first = pair(firstUnequal);
        CallTree second = pair(secondUnequal);
        CallTree merged = new CallTree(frames(3));
        merged.addAll(first);
        merged.addAll(second);
        double expected = (firstUnequal ? 109.0 : 59.0) + (secondUnequal ? 109 : 59);
        assertThat(merged.squares()).isEqualTo(expected);
        ForestBuilder builder = new ForestBuilder(first);
        builder.add(second, new int[] {0, 1, 2});
        assertThat(builder.forest().squares()).isEqualTo(expected);
        assertThat(builder.forest().distinct().tree().squares()).isEqualTo(expected);
        GroupTotals totals = GroupTotals.of(builder.forest(), new int[] {0, 1, 1}, 2, 2);
        assertThat(totals.squares(0)).isEqualTo(expected - 18);
        assertThat(totals.selfSquares(1)).isEqualTo(expected - 18);
        assertThat(totals.selfSquares(0)).isZero();
    }

    /** A sample of 3 without frames; two of 10 in all, of 5 each or of 0 and 10, in one stack. */
    private static CallTree pair(boolean unequal) {
        CallTree tree = new CallTree(frames(3));
        tree.add(CallTree.ROOT, 1, 3);
        int leaf = tree.child(tree.child(CallTree.ROOT, 0), 1);
        if (unequal) {
            tree.add(leaf, 2, 10, 100);
        } else {
            tree.add(leaf, 2, 10);
        }
        return tree;
    }

    /** The single samples of a profile go with their stacks; a tree is its own answer. */
    @Test
    void samplesFollowTheirStacks() {
        StackForest forest = forest(2);
        int[] nodes = {forest.size() - 1, 0, 1};
        Samples samples = new Samples(
                7, new int[3], new int[3], new int[3], nodes, new int[3], new long[3], List.of("main"), List.of("run"));
        Profile profile = new Profile("cpu", "ns", forest, Ledger.complete(3), Optional.of(samples));
        Profile.Distinct distinct = profile.distinct();
        for (int row = 0; row < nodes.length; row++) {
            assertThat(stack(distinct.tree(), distinct.samples().orElseThrow().nodes()[row]))
                    .isEqualTo(stack(forest, nodes[row]));
        }
        assertThat(distinct.tree().distinct().tree()).isSameAs(distinct.tree());
    }
}
