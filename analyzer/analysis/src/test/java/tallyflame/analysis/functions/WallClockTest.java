package tallyflame.analysis.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tallyflame.analysis.source.Declarations;
import tallyflame.analysis.table.Format;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.FunctionTotals.Function;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.Samples;
import tallyflame.runs.Interval;

class WallClockTest {
    private static final List<String> STATES = List.of("STATE_RUNNABLE", "STATE_SLEEPING");
    private static final int RUNNABLE = 0;
    private static final int SLEEPING = 1;
    private static final long TICK = 10_000_000;

    private final Frames frames = new Frames();
    private final CallTree tree = new CallTree(frames);
    private final List<int[]> rows = new ArrayList<>();

    private void tick(int millis, int thread, int state, String function) {
        int main = tree.child(CallTree.ROOT, frame("main"));
        int node = tree.child(main, frame(function));
        tree.add(node, 1, TICK);
        rows.add(new int[] {millis, thread, state, node});
    }

    private int frame(String function) {
        return frames.frame(frames.method("C", function, "()V"), 1, 0, FrameType.JIT_COMPILED);
    }

    private int[] column(int index) {
        return rows.stream().mapToInt(row -> row[index]).toArray();
    }

    private Profile profile(String... threads) {
        int[] counts = rows.stream().mapToInt(row -> 1).toArray();
        long[] weights = rows.stream().mapToLong(row -> TICK).toArray();
        Samples samples =
                new Samples(0, column(0), column(1), column(2), column(3), counts, weights, List.of(threads), STATES);
        return new Profile("wall", "ns", tree, Ledger.complete(rows.size()), Optional.of(samples));
    }

    private static Function function(FunctionTable table, String name) {
        return table.functions().stream()
                .filter(function -> function.name().equals("C." + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void threadsThatWaitInOnePlaceThroughoutAreSetApart() {
        for (int tick = 0; tick < 200; tick++) {
            tick(10 * tick, 0, SLEEPING, "take");
            tick(10 * tick, 1, tick % 2 == 0 ? RUNNABLE : SLEEPING, tick % 4 == 0 ? "work" : "sleep");
            tick(10 * tick, 2, RUNNABLE, "spin");
        }
        IdleThreads idle = IdleThreads.of(profile("idle", "worker", "spinner"));
        assertThat(idle.threads()).isEqualTo(1);
        assertThat(idle.weight()).isEqualTo(200 * TICK);
        FunctionTable table = FunctionTable.of(idle.active());
        assertThat(table.total()).isEqualTo(400 * TICK);
        assertThat(table.functions()).noneMatch(function -> function.name().equals("C.take"));
        assertThat(table.selfShare(function(table, "work")).value()).isEqualTo(50 / 400.0);
        String text = FunctionsAnswer.of(
                        new FunctionsAnswer.Shown(() -> table, Optional.empty(), "", null, idle, Declarations.NONE),
                        9,
                        Ledger.complete(600))
                .write(Format.TABLE, 120);
        assertThat(text).contains("set apart: 1 thread that waited in one place throughout, 2.00 s");
    }

    @Test
    void nothingIsSetApartWhereAllThreadsAreIdle() {
        tick(0, 0, SLEEPING, "take");
        tick(10, 0, SLEEPING, "take");
        assertThat(IdleThreads.of(profile("idle")).active().tree().samples()).isEqualTo(2);
    }

    /** Stays of random length in two places, half of the time in each: neighbouring samples are not independent. */
    @Test
    void intervalsKnowThatSamplesOfOneWaitBelongTogether() {
        int trials = 300;
        int held = 0;
        int heldIfIndependent = 0;
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < trials; trial++) {
            WallClockTest one = new WallClockTest();
            boolean there = random.nextBoolean();
            for (int tick = 0; tick < 2000; tick++) {
                there ^= random.nextInt(20) == 0;
                one.tick(10 * tick, 0, SLEEPING, there ? "there" : "here");
            }
            Profile profile = one.profile("main");
            held += holds(FunctionTable.of(profile)) ? 1 : 0;
            heldIfIndependent +=
                    holds(FunctionTable.of(new Profile("wall", "ns", profile.tree(), profile.ledger()))) ? 1 : 0;
        }
        assertThat(heldIfIndependent / (double) trials).isLessThan(0.6);
        assertThat(held / (double) trials).isBetween(0.9, 0.98);
    }

    private static boolean holds(FunctionTable table) {
        Interval share = table.selfShare(function(table, "there"));
        return share.low() <= 0.5 && 0.5 <= share.high();
    }
}
