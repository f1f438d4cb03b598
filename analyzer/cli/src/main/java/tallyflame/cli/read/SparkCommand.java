package tallyflame.cli.read;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tallyflame.analysis.cluster.By;
import tallyflame.analysis.cluster.ClusterAnswer;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.cli.options.Failures;
import tallyflame.cli.options.RowOptions;

/** Prints what the stages or tasks of a Spark application cost. */
@Command(
        name = "spark",
        mixinStandardHelpOptions = true,
        description =
                "What stages, tasks, executors or jobs of a Spark application cost, and what became of every task.",
        sortOptions = false,
        footer = {
            "",
            "The plugin that records an application is in docs/spark.md. Its folder is a run directory for every other verb:",
            "",
            "Examples:",
            "  tallyflame spark profiles/app-1                          by stage",
            "  tallyflame spark profiles/app-1 --by task --top 50       the tasks that took longest",
            "  tallyflame functions profiles/app-1 --stage 3           where the CPU time of a stage goes",
            "  tallyflame spark profiles/ --event-log logs/eventlog_v2_app-1   recorded by Spark's own profiler",
            "  tallyflame spans profiles/app-1 --span 'stage 3'         its tasks: CPU, waits, the slowest"
        })
public final class SparkCommand implements Callable<Integer> {
    private static final int ROWS = 20;

    @Mixin
    private RowOptions common;

    @Option(names = "--by", paramLabel = "WHAT", description = "stage, task, executor or job (default: stage).")
    private By by = By.STAGE;

    @Option(
            names = "--event-log",
            paramLabel = "LOG",
            description =
                    "Spark's own event log, a file or a rolled log's folder, for recordings of other profilers of Spark.")
    private Path eventLog;

    @Parameters(
            paramLabel = "IN",
            description = "The folder of one application, or with --event-log any recordings of it.")
    private Path input;

    @Override
    public Integer call() throws Exception {
        Evidence evidence = Evidence.open(input);
        int most = common.top(ROWS);
        common.print(
                eventLog == null
                        ? ClusterAnswer.of(evidence, by, most)
                        : ClusterAnswer.of(evidence, eventLog, by, most));
        return Failures.DONE;
    }
}
