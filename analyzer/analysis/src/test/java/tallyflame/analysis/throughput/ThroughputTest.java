package tallyflame.analysis.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import tallyflame.analysis.table.TerminalTable;
import tallyflame.analysis.throughput.ModuleThroughput.DemandStatus;

class ThroughputTest {
    private static final SurveyDemand ZTF = new SurveyDemand("ZTF", 600, 1, 8);
    private static final List<ModuleThroughput> RATES = List.of(
            new ModuleThroughput("fast", 100_000, 90_000, 110_000),
            new ModuleThroughput("near", 76, 70, 82),
            new ModuleThroughput("slow<b>", 10, 9, 11));

    @Test
    void aBudgetIsSharedByItsCores() {
        assertThat(ZTF.perCore()).isEqualTo(75);
        assertThat(SurveyDemand.SURVEYS).extracting(SurveyDemand::perCore).containsExactly(37.5, 62.5, 75.0);
    }

    @Test
    void budgetsCanBeNamed() {
        assertThat(SurveyDemand.parse("my survey=1200/0.5/4")).isEqualTo(new SurveyDemand("my survey", 1200, 0.5, 4));
        for (String wrong : List.of("x", "x=1/2", "=1/1/1", "x=0/1/1", "x=1/0/1", "x=1/1/0")) {
            assertThatThrownBy(() -> SurveyDemand.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }

    @Test
    void theIntervalDecides() {
        assertThat(RATES)
                .extracting(rate -> rate.status(ZTF))
                .containsExactly(DemandStatus.KEPT, DemandStatus.OPEN, DemandStatus.BROKEN);
        assertThat(RATES.get(0).inWords(List.of(ZTF))).isEqualTo("fast keeps every budget");
        assertThat(RATES.get(1).inWords(List.of(ZTF))).isEqualTo("near may or may not keep ZTF (needs 75.00)");
        assertThat(RATES.get(2).inWords(List.of(ZTF))).isEqualTo("slow<b> breaks ZTF (needs 75.00)");
    }

    @Test
    void textBarsAreLogarithmic() {
        String chart = TextChart.of(
                List.of(new ModuleThroughput("a", 10, 10, 10), new ModuleThroughput("b", 1000, 1000, 1000)),
                List.of(new SurveyDemand("x", 1, 1, 1)));
        List<String> lines = chart.lines().toList();
        assertThat(lines.get(1).strip()).startsWith("1 ").endsWith("1k").contains(" 10 ", " 100 ");
        long first = lines.get(2).chars().filter(c -> c == '=').count();
        long second = lines.get(3).chars().filter(c -> c == '=').count();
        assertThat(second / (double) first).as("three decades against one").isCloseTo(3, within(0.2));
        assertThat(lines.get(2)).contains("|=").endsWith("-");
    }

    @Test
    void theDrawingIsXmlWithEveryNameAndBudget() throws Exception {
        String svg = SvgChart.of(RATES, List.of(ZTF));
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTextContent()).contains("fast", "near", "slow<b>", "ZTF: 75");
        assertThat(document.getElementsByTagName("path").getLength())
                .as("intervals")
                .isEqualTo(3);
    }

    @Test
    void efficiencyIsAgainstTheFewestThreads() {
        Scaling scaling = Scaling.of(List.of(1, 2, 4), List.of(100.0, 190.0, 300.0));
        assertThat(scaling.steps()).extracting(Scaling.Step::efficiency).containsExactly(1.0, 0.95, 0.75);
        assertThat(TerminalTable.of(scaling.table())).contains("threads", "95.0 %", "75.0 %");
    }
}
