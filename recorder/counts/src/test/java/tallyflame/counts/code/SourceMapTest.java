package tallyflame.counts.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tallyflame.counts.code.SourceMap.Origin;

class SourceMapTest {
    @Test
    void linesOfInlinedCodeComeFromTheirOwnFile() {
        SourceMap map = KotlinSourceMap.map();
        assertThat(map.origin(18)).as("a line of its own").isEmpty();
        assertThat(map.origin(19)).contains(new Origin("Util.kt", "acme.tools.UtilKt", 4));
        assertThat(map.origin(24)).contains(new Origin("Util.kt", "acme.tools.UtilKt", 9));
        assertThat(map.origin(30)).contains(new Origin("Util.kt", "acme.tools.UtilKt", 9));
        assertThat(map.origin(33)).contains(new Origin("Main.kt", "acme.MainKt", 6));
        assertThat(map.origin(34)).as("beyond the map").isEmpty();
    }

    @Test
    void copiesOfALineAreTheFirst() {
        SourceMap map = KotlinSourceMap.map();
        assertThat(map.canonical(30)).isEqualTo(24);
        assertThat(map.canonical(24)).isEqualTo(24);
        assertThat(map.canonical(7)).isEqualTo(7);
    }

    @Test
    void ofTheOwnSourceTheCallStandsForWhatWasInlined() {
        SourceMap map = KotlinSourceMap.map();
        assertThat(map.ownLine(24)).isEqualTo(11);
        assertThat(map.ownLine(33)).isEqualTo(13);
        assertThat(map.ownLine(12)).isEqualTo(12);
        assertThat(map.isInlined(24)).isTrue();
        assertThat(map.isInlined(12)).isFalse();
    }

    @Test
    void callSitesAreInTheCallersFile() {
        SourceMap map = KotlinSourceMap.map();
        assertThat(map.callSite(24)).isEqualTo(11);
        assertThat(map.callSite(25)).isEqualTo(12);
        assertThat(map.callSite(33)).isEqualTo(13);
        assertThat(map.callSite(5)).isEqualTo(5);
    }

    /** The example of JSR-45, section 5: several lines of Java for one of the page, files without a path. */
    @Test
    void translatedPagesHaveStepsAndDefaults() {
        SourceMap map = SourceMap.parse(
                "SMAP\nHi.java\nJSP\n*S JSP\n*F\n1 Hi.jsp\n2 greeting.jsp\n*L\n1#1,5:1,2\n134:25,3\n7#2,2:33,4\n9:41\n*E\n",
                "org.acme.Hi_jsp",
                "Hi.java");
        assertThat(map.origin(1)).contains(new Origin("Hi.jsp", "org.acme.Hi_jsp", 1));
        assertThat(map.origin(2)).contains(new Origin("Hi.jsp", "org.acme.Hi_jsp", 1));
        assertThat(map.origin(10)).contains(new Origin("Hi.jsp", "org.acme.Hi_jsp", 5));
        assertThat(map.origin(27)).contains(new Origin("Hi.jsp", "org.acme.Hi_jsp", 134));
        assertThat(map.ownLine(27)).as("translated, not inlined").isEqualTo(134);
        assertThat(map.origin(40)).contains(new Origin("greeting.jsp", "org.acme.Hi_jsp", 8));
        assertThat(map.origin(41)).contains(new Origin("greeting.jsp", "org.acme.Hi_jsp", 9));
        assertThat(map.origin(28)).isEmpty();
    }

    @Test
    void whatCannotBeReadLeavesLinesAsTheyAre() {
        assertThat(SourceMap.parse("", "A", "A.java").origin(1)).isEmpty();
        assertThat(SourceMap.parse("other tools put anything here", "A", "A.java")
                        .origin(1))
                .isEmpty();
        String hostile = "SMAP\nA\nX\n*S X\n*F\n1 B\n*L\n1#1,99999999999:1,99999999\nrubbish\n3#7:5\n9#1:9\n";
        SourceMap map = SourceMap.parse(hostile, "A", "A.java");
        assertThat(map.origin(9)).contains(new Origin("B", "A", 9));
        assertThat(map.origin(5)).as("of a file that is not listed").isNotEqualTo(java.util.Optional.of(3));
    }
}
