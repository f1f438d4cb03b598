package tallyflame.cli.record;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tallyflame.analysis.throughput.SurveyDemand;
import tallyflame.cli.options.TableOptions;
import tallyflame.runner.launch.RunPlan;
import tallyflame.runner.launch.Sampling;
import tallyflame.runner.launch.Schedule;
import tallyflame.runner.launch.Workload;
import tallyflame.runs.Pass;

/** {@code demo}: the main job with nothing to choose. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the main job: generates alerts, runs the module hostless over them, prints where the time goes",
            "and writes the flame graph. Takes about half a minute."
        },
        footer = {"", "Examples:", "  tallyflame demo", "  tallyflame demo --out first-run"})
public final class DemoCommand implements Callable<Integer> {
    private static final String MODULE = "hostless";

    @Mixin
    private TableOptions common;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Run directory (default: tallyflame-runs/hostless-TIME).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        Path directory = out == null ? RunFolders.fresh(MODULE) : out;
        Path alerts = GeneratedAlerts.in(RunFolders.RUNS);
        Schedule schedule = new Schedule(
                List.of(Pass.BASELINE, Pass.SAMPLE, Pass.COUNT),
                Schedule.DEFAULT.forks(),
                Schedule.DEFAULT.warmup(),
                Schedule.DEFAULT.measure());
        RunPlan plan = RunPlan.of(Workload.of(MODULE, alerts), schedule, directory);
        return new RunSession(common, Sampling.HERE, SurveyDemand.SURVEYS, List.of(), List.of()).run(List.of(plan));
    }
}
