package tallyflame.flamegraphs.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;

class TextGraphTest {
    private static String text(GraphTree tree, TextGraph.Row row) {
        String name = row.node() < 0
                ? row.count() + " narrower"
                : row.node() == 0 ? "all" : tree.labels().text(tree.label(row.node()));
        return " ".repeat(row.depth()) + name + (row.skipped() > 0 ? " +" + row.skipped() : "") + " " + row.samples();
    }

    private static List<String> rows(Profile profile, int most) {
        GraphTree tree = GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT);
        return TextGraph.rows(tree, most).stream().map(row -> text(tree, row)).toList();
    }

    @Test
    void boxesOfTheSameWidthShareALine() {
        Profile profile = TestProfiles.cpu("t.T.run;t.T.loop;a.B.x;leaf 80", "t.T.run;t.T.loop;a.B.y 20");
        assertThat(rows(profile, 20)).containsExactly("all 100", " t.T.loop +1 100", "  leaf +1 80", "  a.B.y 20");
    }

    @Test
    void theWidestBoxesAreShownAndTheOthersSummed() {
        Profile profile = TestProfiles.cpu("a 50", "b 30", "c 10", "d 6", "e 4");
        assertThat(rows(profile, 3)).containsExactly("all 100", " a 50", " b 30", " 3 narrower 20");
    }

    @Test
    void oneLineIsEnoughForNothing() {
        assertThat(rows(TestProfiles.cpu("a 1"), 1)).startsWith("all 1");
    }
}
