package tallyflame.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.Wait;
import tallyflame.analysis.table.Format;
import tallyflame.recordings.InputException;

/** What is called a cause, on simulated spans whose causes and costs are known: seeded, so that each run sees the same. */
class ExplainerTest {
    private static final int SPANS = 2000;
    private static final int SEEDS = 6;
    private static final Path INPUT = Path.of("run-1");

    private static Explanation explain(SimulatedSpans simulated, boolean counted, double slowest)
            throws InputException {
        Tail tail = Tail.of(INPUT, simulated.observations(counted), slowest, -1);
        return Explainer.of(
                tail,
                counted ? SimulatedSpans.SITES : List.of(),
                List.of(),
                site -> "line " + site.line(),
                List.of(),
                List.of());
    }

    /** The other parts' share of a cause is what was planted: the last figure, in milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "MORE_WORK, true, MORE_WORK, 9",
        "SLOWER_WORK, true, SLOWER_WORK, 9",
        "LOCK, true, LOCK, 17.5",
        "SLEEP, true, SLEEP, 17.5",
        "IO, true, IO, 17.5",
        "STOPPED, true, STOPPED, 12",
        "MORE_WORK, false, ON_CPU, 9",
        "SLOWER_WORK, false, ON_CPU, 9",
        "PARK, false, PARK, 17.5"
    })
    void thePlantedCauseIsNamedAndItsTimeIsRight(Cause planted, boolean counted, Cause named, double millis)
            throws InputException {
        int right = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Explanation found = explain(SimulatedSpans.of(seed, SPANS, planted), counted, 0.01);
            assertThat(found.parts().stream()
                            .mapToDouble(part -> part.excess().value())
                            .sum())
                    .isCloseTo(found.whole().value(), org.assertj.core.data.Offset.offset(1.0));
            boolean only =
                    found.causes().stream().map(ExcessPart::cause).toList().equals(List.of(named));
            double off = Math.abs(found.parts().get(0).excess().value() - millis * 1e6);
            right += only && off <= 0.15 * found.whole().value() ? 1 : 0;
        }
        assertThat(right).isEqualTo(SEEDS);
    }

    @Test
    void twoCausesAreBothNamed() throws InputException {
        Explanation found = explain(SimulatedSpans.of(3, 2 * SPANS, Cause.MORE_WORK, Cause.LOCK), true, 0.01);
        assertThat(found.causes()).extracting(ExcessPart::cause).containsExactlyInAnyOrder(Cause.MORE_WORK, Cause.LOCK);
        assertThat(found.parts().stream().mapToInt(ExcessPart::largestIn).sum())
                .isEqualTo(found.tail().slow().size());
        assertThat(found.parts().get(0).largestIn()).isEqualTo(20);
    }

    @Test
    void whereNothingIsPlantedNothingStandsOut() throws InputException {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (boolean counted : new boolean[] {true, false}) {
                Explanation found = explain(SimulatedSpans.of(seed, SPANS), counted, 0.01);
                assertThat(found.causes()).as("seed %d", seed).isEmpty();
                assertThat(ExplainWords.of(found).toString()).contains("Nothing stands out");
            }
        }
    }

    @Test
    void theLineAndTheBranchAreNamedWithTheirCost() throws InputException {
        Explanation found = explain(SimulatedSpans.of(1, SPANS, Cause.MORE_WORK), true, 0.01);
        WorkModel.More first = found.more().get(0);
        assertThat(first.lines()).extracting(SpanWork.Site::line).containsExactly(SimulatedSpans.WHILE, 13);
        assertThat(first.nanosPerHit().value()).isBetween(18.0, 22.0);
        assertThat(first.nanosPerHit().low()).isLessThan(20);
        assertThat(first.nanosPerHit().high()).isGreaterThan(20);
        assertThat(first.slow()).isBetween(450_000.0, 550_000.0);
        TurningBranch branch = found.branch().orElseThrow();
        assertThat(branch.branch().line()).isEqualTo(SimulatedSpans.WHILE);
        assertThat(branch.branch().toLine()).isEqualTo(13);
        assertThat(String.join(" ", ExplainWords.of(found)))
                .contains("more work: ")
                .containsPattern(
                        "`line 12` at org.acme.Work.work:12 goes on to line 13 49\\d,\\d{3} times against 5\\d,\\d{3}");
    }

    /** The loop within runs only where the rare way is taken: the branch in front of it is where that begins. */
    @Test
    void theBranchIsTheOneInFront() throws InputException {
        SimulatedSpans simulated = new SimulatedSpans(5);
        for (int i = 0; i < SPANS; i++) {
            // Some typical ones take it, too, or nobody could say what the odds are.
            simulated.add(100_000 + i % 777, 50_000 + i % 555, i % 100 == 7, 1, Map.of(), 0);
        }
        Explanation found = explain(simulated, true, 0.01);
        assertThat(found.causes()).extracting(ExcessPart::cause).containsExactly(Cause.MORE_WORK);
        assertThat(found.branch().orElseThrow().branch().line()).isEqualTo(SimulatedSpans.RARE);
        assertThat(found.branch().orElseThrow().typical()).isZero();
    }

