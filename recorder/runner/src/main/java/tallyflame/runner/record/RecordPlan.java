package tallyflame.runner.record;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tallyflame.runner.launch.Schedule;
import tallyflame.runs.Pass;

/**
 * What is recorded and how.
 *
 * @param event {@code cpu}, or async-profiler's name of another event
 * @param interval between two samples; zero for async-profiler's own default, which is right for events without time
 * @param passes one execution each
 * @param count patterns of classes to count; with no {@link Pass#COUNT} among the passes they are counted while sampling
 * @param allocations whether it is also counted what these classes allocate
 * @param trace patterns of classes to trace in the pass {@link Pass#TRACE}
 * @param rounds how often every pass is executed, in an order that is balanced over the rounds
 * @param ignoreExit whether a pass in which the command failed is followed by the others
 * @param children which JVMs below the first one are recorded
 * @param out the run directory, which is made
 */
public record RecordPlan(
        String event,
        Duration interval,
        List<Pass> passes,
        List<String> count,
        boolean allocations,
        List<String> trace,
        int rounds,
        boolean ignoreExit,
        ChildJvms children,
        Path out) {
    /** Every pass once, nothing traced, all JVMs. */
    public RecordPlan(String event, Duration interval, List<Pass> passes, List<String> count, Path out) {
        this(event, interval, passes, count, false, List.of(), 1, false, ChildJvms.ALL, out);
    }

    /** The passes in the order of a round, from 1. */
    List<Pass> order(int round) {
        return rounds == 1 ? passes : Schedule.order(passes, round);
    }

    /** Whether counters run in the same JVM as the sampler, so that its times are perturbed. */
    public boolean countsWhileSampling() {
        return !count.isEmpty() && !passes.contains(Pass.COUNT);
    }
}
