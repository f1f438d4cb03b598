package tallyflame.runner.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tallyflame.runner.fork.Progress;
import tallyflame.runs.Pass;

/** A process of its own that runs a module for a long time and says when it measures; arguments: alerts, run directory. */
final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Schedule schedule =
                new Schedule(List.of(Pass.SAMPLE, Pass.BASELINE), 1, Duration.ofMillis(300), Duration.ofSeconds(100));
        RunPlan plan = RunPlan.of(Workload.of("toy-sums", Path.of(arguments[0])), schedule, Path.of(arguments[1]));
        new Runner(Sampling.HERE, new ProgressListener() {
                    @Override
                    public void progress(Progress progress) {
                        System.out.println(progress.phase() + " " + progress.pid() + " " + progress.done());
                    }
                })
                .run(plan);
    }
}
