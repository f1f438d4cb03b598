package tallyflame.cli.cluster;

import java.io.IOException;
import picocli.CommandLine.Option;
import tallyflame.analysis.cluster.TaskSelection;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.cli.options.CommonOptions;

/** Options of the verbs that can be asked about a part of a Spark application. */
public final class TaskOptions {
    @Option(names = "--stage", paramLabel = "N", description = "Only this stage of a Spark application.")
    private Integer stage;

    @Option(
            names = "--task",
            paramLabel = "N",
            description = "Only this task of a Spark application; 'spark IN --by task' lists them.")
    private Long task;

    private TaskSelection read;

    /** Whether tasks are asked for. */
    public boolean asked() {
        return stage != null || task != null;
    }

    /** The tasks that are meant, which it says on standard error. They are read once. */
    public TaskSelection read(CommonOptions common, Evidence evidence) throws IOException {
        if (stage != null && task != null) {
            throw common.usage("--task says which stage; leave --stage out");
        }
        if (read == null) {
            read = stage != null ? TaskSelection.ofStage(evidence, stage) : TaskSelection.ofTask(evidence, task);
            common.err().println(read.words());
            common.err().flush();
        }
        return read;
    }
}
