package tallyflame.analysis.cluster;

import tallyflame.runs.cluster.ClusterLine.Job;
import tallyflame.runs.cluster.ClusterLine.Task;

/** What the tasks of an application are summed up by. */
public enum By {
    STAGE,
    TASK,
    EXECUTOR,
    JOB;

    /** What a task belongs to. */
    String key(ClusterRun run, Task task) {
        return switch (this) {
            case STAGE -> "stage " + task.stage();
            case TASK -> "task " + task.task();
            case EXECUTOR -> "executor " + task.executor();
            case JOB -> run.job(task.stage()).map(job -> "job " + job.id()).orElse("no job known");
        };
    }

    /** More about that. */
    String words(ClusterRun run, Task task) {
        return switch (this) {
            case STAGE -> run.name(task.stage());
            case TASK ->
                "stage " + task.stage() + ", partition " + task.partition() + ", attempt " + task.attempt()
                        + ", executor " + task.executor();
            case EXECUTOR -> "";
            case JOB -> run.job(task.stage()).map(By::words).orElse("");
        };
    }

    private static String words(Job job) {
        String sql = job.sql() == null ? "" : "SQL execution " + job.sql();
        String text = job.description() == null ? "" : job.description();
        return text + (text.isEmpty() || sql.isEmpty() ? "" : ", ") + sql;
    }
}
