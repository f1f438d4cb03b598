package tallyflame.analysis.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.evidence.Jvm;
import tallyflame.flamegraphs.Quantity;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.sample.WindowSet;
import tallyflame.recordings.sample.WindowSet.Window;
import tallyflame.runs.cluster.ClusterLine.Task;

/** Some tasks of an application: samples within their marks, and their counts. Those of the attempts whose output was used. */
public final class TaskSelection {
    private static final int SHOWN = 20;

    private final Evidence evidence;
    private final Map<Path, WindowSet> windows;
    private final String words;

    private TaskSelection(Evidence evidence, Map<Path, WindowSet> windows, String words) {
        this.evidence = evidence;
        this.windows = windows;
        this.words = words;
    }

    /**
     * The attempts of a stage whose output was used.
     *
     * @throws InputException if the evidence is not one application, has no such stage, or nothing of it was recorded
     */
    public static TaskSelection ofStage(Evidence evidence, int stage) throws IOException {
        ClusterRun run = ClusterRun.read(evidence);
        return of(evidence, run, "stage " + stage, task -> task.stage() == stage && run.used(task));
    }

    /**
     * One task.
     *
     * @param id as {@code spark IN --by task} lists it
     * @throws InputException as {@link #ofStage}, and if its output was not used
     */
    public static TaskSelection ofTask(Evidence evidence, long id) throws IOException {
        ClusterRun run = ClusterRun.read(evidence);
        for (Task task : run.tasks()) {
            if (task.task() == id && !run.used(task)) {
                throw new InputException(
                        evidence.inputs().get(0),
                        "the output of task " + id + " (" + task.outcome() + ", stage " + task.stage() + ", partition "
                                + task.partition() + ") was not used; name the attempt that was");
            }
        }
        return of(evidence, run, "task " + id, task -> task.task() == id);
    }

    private static TaskSelection of(Evidence evidence, ClusterRun run, String what, Predicate<Task> meant)
            throws IOException {
        List<Task> tasks = run.tasks().stream().filter(meant).toList();
        Path input = evidence.inputs().get(0);
        if (tasks.isEmpty()) {
            throw new InputException(input, "has no " + what + " whose output was used; it has " + others(run));
        }
        Set<Long> recorded =
                tasks.stream().filter(run::recorded).map(Task::task).collect(Collectors.toSet());
        if (recorded.isEmpty()) {
            throw new InputException(input, what + " is not in the recordings: " + run.cause(tasks.get(0)));
        }
        String words = "tasks: " + Quantity.count(recorded.size()) + " of " + Quantity.count(tasks.size()) + " of "
                + what + " are in the recordings";
        return new TaskSelection(evidence.ofTasks(recorded), windows(evidence, recorded), words);
    }

    private static String others(ClusterRun run) {
        return "stages "
                + run.tasks().stream()
                        .filter(run::used)
                        .map(Task::stage)
                        .distinct()
                        .sorted()
                        .limit(SHOWN)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))
                + "; 'spark IN --by task' lists tasks";
    }

    private static Map<Path, WindowSet> windows(Evidence evidence, Set<Long> tasks) throws IOException {
        Map<Path, WindowSet> windows = new HashMap<>();
        for (Fork fork : evidence.sampled()) {
            for (Jvm jvm : fork.jvms()) {
                WindowSet within = new WindowSet();
                EventReader.of(jvm.recordings())
                        .on(ClusterRun.MARK, List.of("startTime", "duration", "eventThread", "task"), event -> {
                            if (tasks.contains(event.number(3))) {
                                within.add(new Window(event.thread(2), event.time(0), event.end(0, 1)));
                            }
                        })
                        .read();
                jvm.recordings().forEach(recording -> windows.put(recording, within));
            }
        }
        return windows;
    }

    /** The same evidence with the counts of these tasks alone. */
    public Evidence evidence() {
        return evidence;
    }

    /** Options for the samples within these tasks alone. */
    public ReadOptions narrow(ReadOptions options) {
        return options.withinWindows(windows);
    }

    /** How many of the tasks are there, in one line. */
    public String words() {
        return words;
    }
}
