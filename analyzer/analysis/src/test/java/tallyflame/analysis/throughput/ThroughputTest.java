package tallyflame.analysis.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tallyflame.analysis.table.Format;
import tallyflame.analysis.table.TerminalTable;
import tallyflame.analysis.throughput.ModuleThroughput.DemandStatus;
import tallyflame.runs.Interval;
import tallyflame.runs.cluster.ModuleCost;
import tallyflame.runs.cluster.ModuleCost.Part;

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
        assertThat(RATES.get(1).inWords(List.of(ZTF))).isEqualTo("near may or may not keep ZTF (needs 75.0)");
        assertThat(RATES.get(2).inWords(List.of(ZTF))).isEqualTo("slow<b> breaks ZTF (needs 75.0)");
    }

    /** Parts of its window vary by far less than JVMs do, so they decide nothing about a budget. */
    @Test
    void oneJvmDecidesNothing() {
        ModuleThroughput one = new ModuleThroughput("one", 80, Double.NaN, Double.NaN);
        ModuleThroughput below = new ModuleThroughput("one", 70, Double.NaN, Double.NaN);
        assertThat(List.of(one, below)).extracting(rate -> rate.status(ZTF)).containsOnly(DemandStatus.OPEN);
        assertThat(one.inWords(List.of(ZTF)))
                .isEqualTo("one is above every budget in one JVM; how JVMs differ is not known (--forks 3 tells)");
        assertThat(below.inWords(List.of(ZTF))).startsWith("one is below ZTF (needs 75.0) in one JVM;");
        assertThat(TextChart.of(List.of(one), List.of(ZTF))).doesNotContain("-=", "=-");
        assertThat(SvgChart.of(List.of(one), List.of(ZTF))).doesNotContain("spread", "NaN");
    }

    @Test
    void textBarsBeginAtZeroAndAreLogarithmic() {
        String chart = TextChart.of(
                List.of(new ModuleThroughput("a", 10, 10, 10), new ModuleThroughput("b", 1000, 1000, 1000)),
                List.of(new SurveyDemand("x", 1, 1, 1)));
        List<String> lines = chart.lines().toList();
        assertThat(lines.get(1).strip()).startsWith("0 ").endsWith("1k").contains(" 1 ", " 10 ", " 100 ");
        long first = lines.get(2).chars().filter(c -> c == '=').count();
        long second = lines.get(3).chars().filter(c -> c == '=').count();
        assertThat(second / (double) first)
                .as("log 1001 against log 11")
                .isCloseTo(Math.log(1001) / Math.log(11), within(0.2));
        assertThat(lines.get(2)).contains("=|=").endsWith("-");
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

    /** Where the axis began at the smallest rate, its bar had no length at all. */
    @Test
    void aBarIsAsLongAsItsRateWhateverOthersThereAre() {
        RateAxis axis = RateAxis.of(RATES, List.of(ZTF));
        assertThat(axis.position(0)).isZero();
        assertThat(axis.position(10)).isGreaterThan(0.15);
        assertThat(axis.position(10))
                .isEqualTo(RateAxis.of(RATES.subList(0, 1), List.of(ZTF)).position(10));
        assertThat(axis.position(1e6)).isEqualTo(1);
        assertThat(axis.ticks()).startsWith(0.0, 1.0, 10.0).endsWith(1e6);
    }

    /** A line goes down to the label of its budget, which is to its right. */
    @Test
    void noLineCrossesTheLabelOfAnotherBudget() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        SvgChart.of(RATES, SurveyDemand.SURVEYS).getBytes(StandardCharsets.UTF_8)));
        List<Element> labels = ofClass(document, "text", "limit-label");
        List<Element> lines = ofClass(document, "line", "limit");
        assertThat(lines).hasSize(3).hasSameSizeAs(labels);
        double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
        for (Element label : labels) {
            double from = number(label, "x");
            double to = from + 6.5 * label.getTextContent().length();
            assertThat(to).isLessThan(width);
            assertThat(lines)
                    .noneMatch(line -> number(line, "x1") > from
                            && number(line, "x1") < to
                            && number(line, "y2") > number(label, "y") - 10);
        }
    }

    private static List<Element> ofClass(Document document, String tag, String name) {
        NodeList found = document.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .filter(element -> element.getAttribute("class").equals(name))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** A single loop does not know how loops differ. */
    @Test
    void modulesOnSparkHaveTwoBarsAndTheirGapInParts() {
        Interval point = new Interval(80, 80, 80);
        ModuleCost cost = new ModuleCost(
                "m",
                1000,
                0,
                1000,
                2,
                4,
                1,
                point,
                new Interval(100, 100, 100),
                new Interval(0.8, 0.8, 0.8),
                new Interval(0.93, 0.93, 0.93),
                List.of(
                        new Part(
                                "module",
                                false,
                                new Interval(10_000, 10_000, 10_000),
                                new Interval(9_300, 9_300, 9_300)),
                        new Part("rows", true, new Interval(500, 500, 500), new Interval(700, 700, 700)),
                        new Part("idle", true, new Interval(2000, 2000, 2000), null)),
                new Interval(7, 7, 7),
                new Interval(900, 900, 900),
                null);
        String text = SparkThroughput.answer(new ModuleCost.Document(1, List.of(cost)), List.of(ZTF))
                .write(Format.TABLE, 0);
        assertThat(text)
                .contains(
                        "m on Spark",
                        "m without Spark",
                        "75.0: ZTF",
                        "80.0 %",
                        "93.0 %",
                        "9,300",
                        "20.0 %",
                        "2,500 by Spark")
                .doesNotContain("NaN", "- 80.0 %");
    }

    @Test
    void efficiencyIsAgainstTheFewestThreads() {
        Scaling scaling = Scaling.of(List.of(1, 2, 4), List.of(100.0, 190.0, 300.0));
        assertThat(scaling.steps()).extracting(Scaling.Step::efficiency).containsExactly(1.0, 0.95, 0.75);
        assertThat(TerminalTable.of(scaling.table())).contains("threads", "95.0 %", "75.0 %");
    }
}
