package tallyflame.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

class AgreementTest {
    /** Rounds of equal weights by function. */
    static InstrumentProfile series(String name, boolean sampled, Map<String, Integer> weights, int rounds) {
        return new InstrumentProfile(
                name,
                sampled,
                Stream.generate(() -> round(weights)).limit(rounds).toList());
    }

    static RoundProfile round(Map<String, Integer> weights) {
        RoundProfile round = new RoundProfile();
        weights.forEach((name, weight) -> {
            MethodId function = MethodId.parse(name);
            round.functions.put(function, (double) weight);
            round.totals.put(function, (double) weight);
            round.lines.put(new LineId(function, 7), (double) weight);
            round.ownLines.put(new LineId(function, 7), (double) weight);
            round.total += weight;
        });
        return round;
    }

    @Test
    void twoThatSayTheSameAgreeInEverything() {
        InstrumentProfile a = series("sample", true, Map.of("x.A.a", 60, "x.A.b", 30, "x.A.c", 10), 3);
        InstrumentProfile b = series("trace", false, Map.of("x.A.a", 600, "x.A.b", 300, "x.A.c", 100), 3);
        Agreement agreement = Agreement.of(a, b);
        assertThat(agreement.overlap()).isCloseTo(1, within(1e-12));
        assertThat(agreement.kendallTau()).isEqualTo(1);
        assertThat(agreement.topK()).isEqualTo(1);
        assertThat(agreement.significant()).isZero();
        assertThat(agreement.functions()).hasSize(3).allSatisfy(row -> {
            assertThat(row.difference().value()).isCloseTo(0, within(1e-12));
            assertThat(row.significant()).isFalse();
        });
    }

    @Test
    void differencesAreFoundAndRanked() {
        InstrumentProfile a = series("sample", true, Map.of("x.A.a", 500, "x.A.b", 300, "x.A.c", 200), 5);
        InstrumentProfile b = series("trace", false, Map.of("x.A.a", 200, "x.A.b", 300, "x.A.d", 500), 5);
        Agreement agreement = Agreement.of(a, b);
        assertThat(agreement.overlap()).isCloseTo(0.5, within(1e-12));
        assertThat(agreement.topK()).isEqualTo(0.5);
        assertThat(agreement.kendallTau()).isNegative();
        assertThat(agreement.functions())
                .extracting(Agreement.Row::name)
                .containsExactly("x.A.d", "x.A.a", "x.A.c", "x.A.b");
        assertThat(agreement.functions())
                .extracting(Agreement.Row::significant)
                .containsExactly(true, true, true, false);
        assertThat(agreement.functions().get(0).a().value()).isZero();
        assertThat(agreement.lines().get(0).name()).isEqualTo("x.A.d:7");
    }

    @Test
    void theHottestOfEachRoundIsToldWithItsRounds() {
        InstrumentProfile series = new InstrumentProfile(
                "sample",
                true,
                List.of(
                        round(Map.of("x.A.a", 3, "x.A.b", 2)),
                        round(Map.of("x.A.a", 1, "x.A.b", 2)),
                        round(Map.of("x.A.a", 5, "x.A.b", 2)),
                        new RoundProfile()));
        assertThat(series.hottest())
                .containsExactly(Map.entry(MethodId.parse("x.A.a"), 2), Map.entry(MethodId.parse("x.A.b"), 1));
        assertThat(series.samples()).isEqualTo(15);
        assertThat(series.rounds()).as("a round without samples says nothing").hasSize(3);
    }

    @Test
    void documentsNameFunctionsAndLinesByTheirText() {
        InstrumentProfile series = series("sample", true, Map.of("x.A.a", 60), 2);
        JsonNode agreement = new ObjectMapper().valueToTree(Agreement.of(series, series));
        assertThat(agreement.at("/functions/0/name").asText()).isEqualTo("x.A.a");
        assertThat(agreement.at("/lines/0/name").asText()).isEqualTo("x.A.a:7");
        assertThat(agreement.at("/functions/0").fieldNames())
                .toIterable()
                .containsExactly("name", "a", "b", "difference", "p", "q", "significant");
        JsonNode instrument =
                new ObjectMapper().valueToTree(new Comparison.Instrument("sample", 2, 120, series.hottest(), Map.of()));
        assertThat(instrument.at("/hottest/x.A.a").asInt()).isEqualTo(2);
    }
}
