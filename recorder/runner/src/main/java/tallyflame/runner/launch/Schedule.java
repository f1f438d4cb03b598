package tallyflame.runner.launch;

import java.time.Duration;
import java.util.List;
import tallyflame.runner.directory.Pass;

/**
 * Which passes, how often and how long.
 *
 * @param passes in the order of execution
 * @param forks fresh JVMs of the baseline pass
 * @param countForks fresh JVMs of the count pass, which must all count the same; the other passes have one
 * @param warmup least time before the measured window
 * @param measure least length of the measured window
 */
public record Schedule(List<Pass> passes, int forks, int countForks, Duration warmup, Duration measure) {
    /** What {@code run} does unless told otherwise. */
    public static final Schedule DEFAULT =
            new Schedule(List.of(Pass.BASELINE, Pass.SAMPLE), 1, Duration.ofSeconds(2), Duration.ofSeconds(4));

    /** A schedule that counts once. */
    public Schedule(List<Pass> passes, int forks, Duration warmup, Duration measure) {
        this(passes, forks, 1, warmup, measure);
    }

    /** How many forks a pass has. */
    public int forksOf(Pass pass) {
        return switch (pass) {
            case BASELINE -> forks;
            case COUNT -> countForks;
            default -> 1;
        };
    }
}
