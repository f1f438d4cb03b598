package tallyflame.counts.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loops as compilers lay them out; blocks of one line each. */
class LoopsTest {
    private static MethodGraph graph(int[] lines, int[]... edges) {
        List<Block> blocks = Arrays.stream(lines)
                .mapToObj(line -> new Block(new int[] {line}, new int[] {-1}, new boolean[1]))
                .toList();
        List<Edge> all = Arrays.stream(edges)
                .map(edge -> new Edge(edge[0], edge[1], -1, false, true))
                .toList();
        return new MethodGraph("m", "()V", blocks, all, List.of(), List.of(), 0, false);
    }

    @Test
    void headerAndBodyAreOneLoopAndAnInnerLoopIsAnother() {
        // 1: before; 2: for (i) { 3: for (j) { 4: body } 5: after the inner } 6: return
        MethodGraph nested = graph(
                new int[] {1, 2, 2, 3, 3, 4, 3, 5, 2, 6},
                new int[] {10, 0},
                new int[] {0, 1},
                new int[] {1, 2},
                new int[] {2, 3},
                new int[] {2, 9},
                new int[] {3, 4},
                new int[] {4, 5},
                new int[] {4, 7},
                new int[] {5, 6},
                new int[] {6, 4},
                new int[] {7, 8},
                new int[] {8, 2},
                new int[] {9, 10});
        assertThat(Loops.byLine(nested)).isEqualTo(Map.of(2, 2, 3, 3, 4, 3, 5, 2));
    }

    @Test
    void aConditionAtTheEndDoesNotDrawInWhatIsBefore() {
        // 1: before, goto condition; 3: body; 2: condition, if true goto body; 4: return
        MethodGraph rotated = graph(
                new int[] {1, 3, 2, 4},
                new int[] {4, 0},
                new int[] {0, 2},
                new int[] {1, 2},
                new int[] {2, 1},
                new int[] {2, 3},
                new int[] {3, 4});
        assertThat(Loops.byLine(rotated)).isEqualTo(Map.of(2, 2, 3, 2));
    }

    @Test
    void aBranchIsNoLoop() {
        MethodGraph branch = graph(
                new int[] {1, 2, 3}, new int[] {3, 0}, new int[] {0, 1}, new int[] {0, 2}, new int[] {1, 2}, new int[] {
                    2, 3
                });
        assertThat(Loops.byLine(branch)).isEmpty();
    }
}
