package tallyflame.analysis.cluster;

import java.util.function.BiFunction;
import tallyflame.runs.cluster.ClusterLine.Job;
import tallyflame.runs.cluster.ClusterLine.Task;

/** What the tasks of an application are summed up by. */
public enum By {
    STAGE((run, task) -> "stage " + task.stage(), (run, task) -> run.name(task.stage())),
    TASK(
            (run, task) -> "task " + task.task(),
            (run, task) -> "stage " + task.stage() + ", partition " + task.partition() + ", attempt " + task.attempt()
                    + ", executor " + task.executor()),
    EXECUTOR((run, task) -> "executor " + task.executor(), (run, task) -> ""),
    JOB(
            (run, task) -> run.job(task.stage()).map(job -> "job " + job.id()).orElse("no job known"),
            (run, task) -> run.job(task.stage()).map(By::words).orElse(""));

    private final BiFunction<ClusterRun, Task, String> key;
    private final BiFunction<ClusterRun, Task, String> words;

    By(BiFunction<ClusterRun, Task, String> key, BiFunction<ClusterRun, Task, String> words) {
        this.key = key;
        this.words = words;
    }

    private static String words(Job job) {
        String sql = job.sql() == null ? "" : "SQL execution " + job.sql();
        String text = job.description() == null ? "" : job.description();
        return text + (text.isEmpty() || sql.isEmpty() ? "" : ", ") + sql;
    }

    /** What a task belongs to. */
    String key(ClusterRun run, Task task) {
        return key.apply(run, task);
    }

    /** More about that. */
    String words(ClusterRun run, Task task) {
        return words.apply(run, task);
    }
}
