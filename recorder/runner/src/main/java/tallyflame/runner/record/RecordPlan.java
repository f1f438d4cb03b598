package tallyflame.runner.record;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tallyflame.runner.directory.Pass;

/**
 * What is recorded and how.
 *
 * @param event {@code cpu}, or async-profiler's name of another event
 * @param interval between two samples; zero for async-profiler's own default, which is right for events without time
 * @param passes one execution each
 * @param count patterns of classes to count; with no {@link Pass#COUNT} among the passes they are counted while sampling
 * @param out the run directory, which is made
 */
public record RecordPlan(String event, Duration interval, List<Pass> passes, List<String> count, Path out) {
    /** Whether counters run in the same JVM as the sampler, so that its times are perturbed. */
    public boolean countsWhileSampling() {
        return !count.isEmpty() && !passes.contains(Pass.COUNT);
    }
}
