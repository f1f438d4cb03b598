package tallyflame.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.compare.totals.FunctionTotal;
import tallyflame.analysis.compare.totals.Total;
import tallyflame.analysis.table.Format;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.times.ProbeCost;
import tallyflame.runs.Interval;

/** Also a comparison for tests of what its page looks like. */
public class ComparisonPageTest {
    private static final String HOSTILE = "x.<script>alert(1)</script>\"'&\u202e.run";

    /** Instruments that found several functions with long names hottest. */
    public static Comparison ofLongNames() {
        String name = "tallyflame.modules.lightcurve.features.PeriodogramOfIrregularlySampledSeries.";
        Map<String, Integer> weights = Map.of(name + "evaluateAtAllFrequencies", 60, name + "normalise", 40);
        InstrumentProfile sampled = AgreementTest.series("sample", true, weights, 3);
        InstrumentProfile traced = AgreementTest.series("trace, compensated", false, weights, 3);
        Interval ratio = new Interval(1.01, 0.99, 1.03);
        Map<MethodId, Integer> hottest = new TreeMap<>();
        weights.keySet().forEach(function -> hottest.put(MethodId.parse(function), 3));
        return new Comparison(
                1,
                "light-curve-features",
                "/runs/compare",
                "complete",
                3,
                List.of(new Overhead("sample", 3, 1.01, 0.99, 1.03, ratio, ratio)),
                new ProbeCost(50, 20, 25, 2),
                List.of(
                        new Comparison.Instrument("sample", 3, 300, hottest, Map.of()),
                        new Comparison.Instrument("trace, compensated", 3, 0, hottest, Map.of())),
                List.of(Agreement.of(sampled, traced)),
                List.of(),
                List.of(),
                List.of(),
                List.of("sampling and tracing agree"));
    }

    @Test
    void namesAreNeverMarkupAndNothingIsLoaded() {
        Agreement agreement = Agreement.of(
                AgreementTest.series("sample", true, Map.of(HOSTILE, 60, "x.A.b", 40), 3),
                AgreementTest.series("trace", false, Map.of(HOSTILE, 20, "x.A.b", 80), 3));
        Interval ratio = new Interval(1.01, 0.99, 1.03);
        Comparison comparison = new Comparison(
                1,
                HOSTILE,
                "/runs/" + HOSTILE,
                "complete",
                3,
                List.of(
                        new Overhead("sample", 3, 1.01, 0.99, 1.03, ratio, null),
                        new Overhead("trace", 3, 40, 30, 50, null, ratio)),
                new ProbeCost(50, 20, 25, 2),
                List.of(new Comparison.Instrument(
                        "sample", 3, 300, Map.of(MethodId.parse(HOSTILE), 3), Map.of(MethodId.parse(HOSTILE), ratio))),
                List.of(agreement),
                List.of(new Total("allocation", "JDK", HOSTILE, "bytes", 90, 100, new Interval(0.9, 0.88, 0.92))),
                List.of(new FunctionTotal(
                        "allocation",
                        MethodId.parse(HOSTILE),
                        "JDK",
                        HOSTILE,
                        "bytes",
                        41,
                        45,
                        50,
                        new Interval(0.9, 0.7, 1.1))),
                List.of(new Reason("unexplained", HOSTILE, HOSTILE)),
                List.of(HOSTILE, "b", "c"));
        assertThat(ComparisonAnswer.of(comparison).write(Format.MD, 80))
                .contains("| sample | 3 | 1.010× | 0.990× - 1.030× |")
                .contains("| 20.0 % |")
                .contains("| allocation | 41 | 45 B | 50 B | 0.900× | 0.700× - 1.100× |")
                .contains("| allocation | JDK | 90 B | 100 B | 0.900× | 0.880× - 0.920× | BIASED |")
                .doesNotContain("\u202e");
        assertThat(ComparisonAnswer.overhead(List.of(comparison)).objects().get(1))
                .containsEntry("pass", "trace")
                .containsEntry("ratio", 40.0);
        String page = ComparisonPage.of(comparison);
        assertThat(page)
                .contains("default-src 'none'; script-src 'none'; style-src 'sha256-")
                .contains("x.&#60;script&#62;alert(1)&#60;/script&#62;")
                .containsSubsequence("<body>", "<main class=\"sheet\">", "<h1>", "</main>", "</body>")
                .doesNotContain("<script")
                .doesNotContain("\u202e")
                .doesNotContain("NaN")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(page.split("<circle class=\"differs\"", -1)).hasSize(3);
    }
}
