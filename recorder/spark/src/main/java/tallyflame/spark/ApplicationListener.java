package tallyflame.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.spark.Success$;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import scala.jdk.javaapi.CollectionConverters;
import tallyflame.runs.cluster.ClusterLine;

/** Writes down what tasks do not know of themselves, and what became of them, as the driver is told. */
final class ApplicationListener extends SparkListener {
    private static final int LONGEST_REASON = 500;

    private final ClusterWriter out;

    ApplicationListener(ClusterWriter out) {
        this.out = out;
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        out.write(ClusterLine.of(new ClusterLine.Executor(
                added.executorId(),
                added.executorInfo().executorHost(),
                added.executorInfo().totalCores(),
                null)));
        out.flush();
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        out.write(ClusterLine.of(new ClusterLine.Executor(removed.executorId(), null, 0, brief(removed.reason()))));
        out.flush();
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        List<Integer> stages = new ArrayList<>();
        CollectionConverters.asJava(job.stageIds()).forEach(id -> stages.add((Integer) id));
        Properties properties = job.properties() == null ? new Properties() : job.properties();
        out.write(ClusterLine.of(new ClusterLine.Job(
                job.jobId(),
                stages,
                properties.getProperty("spark.job.description"),
                properties.getProperty("spark.jobGroup.id"),
                properties.getProperty("spark.sql.execution.id"))));
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
        out.flush();
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        out.write(ClusterLine.of(new ClusterLine.Stage(
                stage.stageInfo().stageId(),
                stage.stageInfo().attemptNumber(),
                stage.stageInfo().name(),
                stage.stageInfo().numTasks())));
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
        out.flush();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        TaskInfo task = end.taskInfo();
        if (task != null) {
            TaskMetrics metrics = end.taskMetrics() == null ? TaskMetrics.empty() : end.taskMetrics();
            out.write(ClusterLine.of(task(end, task, metrics)));
        }
    }

    private static ClusterLine.Task task(SparkListenerTaskEnd end, TaskInfo task, TaskMetrics metrics) {
        boolean succeeded = end.reason() == Success$.MODULE$;
        return new ClusterLine.Task(
                end.stageId(),
                end.stageAttemptId(),
                task.partitionId(),
                task.attemptNumber(),
                task.taskId(),
                task.executorId(),
                end.taskType().equals("ResultTask"),
                task.speculative(),
                succeeded ? ClusterLine.Task.SUCCEEDED : task.killed() ? "killed" : "failed",
                succeeded ? null : reason(end),
                task.launchTime(),
                task.finishTime(),
                metrics.executorRunTime(),
                metrics.executorCpuTime(),
                metrics.jvmGCTime(),
                metrics.executorDeserializeTime(),
                metrics.resultSerializationTime(),
                metrics.shuffleReadMetrics().fetchWaitTime(),
                metrics.shuffleReadMetrics().totalBytesRead(),
                metrics.shuffleReadMetrics().recordsRead(),
                metrics.shuffleWriteMetrics().writeTime(),
                metrics.shuffleWriteMetrics().bytesWritten(),
                metrics.memoryBytesSpilled(),
                metrics.diskBytesSpilled());
    }

    private static String reason(SparkListenerTaskEnd end) {
        return brief(
                end.reason() instanceof TaskFailedReason failed
                        ? failed.toErrorString()
                        : end.reason().toString());
    }

    /** The first line of a reason, without stack traces. */
    private static String brief(String reason) {
        String first = reason == null ? "" : reason.lines().findFirst().orElse("");
        return first.length() > LONGEST_REASON ? first.substring(0, LONGEST_REASON) : first;
    }
}
