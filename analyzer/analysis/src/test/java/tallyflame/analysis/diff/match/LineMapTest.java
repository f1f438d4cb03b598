package tallyflame.analysis.diff.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineMapTest {
    private static final LineMap.Hits UNKNOWN = LineMap.Hits.UNKNOWN;

    @Test
    void anEditedLineThatIsHitAsOftenIsTheSameHoweverItReads() {
        List<String> before = List.of("for (double x : xs) {", "sum += x * x;", "}", "log(sum);", "return sum;");
        List<String> after = List.of("for (double x : xs) {", "sum += Math.pow(x, 2);", "}", "done();", "return sum;");
        LineMap map = LineMap.of(before, after, (old, now) -> old == 2 && now == 2);
        assertThat(map.after(2)).isEqualTo(2);
        assertThat(map.edited(2)).contains("sum += x * x;");
        assertThat(map.after(4)).as("hit otherwise").isZero();
        assertThat(map.edited(5)).isEmpty();
    }

    @Test
    void unchangedLinesMoveWithTheText() {
        LineMap map = LineMap.of(List.of("a()", "b()", "c()"), List.of("new1()", "new2()", "  a()", "c()"), UNKNOWN);
        assertThat(map.after(1)).as("indentation aside").isEqualTo(3);
        assertThat(map.after(2)).isZero();
        assertThat(map.after(3)).isEqualTo(4);
        assertThat(map.after(4)).as("beyond the end").isZero();
    }

    @Test
    void aChangedLineIsTheOneMostLikeIt() {
        LineMap map = LineMap.of(
                List.of("{", "int sum = add(first, second);", "return sum;", "}"),
                List.of("{", "log(\"adding\");", "int sum = add(first, second, third);", "}"),
                UNKNOWN);
        assertThat(map.after(2)).isEqualTo(3);
        assertThat(map.after(3)).isZero();
        assertThat(map.after(4)).isEqualTo(4);
    }

    @Test
    void aMovedMethodIsTheSame() {
        LineMap map = LineMap.of(
                List.of("int first() {", "return 1;", "}", "int second() {", "long x = 2;", "return x * x;", "}"),
                List.of("int second() {", "long x = 2;", "return x * x;", "}", "int first() {", "return 1;", "}"),
                UNKNOWN);
        assertThat(List.of(map.after(1), map.after(2))).containsExactly(5, 6);
        assertThat(List.of(map.after(4), map.after(5), map.after(6))).containsExactly(1, 2, 3);
    }
}
