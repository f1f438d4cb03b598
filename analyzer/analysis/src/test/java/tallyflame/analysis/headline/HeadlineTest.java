package tallyflame.analysis.headline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.functions.OwnFunctions;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;

/** Each clause with enough evidence for it, and with a little less. */
class HeadlineTest {
    private static final long TICK = 1_000_000;

    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);
    private final List<int[]> rows = new ArrayList<>();

    private void sample(int millis, int state, FrameType type, String className, String method) {
        int node = tree.child(
                CallTree.ROOT,
                frames.frame(frames.method(className, method, ""), Frames.UNKNOWN, Frames.UNKNOWN, type));
        tree.add(node, 1, TICK);
        rows.add(new int[] {millis, state, node});
    }

    private void own(int count, String method) {
        for (int i = 0; i < count; i++) {
            sample(10 * rows.size(), 0, FrameType.JIT_COMPILED, "com.acme.Sky", method);
        }
    }

    private void compiler(int count) {
        for (int i = 0; i < count; i++) {
            sample(10 * rows.size(), 0, FrameType.CPP, "", "CompileBroker::compiler_thread_loop");
        }
    }

    private int[] column(int index) {
        return rows.stream().mapToInt(row -> row[index]).toArray();
    }

    private Profile profile(String event, Ledger ledger) {
        int[] ones = rows.stream().mapToInt(row -> 1).toArray();
        long[] weights = rows.stream().mapToLong(row -> TICK).toArray();
        Samples samples = new Samples(
                0,
                column(0),
                new int[rows.size()],
                column(1),
                column(2),
                ones,
                weights,
                List.of("main"),
                List.of("STATE_RUNNABLE", "STATE_SLEEPING"));
        return new Profile(event, "ns", tree, ledger, Optional.of(samples));
    }

    private Headline headline(Profile profile, boolean oneJvm) {
        return Headline.of(
                Optional.of(profile),
                Optional.of(OwnFunctions.withAll(profile, name -> name.startsWith("com.acme."), 1)),
                Optional.empty(),
                oneJvm);
    }

    private Headline headline() {
        return headline(profile("cpu", Ledger.complete(rows.size())), true);
    }

    @Test
    void theMachineAndTheCostliestFunctionComeFirst() {
        compiler(370);
        own(600, "bright");
        own(30, "faint");
        Headline headline = headline();
        assertThat(headline.text()).isEqualTo("37.0 % in the JIT compiler; of your code, Sky.bright 60.0 % ± 3.0");
        assertThat(headline.clauses()).extracting(Clause::part).containsOnly("report-own");
        assertThat(headline.document().toString()).contains("kind=costliest", "part=report-own");
    }

    @Test
    void whatTakesLittleIsNotNamed() {
        compiler(9);
        own(91, "bright");
        assertThat(headline().text()).startsWith("Of your code, Sky.bright");
    }

    /** Where the intervals of two overlap, either may be the costliest. */
    @Test
    void twoThatMayBothBeTheCostliestAreBothNamed() {
        own(102, "bright");
        own(98, "faint");
        assertThat(headline().text()).isEqualTo("Of your code, Sky.bright 51.0 % ± 6.9 or Sky.faint 49.0 % ± 6.9");
    }

    @Test
    void tooFewSamplesSayNothing() {
        compiler(50);
        own(49, "bright");
        assertThat(headline().text()).isEmpty();
        assertThat(headline().clauses()).isEmpty();
        own(1, "bright");
        assertThat(headline().text()).isNotEmpty();
    }

    private void withGap(int millis) {
        compiler(100);
        own(100, "bright");
        int from = 10 * rows.size() + millis;
        for (int i = 0; i < 100; i++) {
            sample(from + 10 * i, 0, FrameType.JIT_COMPILED, "com.acme.Sky", "bright");
        }
    }

    @Test
    void aStretchWithoutAnySampleIsOneInWhichNothingRan() {
        withGap(3000);
        assertThat(headline().text()).endsWith("; nothing ran for 3.01 s at 0:01");
        assertThat(headline().clauses()).last().extracting(Clause::part).isEqualTo("report-flame");
    }

    @Test
    void aGapIsNoStretchWhereSamplesAreMissingOrOfSeveralJvms() {
        withGap(3000);
        assertThat(headline(profile("cpu", Ledger.complete(rows.size()).plus(Ledger.lost(1))), true)
                        .text())
                .doesNotContain("nothing ran");
        assertThat(headline(profile("cpu", Ledger.complete(rows.size())), false).text())
                .doesNotContain("nothing ran");
        assertThat(headline(profile("alloc", Ledger.complete(rows.size())), true)
                        .text())
                .doesNotContain("nothing ran");
    }

    @Test
    void aShortGapIsNoStretch() {
        withGap(900);
        assertThat(headline().text()).doesNotContain("nothing ran");
    }

    /** A profiler that sees Java only does not know whether anything else ran. */
    @Test
    void withoutSamplesOfTheMachineAGapSaysNothing() {
        own(100, "bright");
        for (int i = 0; i < 100; i++) {
            sample(5000 + 10 * i, 0, FrameType.JIT_COMPILED, "com.acme.Sky", "bright");
        }
        assertThat(headline().text()).doesNotContain("nothing ran");
    }

    @Test
    void waitingIsSaidWhereItDominates() {
        for (int i = 0; i < 200; i++) {
            sample(10 * i, i % 4 == 0 ? 0 : 1, FrameType.JIT_COMPILED, "com.acme.Sky", i % 2 == 0 ? "read" : "wait");
        }
        assertThat(headline(profile("wall", Ledger.complete(200)), true).text())
                .contains("75.0 % of the wall clock asleep or waiting");
        assertThat(headline(profile("cpu", Ledger.complete(200)), true).text()).doesNotContain("asleep");
    }

    @Test
    void theTailIsSaidIfItIsLongAndWellMeasured() {
        assertThat(Tail.of(130, 1200, 500).orElseThrow().text())
                .isEqualTo("p99 9× the median (1.20 ms against 130 µs)");
        assertThat(Tail.of(130, 1200, 499)).isEmpty();
        assertThat(Tail.of(130, 600, 10_000)).isEmpty();
        assertThat(Tail.of(0, 600, 10_000)).isEmpty();
    }
}
