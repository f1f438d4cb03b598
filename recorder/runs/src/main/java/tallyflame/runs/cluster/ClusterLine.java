package tallyflame.runs.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import tallyflame.runs.RunDocument.EngineUsed;

/**
 * One line of {@code cluster.jsonl}: what its one key says; all others are {@code null}. {@code docs/spark.md} describes the keys.
 *
 * @param application the first line
 * @param jvm what the plugin did in a JVM, by that JVM itself
 * @param executor that came or went
 * @param job that was begun
 * @param stage that was submitted
 * @param task that ended, well or not
 * @param problem what went wrong while it ran
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterLine(
        Application application, Jvm jvm, Executor executor, Job job, Stage stage, Task task, Problem problem) {
    /** Version of the document that this code writes. */
    public static final int SCHEMA = 1;

    /** A line about the application. */
    public static ClusterLine of(Application application) {
        return new ClusterLine(application, null, null, null, null, null, null);
    }

    /** A line about a JVM. */
    public static ClusterLine of(Jvm jvm) {
        return new ClusterLine(null, jvm, null, null, null, null, null);
    }

    /** A line about an executor. */
    public static ClusterLine of(Executor executor) {
        return new ClusterLine(null, null, executor, null, null, null, null);
    }

    /** A line about a job. */
    public static ClusterLine of(Job job) {
        return new ClusterLine(null, null, null, job, null, null, null);
    }

    /** A line about a stage. */
    public static ClusterLine of(Stage stage) {
        return new ClusterLine(null, null, null, null, stage, null, null);
    }

    /** A line about a task. */
    public static ClusterLine of(Task task) {
        return new ClusterLine(null, null, null, null, null, task, null);
    }

    /** A line about something that went wrong. */
    public static ClusterLine of(Problem problem) {
        return new ClusterLine(null, null, null, null, null, null, problem);
    }

    /** The application. */
    public record Application(int schema, String id, String name, String spark) {}

    /**
     * A JVM and its recording.
     *
     * @param executor its id; {@code driver} for the driver
     * @param directory of its files, relative to the run directory; {@code null} if nothing is recorded
     * @param engine that samples, {@code null} if none does
     * @param problem why something is not recorded; {@code null} if nothing is wrong
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Jvm(String executor, long pid, String directory, EngineUsed engine, String problem) {}

    /**
     * An executor that the driver got or lost.
     *
     * @param cores that it came with; 0 for one that went
     * @param lost why it went; {@code null} for one that came
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Executor(String id, String host, int cores, String lost) {}

    /**
     * A job.
     *
     * @param sql number of the SQL execution that it is part of; {@code null} if of none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Job(int id, List<Integer> stages, String description, String group, String sql) {}

    /** An attempt at a stage; {@code name} is the place in the program that it is made of. */
    public record Stage(int id, int attempt, String name, int tasks) {}

    /**
     * An attempt at a task, as the driver was told at its end. Figures of one that failed may be 0.
     *
     * @param attempt number of the attempt at the partition, from 0
     * @param task unique in the application
     * @param result whether its result goes to the driver, not into a shuffle
     * @param outcome {@code succeeded}, {@code failed} or {@code killed}
     * @param failure why not; {@code null} if it succeeded
     * @param launched milliseconds since 1970
     * @param runMillis on the executor, without deserialisation
     * @param cpuNanos of its thread meanwhile
     * @param deserializeMillis of the task
     * @param serializeMillis of its result
     * @param fetchWaitMillis waiting for shuffle blocks of others
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Task(
            int stage,
            int stageAttempt,
            int partition,
            int attempt,
            long task,
            String executor,
            boolean result,
            boolean speculative,
            String outcome,
            String failure,
            long launched,
            long finished,
            long runMillis,
            long cpuNanos,
            long gcMillis,
            long deserializeMillis,
            long serializeMillis,
            long fetchWaitMillis,
            long shuffleReadBytes,
            long shuffleReadRecords,
            long shuffleWriteNanos,
            long shuffleWriteBytes,
            long spilledMemoryBytes,
            long spilledDiskBytes) {
        /** {@link #outcome} of a task that ended well. */
        public static final String SUCCEEDED = "succeeded";
    }

    /**
     * Something that went wrong in the recording of a JVM; the application went on.
     *
     * @param unprofiled why tasks of that JVM have no mark in the recordings after it; {@code null} if it is no reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(String executor, String text, String unprofiled) {}
}
