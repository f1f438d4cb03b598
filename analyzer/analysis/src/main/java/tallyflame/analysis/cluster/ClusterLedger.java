package tallyflame.analysis.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.cluster.ClusterLine.Task;

/**
 * What became of every attempt at a task. {@code tasks} = {@code profiled} + all of {@code unprofiled}, and {@code tasks} = {@code
 * used} + {@code again} + {@code failed} + {@code killed}; component names are keys of the JSON document.
 *
 * @param tasks attempts that ended
 * @param profiled those that the recordings hold
 * @param unprofiled the others, by cause
 * @param used those whose output was used, one for each stage and partition
 * @param again those that succeeded, and whose stage and partition another one counts for
 * @param failed those that failed
 * @param killed those that were killed, as the slower ones of two are
 */
public record ClusterLedger(
        long tasks, long profiled, Map<String, Long> unprofiled, long used, long again, long failed, long killed) {
    static ClusterLedger of(ClusterRun run) {
        Map<String, Long> unprofiled = new TreeMap<>();
        Map<String, Long> outcomes = new TreeMap<>();
        long profiled = 0;
        for (Task task : run.tasks()) {
            if (run.recorded(task)) {
                profiled++;
            } else {
                unprofiled.merge(run.cause(task), 1L, Long::sum);
            }
            boolean again = task.outcome().equals(Task.SUCCEEDED) && !run.used(task);
            outcomes.merge(again ? "again" : task.outcome(), 1L, Long::sum);
        }
        ClusterLedger ledger = new ClusterLedger(
                run.tasks().size(),
                profiled,
                unprofiled,
                outcomes.getOrDefault(Task.SUCCEEDED, 0L),
                outcomes.getOrDefault("again", 0L),
                outcomes.getOrDefault("failed", 0L),
                outcomes.getOrDefault("killed", 0L));
        if (!ledger.addsUp()) {
            throw new IllegalStateException("the ledger of tasks does not add up: " + ledger);
        }
        return ledger;
    }

    private boolean addsUp() {
        long others = unprofiled.values().stream().mapToLong(Long::longValue).sum();
        return tasks == profiled + others && tasks == used + again + failed + killed;
    }

    /** The same for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("tasks: " + Quantity.count(tasks) + " = " + Quantity.count(profiled) + " profiled + "
                + Quantity.count(tasks - profiled) + " not");
        unprofiled.forEach((cause, count) -> lines.add("  " + Quantity.count(count) + " not: " + cause));
        lines.add("outcomes: " + Quantity.count(used) + " used, " + Quantity.count(again) + " made again, "
                + Quantity.count(failed) + " failed, " + Quantity.count(killed) + " killed; sums are of those used");
        return lines;
    }
}
