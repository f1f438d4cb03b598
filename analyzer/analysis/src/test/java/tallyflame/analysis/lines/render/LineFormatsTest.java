package tallyflame.analysis.lines.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.lines.LineLedger;
import tallyflame.analysis.lines.MethodLines;
import tallyflame.analysis.lines.Synthetic;
import tallyflame.analysis.table.Format;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;

class LineFormatsTest {
    /** The lines of a tracefile as the FILES section of geninfo(1), lcov 1.16, defines them. */
    private static final Pattern LCOV_LINE = Pattern.compile("TN:\\w*"
            + "|SF:.+"
            + "|FN:[1-9]\\d*,.+"
            + "|FNDA:\\d+,.+"
            + "|FN[FH]:\\d+"
            + "|BRDA:[1-9]\\d*,\\d+,\\d+,(-|\\d+)"
            + "|BR[FH]:\\d+"
            + "|DA:[1-9]\\d*,\\d+(,\\S+)?"
            + "|L[FH]:\\d+"
            + "|end_of_record");
    /** The order of the sections of one source file. */
    private static final Pattern LCOV_RECORD =
            Pattern.compile("SF (FN )*(FNDA )*FNF FNH ((BRDA )+BRF BRH )?(DA )*LF LH end_of_record ?");

    @Test
    void writesLcovWithRealCounts() {
        String lcov = Lcov.of(Synthetic.skyReport(), MethodLines::sourcePath);

        assertThat(lcov)
                .isEqualTo(
                        """
                        TN:
                        SF:org/acme/Sky.java
                        FN:5,org.acme.Sky.bright([I)I
                        FN:19,org.acme.Sky.heat(I)I
                        FNDA:4,org.acme.Sky.bright([I)I
                        FNDA:30,org.acme.Sky.heat(I)I
                        FNF:2
                        FNH:2
                        BRDA:6,0,0,250
                        BRDA:6,0,1,4
                        BRDA:8,0,0,30
                        BRDA:8,0,1,220
                        BRDA:12,0,0,0
                        BRDA:12,0,1,4
                        BRF:6
                        BRH:5
                        DA:5,4
                        DA:6,254
                        DA:8,250
                        DA:9,30
                        DA:12,4
                        DA:13,0
                        DA:15,4
                        DA:19,30
                        LF:8
                        LH:7
                        end_of_record
                        """);
        assertFollowsTheGrammar(lcov);
    }

    @Test
    void marksBranchesThatWereNeverReachedAndAddsUpLinesOfSeveralMethods() {
        MethodCounts outer = new MethodCounts(
                "run", "()V", 3, 0, 0, 0, 0, List.of(new LineHits(3, 2)), List.of(Synthetic.branch(3, 4, 0, 5, 0)));
        MethodCounts lambda =
                new MethodCounts("lambda$run$0", "()V", 3, 7, 0, 0, 0, List.of(new LineHits(3, 7)), List.of());
        ClassCounts counted = new ClassCounts("a.\nB", 1, "B.kt", List.of(outer, lambda));

        String lcov = Lcov.of(Synthetic.report(List.of(counted), Optional.empty()), MethodLines::sourcePath);

        assertThat(lcov).contains("BRDA:3,0,0,-\nBRDA:3,0,1,-\n").contains("DA:3,9\n");
        assertFollowsTheGrammar(lcov);
    }

    @Test
    void leavesMethodsWithoutLinesOutOfLcov() {
        ClassCounts stripped = new ClassCounts(
                "a.Stripped", 1, "", List.of(new MethodCounts("run", "()V", 0, 5, 0, 0, 0, List.of(), List.of())));

        assertThat(Lcov.of(Synthetic.report(List.of(stripped), Optional.empty()), MethodLines::sourcePath))
                .isEqualTo("TN:\n");
    }

