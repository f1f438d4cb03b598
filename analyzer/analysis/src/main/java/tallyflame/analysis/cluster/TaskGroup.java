package tallyflame.analysis.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import tallyflame.runs.cluster.ClusterLine.Task;

/**
 * Tasks that belong together.
 *
 * @param key to what
 * @param words more about that
 * @param used the attempts whose output was used; all sums are of these
 * @param others attempts that failed, were killed, or were made again
 */
record TaskGroup(String key, String words, List<Task> used, List<Task> others) {
    private static final long MILLI = 1_000_000;

    /** A sum over the tasks. */
    long sum(ToLongFunction<Task> figure) {
        return used.stream().mapToLong(figure).sum();
    }

    /** Time on executors, in nanoseconds. */
    long runNanos() {
        return sum(Task::runMillis) * MILLI;
    }

    /** A sum of milliseconds, in nanoseconds. */
    long nanos(ToLongFunction<Task> millis) {
        return sum(millis) * MILLI;
    }

    /** The task in the middle by its time on the executor, the lower one of two; {@code null} without tasks. */
    Task middle() {
        List<Task> byTime =
                used.stream().sorted(Comparator.comparingLong(Task::runMillis)).toList();
        return byTime.isEmpty() ? null : byTime.get((byTime.size() - 1) / 2);
    }

    /** Its time, in nanoseconds. */
    Long median() {
        return used.isEmpty() ? null : middle().runMillis() * MILLI;
    }

    /** The task that took longest on its executor; {@code null} without tasks. */
    Task slowest() {
        return used.stream().max(Comparator.comparingLong(Task::runMillis)).orElse(null);
    }

    /** The slowest task's time, in nanoseconds. */
    Long slowestNanos() {
        return used.isEmpty() ? null : slowest().runMillis() * MILLI;
    }

    /** How many times the median's the slowest task's time is; {@code null} where that cannot be said. */
    Double skew() {
        return used.size() < 2 || median() == 0 ? null : (double) slowestNanos() / median();
    }
}
