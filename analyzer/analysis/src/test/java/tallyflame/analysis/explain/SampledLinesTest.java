package tallyflame.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.table.Format;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;

/** Lines of 1,000 spans, of which 20 are slow, with samples that are dealt to them. */
class SampledLinesTest {
    private static final int SPANS = 1000;
    private static final int SLOW = 20;
    private static final double SAMPLE = 1e6;
    private static final long LIMIT = 10_000_000;

    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);
    private final List<int[]> rows = new ArrayList<>();

    /** The node of a line of {@code a.B.run}. */
    private int line(int line) {
        return tree.child(0, frames.frame(frames.method("a.B", "run", "()V"), line, 0, FrameType.JIT_COMPILED));
    }

    /** The node of native code that a line calls. */
    private int nativeCode(int line) {
        return tree.child(
                line(line), frames.frame(frames.method("", "memcpy", ""), Frames.UNKNOWN, 0, FrameType.NATIVE));
    }

    private static boolean isSlow(int span) {
        return span % (SPANS / SLOW) == 7;
    }

    private void samples(int node, IntFunction<Integer> ofSpan) {
        for (int span = 0; span < SPANS; span++) {
            if (ofSpan.apply(span) > 0) rows.add(new int[] {node, ofSpan.apply(span), span + 1});
        }
    }

    private List<SampledLines.Row> found() {
        int[] nothing = new int[rows.size()];
        Samples samples = new Samples(
                0,
                nothing,
                nothing,
                nothing,
                rows.stream().mapToInt(row -> row[0]).toArray(),
                rows.stream().mapToInt(row -> row[1]).toArray(),
                rows.stream().mapToLong(row -> (long) (SAMPLE * row[1])).toArray(),
                List.of("main"),
                List.of(""),
                rows.stream().mapToInt(row -> row[2]).toArray());
        List<MeasuredSpan> spans = new ArrayList<>();
        for (int span = 0; span < SPANS; span++) {
            spans.add(new MeasuredSpan(
                    "work", "", "main", span, isSlow(span) ? LIMIT : 1000, 1, SAMPLE, null, Map.of(), 0, 0));
        }
        Profile profile = new Profile("cpu", "ns", tree, Ledger.EMPTY, Optional.of(samples));
        return SampledLines.of(profile, spans, LIMIT, SAMPLE);
    }

    @Test
    void whatSlowOnesDoMoreIsToldWithItsTime() {
        samples(line(12), span -> isSlow(span) ? 3 : 1);
        samples(nativeCode(12), span -> isSlow(span) ? 2 : 0);
        samples(line(13), span -> span % 3 == 0 ? 1 : 0);
        SampledLines.Row first = found().get(0);
        assertThat(first.place()).isEqualTo("a.B.run:12");
        assertThat(first.beyondChance()).isTrue();
        assertThat(first.slow()).isEqualTo(5 * SAMPLE);
        assertThat(first.typical()).isEqualTo(SAMPLE);
        assertThat(first.excess().value()).isEqualTo(4 * SAMPLE);
        assertThat(first.excess().low()).isLessThan(4 * SAMPLE);
        assertThat(found().get(1).place()).isEqualTo("a.B.run:13");
        assertThat(found().get(1).beyondChance()).isFalse();
    }

    /** Of what is called a difference at most one in twenty is none; where nothing differs, hardly ever is one called so. */
    @Test
    void noiseIsNotTakenForADifference() {
        int runs = 60;
        int wrong = 0;
        for (int seed = 0; seed < runs; seed++) {
            rows.clear();
            PoissonDistribution dealt = new PoissonDistribution(
                    new Well19937c(seed), 0.15, 1e-12, PoissonDistribution.DEFAULT_MAX_ITERATIONS);
            for (int line = 1; line <= 40; line++) {
                int[] counts = dealt.sample(SPANS);
                samples(line(line), span -> counts[span]);
            }
            wrong += found().stream().anyMatch(SampledLines.Row::beyondChance) ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(runs / 10);
    }

    @Test
    void allSamplesOfOneSpanAreOneObservation() {
        samples(line(1), span -> 2);
        samples(line(2), span -> span == 7 ? 40 : 0);
        assertThat(found()).filteredOn(row -> row.place().endsWith(":2")).noneMatch(SampledLines.Row::beyondChance);
    }

    /** A line that others have once in twenty spans may be in none of twenty by chance. */
    @Test
    void whatIsRareMayBeMissingByChance() {
        samples(line(1), span -> 2);
        samples(line(2), span -> span % 20 == 3 ? 1 : 0);
        assertThat(found()).filteredOn(row -> row.place().endsWith(":2")).noneMatch(SampledLines.Row::beyondChance);
    }

    @Test
    void nothingIsSaidWhereSlowOnesHaveLessThanASample() {
        Random random = new Random(1);
        int[] counts = random.ints(SPANS, 0, 2).toArray();
        samples(line(1), span -> isSlow(span) && span != 7 ? 1 : counts[span] / 2);
        assertThat(found()).isEmpty();
    }

    @Test
    void noiseIsGrey() throws Exception {
        samples(line(12), span -> isSlow(span) ? 5 : 1);
        samples(line(13), span -> span % 3 == 0 ? 1 : 0);
        SimulatedSpans simulated = SimulatedSpans.of(1, 2 * SPANS);
        Explanation explanation = Explainer.of(
                Tail.of(Path.of("run-1"), simulated.observations(false), 0.01, -1),
                List.of(),
                found(),
                site -> "",
                List.of(),
                List.of());
        String page = ExplainAnswer.of(explanation, 10).write(Format.HTML, 0);
        assertThat(page).containsPattern("<tr>(<td.*>)+a\\.B\\.run:12<");
        assertThat(page).containsPattern("<tr class=\"faint\">(<td.*>)+a\\.B\\.run:13<");
        assertThat(ExplainAnswer.of(explanation, 1).write(Format.JSON, 0)).contains("\"line\" : \"a.B.run:12\"");
    }
}