    /** Where all wait long for a core, more work is no large part of what is more, and certain all the same. */
    @Test
    void moreWorkIsSaidWhereOtherThingsHideIt() throws InputException {
        SimulatedSpans simulated = new SimulatedSpans(7);
        for (int i = 0; i < SPANS; i++) {
            boolean slow = i % 100 == 7;
            simulated.add(
                    100_000 + i % 777, slow ? 100_000 : 50_000 + i % 555, false, 1, Map.of(), slow ? 90_000_000 : 0);
        }
        Explanation found = explain(simulated, true, 0.01);
        assertThat(found.causes()).extracting(ExcessPart::cause).containsExactly(Cause.STOPPED);
        assertThat(String.join(" ", ExplainWords.of(found)))
                .contains("Still they certainly did more: 999 µs (")
                .contains("goes on to line 13 100,000 times against 50,");
    }

    /** All are ready to run for longer than they run, and those that do more for much longer. */
    @Test
    void whatTheMachineMakesOfThemHidesNoCause() throws InputException {
        Random random = new Random(11);
        SimulatedSpans simulated = new SimulatedSpans(11);
        for (int i = 0; i < SPANS; i++) {
            boolean slow = i % 100 == 7;
            double queued = (slow ? 90e6 : 4e6) * -Math.log(1 - random.nextDouble());
            simulated.add(100_000 + i % 777, slow ? 500_000 : 50_000 + i % 555, false, 1, Map.of(), 0, (long) queued);
        }
        Explanation found = explain(simulated, true, 0.01);
        assertThat(found.parts().get(0).cause()).isEqualTo(Cause.QUEUED);
        assertThat(found.causes()).extracting(ExcessPart::cause).containsExactly(Cause.MORE_WORK);
        long planted = found.tail().slow().stream()
                .filter(one -> one.hits()[SimulatedSpans.TURNS_OF_WHILE] > 400_000)
                .count();
        assertThat(found.causes().get(0).excess().value()).isCloseTo(9e6 * planted / 20, withinPercentage(15));
        assertThat(ExplainWords.of(found).get(1))
                .containsPattern("[0-9]+ % of that was the machine: [0-9.]+ ms .* ready to run, without a core\\.");
        assertThat(ExplainAnswer.of(found, 10).write(Format.JSON, 0)).contains("\"cause\" : \"queued\"");
    }

    /** What only those run that wait, and that are ready to run for long, too, costs nothing for it. */
    @Test
    void waitingForACoreIsNoWork() throws InputException {
        Random random = new Random(13);
        SimulatedSpans simulated = new SimulatedSpans(13);
        List<Observation> spans = new ArrayList<>();
        for (int i = 0; i < SPANS; i++) {
            boolean waits = i % 100 == 7;
            double queued = (waits ? 30e6 : 4e6) * -Math.log(1 - random.nextDouble());
            simulated.add(
                    100_000 + i % 777,
                    50_000 + i % 555,
                    false,
                    1,
                    waits ? Map.of(Wait.IO, 20_000_000L) : Map.of(),
                    0,
                    (long) queued);
        }
        for (Observation one : simulated.observations(true)) {
            long[] hits = one.hits().clone();
            hits[SimulatedSpans.BODY_OF_RARE] = one.span().waited() > 0 ? 1 : 0;
            spans.add(new Observation(one.span(), hits));
        }
        Explanation found = Explainer.of(
                Tail.of(INPUT, spans, 0.01, -1), SimulatedSpans.SITES, List.of(), site -> "", List.of(), List.of());
        assertThat(found.causes()).extracting(ExcessPart::cause).containsExactly(Cause.IO);
    }

