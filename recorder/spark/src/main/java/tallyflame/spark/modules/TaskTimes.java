package tallyflame.spark.modules;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** What Spark says of the tasks of those jobs that are in a group of ours, job by job; no two of them run at once. */
final class TaskTimes extends SparkListener {
    /** Of the jobs that are wanted. */
    static final String GROUP = "tallyflame-modules";

    /**
     * All tasks of a job, times in milliseconds.
     *
     * @param duration from launch to end, as the driver saw it
     * @param run on the executor, without what follows
     * @param deserialize of the tasks
     * @param serialize of their results
     * @param gc within all of them, as their JVMs say
     * @param runCpu nanoseconds of CPU while they ran
     * @param deserializeCpu nanoseconds of CPU while they were deserialised
     */
    record Sum(
            int tasks,
            long duration,
            long run,
            long deserialize,
            long serialize,
            long gc,
            long runCpu,
            long deserializeCpu) {
        private static final Sum NONE = new Sum(0, 0, 0, 0, 0, 0, 0, 0);

        private Sum plus(long taskDuration, TaskMetrics task) {
            return new Sum(
                    tasks + 1,
                    duration + taskDuration,
                    run + task.executorRunTime(),
                    deserialize + task.executorDeserializeTime(),
                    serialize + task.resultSerializationTime(),
                    gc + task.jvmGCTime(),
                    runCpu + task.executorCpuTime(),
                    deserializeCpu + task.executorDeserializeCpuTime());
        }
    }

    private final BlockingQueue<Sum> ended = new LinkedBlockingQueue<>();
    private int job = -1;
    private Sum sum = Sum.NONE;

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        if (start.properties() != null && GROUP.equals(start.properties().getProperty("spark.jobGroup.id"))) {
            job = start.jobId();
            sum = Sum.NONE;
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (job >= 0 && end.taskMetrics() != null && end.taskInfo() != null) {
            sum = sum.plus(end.taskInfo().duration(), end.taskMetrics());
        }
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd end) {
        if (end.jobId() == job) {
            ended.add(sum);
            job = -1;
        }
    }

    /** The oldest job that was not taken yet, once Spark has told its end. */
    Sum take() throws InterruptedException {
        return ended.take();
    }
}
