package tallyflame.analysis.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.lines.render.Lcov;
import tallyflame.counts.Branch;

class InlinedCodeTest {
    private static MethodLines part(LineReport report, String path, boolean inlined) {
        return report.methods().stream()
                .filter(method -> method.sourcePath().equals(path)
                        && method.inlined() == inlined
                        && method.methodName().equals("main"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void linesAreWhereTheyComeFromAndCopiesAddUp() {
        LineReport report = Synthetic.report(List.of(InlinedClass.counted()), Optional.empty());

        assertThat(part(report, "acme/Main.kt", false).rows())
                .extracting(LineRow::line, LineRow::hits)
                .containsExactly(tuple(11, 4L), tuple(12, 5L));
        assertThat(part(report, "acme/Main.kt", true).rows())
                .extracting(LineRow::line, LineRow::hits)
                .containsExactly(tuple(4, 2L));
        assertThat(part(report, "acme/tools/Util.kt", true).rows())
                .extracting(LineRow::line, LineRow::hits)
                .containsExactly(tuple(4, 2L), tuple(5, 9L));
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void branchesNameLinesOfTheirOwnFileOnly() {
        LineReport report = Synthetic.report(List.of(InlinedClass.counted()), Optional.empty());

        assertThat(part(report, "acme/Main.kt", false).rows().get(0).branches())
                .as("to inlined code: the line that calls it")
                .containsExactly(Synthetic.branch(11, 11, 1, 12, 3));
        List<Branch> copies =
                part(report, "acme/tools/Util.kt", true).rows().get(1).branches();
        assertThat(copies).extracting(Branch::line, Branch::ordinal).containsExactly(tuple(5, 0), tuple(5, 1));
        assertThat(copies.get(0).outcomes())
                .as("out of the file")
                .extracting(outcome -> outcome.toLine())
                .containsExactly(0, 6);
        assertThat(copies.get(1).outcomes())
                .extracting(outcome -> outcome.toLine())
                .containsExactly(0, 4);
    }

    @Test
    void lcovHasRecordsOfTheFileTheyAreIn() {
        String lcov =
                Lcov.of(Synthetic.report(List.of(InlinedClass.counted()), Optional.empty()), MethodLines::sourcePath);

        assertThat(lcov)
                .isEqualTo(
                        """
                        TN:
                        SF:acme/Main.kt
                        FN:4,acme.MainKt.twice()V
                        FN:11,acme.MainKt.main()V
                        FNDA:0,acme.MainKt.twice()V
                        FNDA:1,acme.MainKt.main()V
                        FNF:2
                        FNH:1
                        BRDA:11,0,0,1
                        BRDA:11,0,1,3
                        BRF:2
                        BRH:2
                        DA:4,2
                        DA:11,4
                        DA:12,5
                        LF:3
                        LH:3
                        end_of_record
                        SF:acme/tools/Util.kt
                        FNF:0
                        FNH:0
                        BRDA:5,0,0,3
                        BRDA:5,0,1,1
                        BRDA:5,1,0,4
                        BRDA:5,1,1,1
                        BRF:4
                        BRH:4
                        DA:4,2
                        DA:5,9
                        LF:2
                        LH:2
                        end_of_record
                        """);
    }

    /** Two stacks in different copies of line 5, one of them with both copies on it: that one counts once. */
    @Test
    void samplesOfCopiesAreOfOneLine() {
        Synthetic synthetic = new Synthetic();
        int first = synthetic.frame("acme.MainKt", "main", "()V", 20);
        int second = synthetic.frame("acme.MainKt", "main", "()V", 26);
        synthetic.add(10, 1, first);
        synthetic.add(5, 1, first, second);
        synthetic.add(1, 1, synthetic.frame("acme.MainKt", "main", "()V", 11));
        LineReport report =
                Synthetic.report(List.of(InlinedClass.counted()), Optional.of(synthetic.profile("cpu", "ns")));

        LineRow row = part(report, "acme/tools/Util.kt", true).rows().get(1);
        assertThat(row.samples()).isEqualTo(15);
        assertThat(part(report, "acme/Main.kt", false).rows().get(0).samples()).isEqualTo(1);
        List<HotLine> hot = HotLine.of(report, synthetic.profile("cpu", "ns").tree(), 10);
        assertThat(hot)
                .extracting(line -> line.method().name(), line -> line.row().line(), HotLine::ownSamples)
                .containsExactly(
                        tuple("acme.MainKt.main [inlined Util.kt]", 5, 15L), tuple("acme.MainKt.main", 11, 1L));
    }
}
