package tallyflame.spark;

import java.io.IOException;
import org.apache.spark.TaskContext;
import tallyflame.annotations.Mark;

/** Marks tasks in the recording of their JVM and counts what they do. Each task begins and ends on its own thread. */
final class TaskMarks {
    private static final int LONGEST_REASON = 200;

    /** Keeps what a task has counted. */
    interface Counts {
        void keep(long task, byte[] counted) throws IOException;
    }

    /**
     * A task that runs.
     *
     * @param mark {@code null} if nothing is counted
     */
    private record Running(TaskEvent event, Mark mark) {}

    private static final ThreadLocal<Running> RUNNING = new ThreadLocal<>();

    private final String application;
    private final Counts counts;

    /**
     * Marks for an application.
     *
     * @param counts {@code null} if nothing is counted
     */
    TaskMarks(String application, Counts counts) {
        this.application = application;
        this.counts = counts;
    }

    /** The task of this thread begins. */
    void begin() {
        RUNNING.remove();
        TaskContext context = TaskContext.get();
        if (context == null) {
            return;
        }
        TaskEvent event = new TaskEvent();
        event.application = application;
        event.stage = context.stageId();
        event.stageAttempt = context.stageAttemptNumber();
        event.partition = context.partitionId();
        event.attempt = context.attemptNumber();
        event.task = context.taskAttemptId();
        Mark mark = null;
        try {
            mark = counts == null ? null : Mark.begin();
        } finally {
            RUNNING.set(new Running(event, mark)); // a task that cannot be counted is marked all the same
            event.begin();
        }
    }

    /**
     * The task of this thread has ended well, and its result has not been reported: what is written here is there if the result is.
     *
     * @throws IOException if its counts cannot be kept
     * @throws IllegalStateException if they cannot be known
     */
    void succeeded() throws IOException {
        Running task = end("");
        if (task != null && task.mark() != null) {
            counts.keep(task.event().task, task.mark().end().countFile());
        }
    }

    /** The task of this thread has failed, or was killed; its counts are of no use. */
    void failed(String reason) {
        end(reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    }

    /** Spark has taken the task's context away by now. */
    private Running end(String failure) {
        Running task = RUNNING.get();
        if (task != null) {
            RUNNING.remove();
            task.event().failure = failure;
            task.event().commit();
        }
        return task;
    }
}
