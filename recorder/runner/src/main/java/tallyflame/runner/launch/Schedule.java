package tallyflame.runner.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tallyflame.runs.Pass;

/**
 * Which passes, how often and how long.
 *
 * @param passes in the order of execution
 * @param forks fresh JVMs of the baseline pass, and of the one without escape analysis; of every pass if they are done in rounds
 * @param countForks fresh JVMs of the count pass, which must all count the same; the other passes have one
 * @param inRounds whether all passes are done in every round, in an order that is balanced over the rounds
 * @param warmup least time before the measured window
 * @param measure least length of the measured window
 */
public record Schedule(
        List<Pass> passes, int forks, int countForks, boolean inRounds, Duration warmup, Duration measure) {
    /** What {@code run} does unless told otherwise. */
    public static final Schedule DEFAULT =
            new Schedule(List.of(Pass.BASELINE, Pass.SAMPLE), 1, Duration.ofSeconds(2), Duration.ofSeconds(4));

    /**
     * One fork.
     *
     * @param pass under which instrument
     * @param fork its number among those of the pass, from 1
     */
    public record Step(Pass pass, int fork) {}

    /** A schedule that counts once. */
    public Schedule(List<Pass> passes, int forks, Duration warmup, Duration measure) {
        this(passes, forks, 1, false, warmup, measure);
    }

    /** A schedule that does one pass after the other. */
    public Schedule(List<Pass> passes, int forks, int countForks, Duration warmup, Duration measure) {
        this(passes, forks, countForks, false, warmup, measure);
    }

    /** A schedule that does every pass in every round. */
    public static Schedule rounds(List<Pass> passes, int rounds, Duration warmup, Duration measure) {
        return new Schedule(passes, rounds, rounds, true, warmup, measure);
    }

    /** How many forks a pass has. */
    public int forksOf(Pass pass) {
        if (inRounds) {
            return forks;
        }
        return switch (pass) {
            case BASELINE, NO_ESCAPE -> forks;
            case COUNT -> countForks;
            default -> 1;
        };
    }

    /** All forks in the order of execution. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (inRounds) {
            for (int round = 1; round <= forks; round++) {
                for (Pass pass : order(passes, round)) {
                    steps.add(new Step(pass, round));
                }
            }
            return steps;
        }
        for (Pass pass : passes) {
            for (int fork = 1; fork <= forksOf(pass); fork++) {
                steps.add(new Step(pass, fork));
            }
        }
        return steps;
    }

    /**
     * The order of the passes in a round: a row of a Latin square in which every pass also follows every other equally often
     * (E. J. Williams, "Experimental designs balanced for the estimation of residual effects of treatments", Australian Journal
     * of Scientific Research A 2 (1949) 149–168). With an odd number of passes every other square is mirrored.
     *
     * @param round from 1
     */
    public static List<Pass> order(List<Pass> passes, int round) {
        int n = passes.size();
        int row = (round - 1) % n;
        boolean mirrored = n % 2 == 1 && (round - 1) / n % 2 == 1;
        List<Pass> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int zigzag = i % 2 == 1 ? (i + 1) / 2 : n - i / 2;
            order.add(mirrored ? 0 : i, passes.get((row + zigzag) % n));
        }
        return order;
    }
}
