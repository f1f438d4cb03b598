package tallyflame.analysis.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.lines.Synthetic;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;

class CountDifferenceTest {
    @Test
    void equalCountsDoNotDiffer() {
        assertThat(CountDifference.between(List.of(Synthetic.sky()), List.of(Synthetic.sky())))
                .isEmpty();
    }

    @Test
    void namesTheLineAndTheBranchThatDiffer() {
        MethodCounts one = method(30, 220);
        MethodCounts two = method(31, 219);

        assertThat(words(one, two))
                .containsExactly(
                        "A.run(int) line 8, branch 0 outcome 0 →9: 30 and 31",
                        "A.run(int) line 8, branch 0 outcome 1 →6: 220 and 219",
                        "A.run(int) line 9, hits: 30 and 31");
    }

    @Test
    void namesWhatOnlyOneCountHas() {
        ClassCounts other = new ClassCounts("B", 2, "B.java", List.of(method(1, 1)));
        ClassCounts empty = new ClassCounts("A", 1, "A.java", List.of());

        assertThat(CountDifference.between(List.of(counted(method(1, 1))), List.of(empty, other)))
                .extracting(CountDifference::words)
                .containsExactly("A.run(int): only in the first count", "B: only in the second count");
    }

    @Test
    void tellsVersionsOfAClassApart() {
        ClassCounts first = counted(method(1, 1));
        ClassCounts second = new ClassCounts("A", 99, "A.java", first.methods());

        assertThat(CountDifference.between(List.of(first), List.of(second)))
                .extracting(CountDifference::words)
                .containsExactly("A: the two counts are of different versions of the class");
    }

    @Test
    void namesTheBytesThatDiffer() {
        assertThat(words(allocating(3, 72), allocating(3, 80)))
                .containsExactly("A.run(int) line 9, bytes of int[]: 72 and 80");
    }

    private static MethodCounts allocating(long objects, long bytes) {
        Allocations allocations = new Allocations(List.of(new Allocated(9, "int[]", objects, bytes)), List.of());
        return new MethodCounts(
                "run", "(I)V", 8, 1, 0, 0, 0, List.of(new LineHits(9, 3)), List.of(), Optional.of(allocations));
    }

    private static List<String> words(MethodCounts first, MethodCounts second) {
        return CountDifference.between(List.of(counted(first)), List.of(counted(second))).stream()
                .map(CountDifference::words)
                .toList();
    }

    private static ClassCounts counted(MethodCounts method) {
        return new ClassCounts("A", 1, "A.java", List.of(method));
    }

    private static MethodCounts method(long bright, long dark) {
        return new MethodCounts(
                "run",
                "(I)V",
                8,
                1,
                0,
                0,
                0,
                List.of(new LineHits(8, 250), new LineHits(9, bright)),
                List.of(Synthetic.branch(8, 9, bright, 6, dark)));
    }
}
