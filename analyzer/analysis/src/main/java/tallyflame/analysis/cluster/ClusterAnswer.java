package tallyflame.analysis.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.table.Answer;
import tallyflame.analysis.table.Table;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.InputException;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.cluster.ClusterLine.Task;

/** What the stages, tasks, executors or jobs of an application cost, as the driver was told, and what became of every task. */
public final class ClusterAnswer {
    private ClusterAnswer() {}

    /**
     * Asks.
     *
     * @param most rows
     * @throws InputException if the evidence is not one application, or no task of it has ended
     */
    public static Answer of(Evidence evidence, By by, int most) throws IOException {
        return of(evidence, ClusterRun.read(evidence), by, most);
    }

    /**
     * Asks about an application that the plugin did not record, or not whole, with what Spark wrote down.
     *
     * @param eventLog a file, or the folder of a log that is rolled
     */
    public static Answer of(Evidence evidence, Path eventLog, By by, int most) throws IOException {
        return of(evidence, ClusterRun.read(evidence, eventLog), by, most);
    }

    private static Answer of(Evidence evidence, ClusterRun run, By by, int most) throws IOException {
        List<TaskGroup> all = groups(run, by);
        if (all.isEmpty()) {
            throw new InputException(evidence.inputs().get(0), "has no task that ended");
        }
        List<TaskGroup> shown = all.stream().limit(most).toList();
        ClusterLedger ledger = ClusterLedger.of(run);
        Table<TaskGroup> table = table(shown, by);
        if (by == By.STAGE) {
            addFunctions(table, TopFunctions.of(evidence, shown));
        }
        MoreWork more = MoreWork.of(run, groups(run, By.STAGE));
        List<String> notes = new ArrayList<>(evidence.missing());
        notes.addAll(run.problems());
        if (evidence.documents().stream()
                .flatMap(document -> document.passes().stream())
                .anyMatch(PassResult::perturbed)) {
            notes.add("times are those of the counted execution: the counters perturb them");
        }
        return new Answer(
                        "Application " + run.application().name(),
                        () -> new ClusterDocument(
                                1,
                                run.application().id(),
                                table.objects(),
                                more.table().objects(),
                                ledger,
                                notes))
                .lines(run.application().name() + " (" + run.application().id() + ", Spark "
                        + run.application().spark() + "): " + Quantity.count(all.size()) + " by "
                        + by.name().toLowerCase(Locale.ROOT))
                .table(table)
                .all(more.answer())
                .lines(ledger.lines())
                .lines(notes);
    }

    private static void addFunctions(Table<TaskGroup> table, TopFunctions functions) {
        table.code(
                        "top function",
                        group -> functions.of(group) == null
                                ? null
                                : functions.of(group).name())
                .shares(
                        "its share",
                        group -> functions.of(group) == null
                                ? null
                                : functions.of(group).share())
                .note(
                        "top function: most of the samples to itself, of all attempts; its interval takes executors for units.");
    }

    /** Those that took the most time first. */
    private static List<TaskGroup> groups(ClusterRun run, By by) {
        Map<String, TaskGroup> groups = new LinkedHashMap<>();
        for (Task task : run.tasks()) {
            TaskGroup group = groups.computeIfAbsent(
                    by.key(run, task),
                    key -> new TaskGroup(key, by.words(run, task), new ArrayList<>(), new ArrayList<>()));
            (run.used(task) ? group.used() : group.others()).add(task);
        }
        return groups.values().stream()
                .sorted(Comparator.comparingLong(TaskGroup::runNanos).reversed())
                .toList();
    }

    private static Table<TaskGroup> table(List<TaskGroup> groups, By by) {
        Table<TaskGroup> table = Table.of(groups).text(by.name().toLowerCase(Locale.ROOT), TaskGroup::key);
        if (by != By.TASK) {
            table.count("tasks", group -> group.used().size())
                    .count("others", group -> group.others().size());
        }
        table.weight("run", "ns", TaskGroup::runNanos);
        if (by != By.TASK) {
            table.weight("median", "ns", TaskGroup::median)
                    .weight("slowest", "ns", TaskGroup::slowestNanos)
                    .number("skew", TaskGroup::skew);
        }
        return table.weight("CPU", "ns", group -> group.sum(Task::cpuNanos))
                .weight("GC", "ns", group -> group.nanos(Task::gcMillis))
                .weight("deserialize", "ns", group -> group.nanos(Task::deserializeMillis))
                .weight("serialize", "ns", group -> group.nanos(Task::serializeMillis))
                .weight("fetch wait", "ns", group -> group.nanos(Task::fetchWaitMillis))
                .weight("shuffle read", "bytes", group -> group.sum(Task::shuffleReadBytes))
                .weight("shuffle write", "bytes", group -> group.sum(Task::shuffleWriteBytes))
                .weight("spilled", "bytes", group -> group.sum(Task::spilledDiskBytes))
                .text("what", TaskGroup::words)
                .note("As Spark told the driver, of the attempts whose output was used. run: on the executor, without"
                        + " deserialisation; GC: pauses of the JVM meanwhile; others: attempts that failed, were killed or were"
                        + " made again. Samples of a stage: functions, lines or flame with --stage N.");
    }
}
