package tallyflame.counts.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A method of two blocks: lines 1 and 2, where line 1 can throw, then line 3; a call is measured, all else is derived. */
class FlowSolverTest {
    private static final int OUTSIDE = 2;
    private final List<Block> blocks = List.of(
            new Block(new int[] {1, 2}, new int[] {0, -1}, new boolean[2]),
            new Block(new int[] {3}, new int[] {-1}, new boolean[1]));

    private MethodGraph graph(Edge... edges) {
        ExceptionRow catchAll = new ExceptionRow(OUTSIDE, 0, 0, 1);
        return new MethodGraph("m", "()V", blocks, List.of(edges), List.of(catchAll), List.of(), 2, false);
    }

    private static Edge edge(int from, int to, int counter) {
        return new Edge(from, to, counter, false, true);
    }

    private final MethodGraph linear = graph(edge(OUTSIDE, 0, 0), edge(0, 1, -1), edge(1, OUTSIDE, -1));

    @Test
    void anExceptionTakesTheLaterLinesWithIt() {
        Flow flow = new FlowSolver(linear).solve(new long[] {10, 3}, null);
        assertThat(flow.segments()).containsExactly(10, 7, 7);
        assertThat(flow.edges()).containsExactly(10, 7, 7);
        assertThat(flow.leftMethod()).isEqualTo(3);
        assertThat(flow.residual()).isZero();
    }

    @Test
    void anActivationInFlightDoesNotReachTheEnd() {
        Flow flow = new FlowSolver(linear).solve(new long[] {10, 3}, new long[] {0, 1, 0});
        assertThat(flow.segments()).containsExactly(10, 7, 6);
        assertThat(flow.leftMethod()).isEqualTo(3);
        assertThat(flow.residual()).isZero();
    }

    @Test
    void moreExceptionsThanCallsAreNoFlow() {
        assertThat(new FlowSolver(linear).solve(new long[] {1, 3}, null).residual())
                .isPositive();
    }

    @Test
    void redundantCountersAreChecked() {
        MethodGraph redundant = graph(edge(OUTSIDE, 0, 0), edge(0, 1, -1), edge(1, OUTSIDE, 1));
        assertThat(new FlowSolver(redundant).solve(new long[] {10, 5}, null).residual())
                .isZero();
        assertThat(new FlowSolver(redundant).solve(new long[] {10, 4}, null).residual())
                .isPositive();
    }

    @Test
    void aCycleOfUnmeasuredEdgesIsRefused() {
        MethodGraph cyclic = graph(edge(OUTSIDE, 0, -1), edge(0, 1, -1), edge(1, OUTSIDE, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlowSolver(cyclic).solve(new long[2], null))
                .withMessageContaining("cycle");
    }
}
