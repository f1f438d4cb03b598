package tallyflame.analysis.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.lines.InlinedClass;
import tallyflame.analysis.lines.LineWeights;
import tallyflame.counts.Branch;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;

/** The class of {@link InlinedClass}: its lines 19 and 25 are of another file, called at 11 and 12, 31 of its own, called at 13. */
class InlinedLinesTest {
    private final CallTree tree = new CallTree(new Frames());

    InlinedLinesTest() {
        Frames frames = tree.frames();
        int main = frames.method(InlinedClass.NAME, "main", "()V");
        for (int line : new int[] {11, 19, 20, 25, 31, Frames.UNKNOWN}) {
            tree.add(tree.child(CallTree.ROOT, frames.frame(main, line, 0, FrameType.JIT_COMPILED)), 1, 10);
        }
    }

    private List<Integer> boxes() {
        Labels labels = new Labels();
        GraphTree graph = GraphTree.of(tree, labels, new GraphOptions(true, false));
        return IntStream.range(1, graph.size())
                .map(box -> labels.line(graph.label(box)))
                .sorted()
                .boxed()
                .toList();
    }

    @Test
    void boxesShowTheLineThatCallsWhatWasInlined() {
        InlinedLines lines = InlinedLines.of(List.of(InlinedClass.counted()));
        tree.frames().showLines(lines.in(tree.frames()));
        assertThat(boxes()).containsExactly(Frames.UNKNOWN, 11, 12, 13);
    }

    @Test
    void samplesOfInlinedCodeAreThoseOfTheCallOnceAStack() {
        InlinedLines lines = InlinedLines.of(List.of(InlinedClass.counted()));
        LineWeights weights = LineWeights.of(tree, lines.in(tree.frames()));
        List<String> shown = new ArrayList<>();
        for (int line = 0; line < weights.lines(); line++) {
            shown.add(weights.sourceLine(line) + " " + weights.weight(line));
        }
        assertThat(shown).containsExactly("11 30", "12 10", "13 10", "-1 10");
    }

    @Test
    void hitsOfInlinedCodeAreNotThoseOfTheCall() {
        ClassCounts own = InlinedLines.own(List.of(InlinedClass.counted())).get(0);
        assertThat(own.methods().get(0).lines()).containsExactly(new LineHits(11, 4), new LineHits(12, 5));
        assertThat(own.methods().get(0).branches()).extracting(Branch::line).containsExactly(11);
    }
}
