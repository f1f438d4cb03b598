package tallyflame.agent.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.agent.oracle.Agreement;
import tallyflame.counts.file.CountFile;

/** Most tests of commons-codec end under the agent as they end without it. */
class LibraryTestsIT {
    /** All but ten of the 68 classes: eight take four fifths of the time, two read files of the library's source tree. */
    private static final String TESTS =
            "(?!.*(Performance|Base64|BaseNCodec|Overflow|Algorithms|MurmurHash3|XXHash32|DigestUtils)Test).*Test";

    @TempDir
    Path folder;

    @Test
    void theTestsOfALibraryEndAsWithoutTheAgent() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        new AgentJvm(plain).classpath(Library.codecWithTests()).run(Library.codecTests(plain, TESTS));
        Path counted = Files.createDirectory(folder.resolve("counted"));
        AgentJvm jvm = new AgentJvm(counted).count("org.apache.commons.**");
        jvm.classpath(Library.codecWithTests()).run(Library.codecTests(counted, TESTS));

        Map<String, String> results = results(plain);
        assertThat(results).hasSizeGreaterThan(500).containsValue("passed");
        assertThat(results(counted)).isEqualTo(results);
        assertThat(jvm.errors()).isEmpty();

        CountFile counts = jvm.counts();
        assertThat(Agreement.brokenInvariants(counts)).isEmpty();
        assertThat(Agreement.enteredBesideFirstLine(counts)).isEmpty();
        assertThat(counts.uncounted()).isEmpty();
    }

    /** How each test ended, by class and name. */
    private static Map<String, String> results(Path reports) throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(reports.resolve("TEST-junit-jupiter.xml").toFile())
                .getDocumentElement();
        NodeList cases = suite.getElementsByTagName("testcase");
        Map<String, String> results = new TreeMap<>();
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            results.put(test.getAttribute("classname") + " " + test.getAttribute("name"), ending(test));
        }
        return results;
    }

    private static String ending(Element test) {
        for (String bad : new String[] {"failure", "error", "skipped"}) {
            if (test.getElementsByTagName(bad).getLength() > 0) {
                return bad;
            }
        }
        return "passed";
    }
}
