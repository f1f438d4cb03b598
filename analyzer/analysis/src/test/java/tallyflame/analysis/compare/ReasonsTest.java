package tallyflame.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.trace.TracedFunctions;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.times.ProbeCost;

class ReasonsTest {
    private static final ProbeCost COST = new ProbeCost(50, 20, 25, 2);

    private static TracedFunctions.Row row(String name, long calls, long self, double probes, double share) {
        return new TracedFunctions.Row(name, calls, self, self, probes, self - probes, self - probes, share, share);
    }

    private static TracedFunctions traced(TracedFunctions.Row... rows) {
        return new TracedFunctions(1, "trace", "ns", 1_000_000, 1, true, COST, List.of(rows), List.of());
    }

    private static List<Reason> findings(Measured measured) {
        Agreement agreement =
                Agreement.of(measured.series().get("sample"), measured.series().get("trace"));
        return new Reasons(measured, List.of(agreement)).find();
    }

    @Test
    void callsThatCostMoreThanTheyDoAreProbeInflation() {
        Map<String, Integer> sampled = Map.of("x.A.tiny", 100, "x.A.large", 900);
        Map<String, Integer> raw = Map.of("x.A.tiny", 600, "x.A.large", 400);
        Map<String, Integer> compensated = Map.of("x.A.tiny", 120, "x.A.large", 880);
        Measured measured = new Measured(
                Map.of(
                        "sample", AgreementTest.series("sample", true, sampled, 3),
                        "trace", AgreementTest.series("trace", false, raw, 3),
                        "trace-compensated", AgreementTest.series("trace-compensated", false, compensated, 3)),
                traced(row("x.A.tiny", 10_000, 600_000, 540_000, 0.6), row("x.A.large", 10, 400_000, 1_000, 0.4)),
                Map.of());
        List<Reason> findings = findings(measured);
        assertThat(findings).extracting(Reason::kind).containsExactlyInAnyOrder("probe-inflation", "displaced");
        assertThat(findings)
                .filteredOn(finding -> finding.kind().equals("probe-inflation"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .contains("x.A.tiny", "10.0 %", "60.0 %", "10,000 calls", "90.0 %", "12.0 %"));
    }

    @Test
    void aSampleOnALineThatNeverRanIsProofOfMisattribution() {
        RoundProfile round = AgreementTest.round(Map.of("x.A.a", 100));
        round.ownLines.put(new LineId(MethodId.parse("x.A.a"), 8), 4.0);
        InstrumentProfile sample =
                new InstrumentProfile("sample", true, List.of(round, AgreementTest.round(Map.of("x.A.a", 100))));
        InstrumentProfile trace = AgreementTest.series("trace", false, Map.of("x.A.a", 100), 2);
        Measured measured = new Measured(
                Map.of("sample", sample, "trace", trace, "trace-compensated", trace),
                traced(row("x.A.a", 1, 1_000_000, 100, 1)),
                Map.of(new LineId(MethodId.parse("x.A.a"), 7), 12L, new LineId(MethodId.parse("x.A.a"), 8), 0L));
        assertThat(findings(measured))
                .singleElement()
                .isEqualTo(new Reason(
                        "never-executed",
                        "x.A.a:8",
                        "x.A.a:8: 4 samples by sample on a line that never ran; the nearest that did is line 7, so they"
                                + " skidded."));
    }
}
