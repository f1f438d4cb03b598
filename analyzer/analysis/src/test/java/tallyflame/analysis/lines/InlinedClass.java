package tallyflame.analysis.lines;

import java.util.List;
import tallyflame.counts.Branch;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.KotlinSourceMap;

/** A Kotlin class with a function of another file inlined twice and one of its own file once: lines 19, 25 and 31 of its class file. */
public final class InlinedClass {
    public static final String NAME = "acme.MainKt";

    private InlinedClass() {}

    /** What was counted in it. */
    public static ClassCounts counted() {
        List<LineHits> lines = List.of(
                new LineHits(11, 4),
                new LineHits(12, 5),
                new LineHits(19, 1),
                new LineHits(20, 4),
                new LineHits(25, 1),
                new LineHits(26, 5),
                new LineHits(31, 2));
        List<Branch> branches = List.of(
                Synthetic.branch(11, 19, 1, 12, 3),
                Synthetic.branch(20, 11, 3, 21, 1),
                Synthetic.branch(26, 12, 4, 25, 1));
        MethodCounts main = new MethodCounts("main", "()V", 11, 1, -1, 0, 0, lines, branches);
        MethodCounts plain = new MethodCounts("twice", "()V", 4, 0, -1, 0, 0, List.of(new LineHits(4, 0)), List.of());
        return new ClassCounts(NAME, 1, "Main.kt", KotlinSourceMap.map(), List.of(main, plain));
    }
}