    /** Samples are a few; how long a thread was ready to run is exact. */
    @Test
    void whoIsReadyToRunDoesNotRun() throws InputException {
        SimulatedSpans simulated = new SimulatedSpans(14);
        for (int i = 0; i < SPANS; i++) {
            simulated.add(
                    100_000 + i % 777,
                    50_000 + i % 555,
                    false,
                    1,
                    Map.of(),
                    0,
                    i % 100 == 7 ? 60_000_000L : 2_000_000L);
        }
        List<Observation> spans = simulated.observations(true).stream()
                .map(one -> new Observation(sampledTooOften(one.span()), one.hits()))
                .toList();
        Explanation found = Explainer.of(
                Tail.of(INPUT, spans, 0.01, -1), SimulatedSpans.SITES, List.of(), site -> "", List.of(), List.of());
        assertThat(found.causes()).isEmpty();
    }

    private static MeasuredSpan sampledTooOften(MeasuredSpan span) {
        double cpu = span.queued() > 10_000_000 ? span.cpu() + 4e6 : span.cpu();
        return new MeasuredSpan(
                span.name(),
                span.tag(),
                span.thread(),
                span.start(),
                span.nanos(),
                span.samples(),
                cpu,
                span.queued(),
                span.waits(),
                span.collected(),
                span.stopped());
    }

    @Test
    void whereOnlyTheMachineIsSlowNothingStandsOut() throws InputException {
        Random random = new Random(12);
        SimulatedSpans simulated = new SimulatedSpans(12);
        for (int i = 0; i < SPANS; i++) {
            double queued = 4e6 * -Math.log(1 - random.nextDouble());
            simulated.add(100_000 + i % 777, 50_000 + i % 555, false, 1, Map.of(), 0, (long) queued);
        }
        Explanation found = explain(simulated, true, 0.01);
        assertThat(found.causes()).isEmpty();
        assertThat(ExplainWords.of(found).toString()).contains("Nothing stands out beyond that");
    }

    @Test
    void tooFewSlowOnesAreNotExplained() {
        SimulatedSpans simulated = SimulatedSpans.of(1, 1000, Cause.LOCK);
        assertThatThrownBy(() -> explain(simulated, true, 0.01))
                .hasMessage("run-1: 10 slow spans of 1,000 work are too few to explain; it takes 20: --slowest 2.0%"
                        + " finds as many, and a longer recording more");
        assertThatThrownBy(() -> Tail.of(INPUT, simulated.observations(false), 0, 19_000_000))
                .hasMessageContaining("too few to explain; it takes 20: --slower-than ");
        assertThatThrownBy(() -> explain(SimulatedSpans.of(1, 30, Cause.LOCK), true, 0.01))
                .hasMessageContaining("record more of them");
        assertThatThrownBy(() -> explain(simulated, true, 0.9)).hasMessageContaining("are more than the others");
    }

    @Test
    void theSuggestedShareFindsEnough() throws InputException {
        List<Observation> spans = SimulatedSpans.of(1, 1003, Cause.LOCK).observations(false);
        assertThat(Tail.of(INPUT, spans, 0.02, -1).slow()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void everyFormSaysTheSame() throws InputException {
        Explanation found = explain(SimulatedSpans.of(1, SPANS, Cause.MORE_WORK), true, 0.01);
        String text = ExplainAnswer.of(found, 10).write(Format.TABLE, 120);
        assertThat(text).contains("more work").contains("Work.work:12").contains("hits explain");
        assertThat(ExplainAnswer.of(found, 10).write(Format.JSON, 0))
                .contains("\"causes\" : [ \"more-work\" ]")
                .contains("\"toLine\" : 13");
        Stream.of(Format.MD, Format.HTML, Format.CSV)
                .forEach(format ->
                        assertThat(ExplainAnswer.of(found, 10).write(format, 0)).contains("more"));
    }

    @Test
    void waitsHaveCausesOfTheirOwn() {
        assertThat(Stream.of(Wait.values()).map(Cause::of).distinct()).hasSize(Wait.values().length);
    }
}