    @Test
    void writesOneFlatCsvRowForEachLine() {
        String hostile = Synthetic.SOURCE.replace("if (pixel > 7) {", "if (\"a,b\" == pixel) {");
        String csv = new LineAnswers(
                        Synthetic.skyReport(),
                        new LineLedger(null, null, 0, null, null, List.of()),
                        method -> Synthetic.source(hostile))
                .methods(LineLayout.of(0))
                .write(Format.CSV, 0);

        assertThat(csv.lines())
                .hasSize(9)
                .startsWith(
                        "class,method,descriptor,file,line,hits,time,unit,samples,share,low,high,per_hit,branches,source,objects,bytes,removed,removed_low,removed_high")
                .anyMatch(line -> line.startsWith("org.acme.Sky,bright,([I)I,Sky.java,13,0,0.0,ns,0,0.0,0.0,")
                        && line.endsWith(",,,            throw new IllegalStateException();,,,,,"))
                .anyMatch(line -> line.startsWith("org.acme.Sky,bright,([I)I,Sky.java,8,250,2.0E9,ns,200,0.5,")
                        && line.endsWith(",8000000.0,30→9 220→6,\"            if (\"\"a,b\"\" == pixel) {\",,,,,"));
    }

    @Test
    void writesTheDocumentOfTheDesign() {
        JsonNode document =
                new ObjectMapper().valueToTree(LineJson.document(Synthetic.skyReport(), Map.of("kept", 500)));

        JsonNode method = document.get("methods").get(0);
        JsonNode line = method.get("lines").get(2);
        assertThat(document.get("schema").asInt()).isEqualTo(1);
        assertThat(document.get("ledger").get("kept").asInt()).isEqualTo(500);
        assertThat(method.get("class").asText()).isEqualTo("org.acme.Sky");
        assertThat(method.get("method").asText()).isEqualTo("bright");
        assertThat(method.get("descriptor").asText()).isEqualTo("([I)I");
        assertThat(method.get("file").asText()).isEqualTo("Sky.java");
        assertThat(method.get("entered").isIntegralNumber()).isTrue();
        assertThat(line.get("line").asInt()).isEqualTo(8);
        assertThat(line.get("hits").asLong()).isEqualTo(250);
        assertThat(line.get("time").asDouble()).isEqualTo(2e9);
        assertThat(line.get("samples").asLong()).isEqualTo(200);
        assertThat(line.get("share").asDouble()).isEqualTo(0.5);
        assertThat(line.get("low").asDouble()).isBetween(0.45, 0.46);
        assertThat(line.get("high").asDouble()).isBetween(0.54, 0.55);
        assertThat(line.get("branches").toString())
                .as("no class file says which is the true one")
                .isEqualTo("[{\"to\":9,\"count\":30,\"branch\":0,\"label\":null},"
                        + "{\"to\":6,\"count\":220,\"branch\":0,\"label\":null}]");
    }

    @Test
    void writesNullForWhatIsMissing() {
        JsonNode counts = new ObjectMapper()
                .valueToTree(LineJson.document(Synthetic.report(List.of(Synthetic.sky()), Optional.empty()), null));
        JsonNode samples = new ObjectMapper()
                .valueToTree(LineJson.document(Synthetic.report(List.of(), Optional.of(Synthetic.profile())), null));

        assertThat(counts.at("/methods/0/lines/0/time").isNull()).isTrue();
        assertThat(counts.at("/event").isNull()).isTrue();
        assertThat(samples.at("/methods/0/entered").isNull()).isTrue();
        assertThat(samples.at("/methods/0/lines/0/hits").isNull()).isTrue();
    }

    private static void assertFollowsTheGrammar(String lcov) {
        List<String> kinds = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : lcov.split("\n", -1)) {
            if (!line.isEmpty()) {
                assertThat(line).matches(LCOV_LINE);
                String kind = line.replaceAll(":.*", "");
                kinds.add(kind);
                seen.merge(kind, 1, Integer::sum);
                assertSummary(line, kind, seen);
                if (kind.equals("end_of_record")) {
                    seen.clear();
                }
            }
        }
        assertThat(kinds.get(0)).isEqualTo("TN");
        String records = String.join(" ", kinds.subList(1, kinds.size()));
        Matcher matcher = LCOV_RECORD.matcher(records);
        int end = 0;
        while (matcher.find(end) && matcher.start() == end) {
            end = matcher.end();
        }
        assertThat(end).as(records).isEqualTo(records.length());
    }

    /** The counts of found functions, branches and lines are those of the lines before. */
    private static void assertSummary(String line, String kind, Map<String, Integer> seen) {
        Map<String, String> summaries = Map.of("FNF", "FN", "BRF", "BRDA", "LF", "DA");
        if (summaries.containsKey(kind)) {
            assertThat(line).isEqualTo(kind + ":" + seen.getOrDefault(summaries.get(kind), 0));
        }
    }
}
