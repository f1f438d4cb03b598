package tallyflame.flamegraphs.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.graph.GraphOptions;
import tallyflame.flamegraphs.graph.GraphTree;
import tallyflame.flamegraphs.graph.Labels;

class SvgWriterTest {
    private static Document picture(Profile profile, String title) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SvgWriter(title, profile.unit(), 1000)
                .write(GraphTree.of(profile.tree(), new Labels(), GraphOptions.DEFAULT), out);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out.toByteArray()));
    }

    @Test
    void boxesAreAsWideAsTheirShare() throws Exception {
        Document svg = picture(TestProfiles.cpu("a.B.main;a.B.x 30", "a.B.main;a.B.y 10"), "cpu");
        assertThat(width(svg, "a.B.main: 400 ms, 100.0 %")).isEqualTo(999.6);
        assertThat(width(svg, "a.B.x: 300 ms, 75.0 %")).isEqualTo(749.6);
        assertThat(width(svg, "a.B.y: 100 ms, 25.0 %")).isEqualTo(249.6);
    }

    @Test
    void narrowBoxesAreOneBox() throws Exception {
        String[] stacks =
                IntStream.range(0, 5000).mapToObj(i -> "a.B.main;n" + i + " 1").toArray(String[]::new);
        Document svg = picture(TestProfiles.cpu(stacks), "cpu");
        assertThat(width(svg, "5000 narrow: 50.0 s, 100.0 %")).isEqualTo(999.6);
        assertThat(svg.getElementsByTagName("g").getLength()).isEqualTo(3);
    }

    @Test
    void hostileNamesAreText() throws Exception {
        CallTree tree = new CallTree(new Frames());
        Frames frames = tree.frames();
        String name = "</title><script>alert(1)</script>\"'&\u0000\u202E";
        tree.add(tree.child(0, frames.frame(frames.method("", name, ""), -1, -1, FrameType.CPP)), 1, 1);
        Document svg = picture(new Profile("cpu", "ns", tree, Ledger.complete(1)), "<b>&");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(width(svg, "</title><script>alert(1)</script>\"'&\uFFFD\uFFFD: 1 ns, 100.0 %"))
                .isPositive();
    }

    private static double width(Document svg, String title) {
        NodeList titles = svg.getElementsByTagName("title");
        for (int i = 0; i < titles.getLength(); i++) {
            if (titles.item(i).getTextContent().equals(title)) {
                Element rect = (Element) titles.item(i).getNextSibling();
                return Double.parseDouble(rect.getAttribute("width"));
            }
        }
        throw new AssertionError("no box with the title " + title);
    }
}
