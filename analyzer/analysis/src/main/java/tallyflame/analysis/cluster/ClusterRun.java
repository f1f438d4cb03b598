package tallyflame.analysis.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.cluster.ClusterLine;
import tallyflame.runs.cluster.ClusterLine.Job;
import tallyflame.runs.cluster.ClusterLine.Jvm;
import tallyflame.runs.cluster.ClusterLine.Stage;
import tallyflame.runs.cluster.ClusterLine.Task;
import tallyflame.runs.cluster.ClusterLog;

/** One application: what its driver wrote down, and which of its tasks the recordings hold. */
final class ClusterRun {
    /** Type of the event that a task leaves on its thread. */
    static final String MARK = "tallyflame.Task";

    private final Path root;
    private final ClusterLog log;
    private final Map<Long, Task> used;
    private final Map<String, Jvm> jvms = new HashMap<>();
    private final Map<String, String> lost = new HashMap<>();
    private final Map<String, String> unprofiled = new HashMap<>();
    private final Map<Integer, Job> jobs = new HashMap<>();
    private final Map<Integer, Stage> stages = new HashMap<>();
    private final Set<Long> recorded = ConcurrentHashMap.newKeySet();

    private ClusterRun(Path root, ClusterLog log) {
        this.root = root;
        this.log = log;
        used = log.used();
        log.lines().forEach(this::add);
    }

    private void add(ClusterLine line) {
        if (line.jvm() != null) {
            jvms.put(line.jvm().executor(), line.jvm());
        } else if (line.executor() != null && line.executor().lost() != null) {
            lost.put(line.executor().id(), line.executor().lost());
        } else if (line.job() != null) {
            line.job().stages().forEach(stage -> jobs.putIfAbsent(stage, line.job()));
        } else if (line.problem() != null && line.problem().unprofiled() != null) {
            unprofiled.put(line.problem().executor(), line.problem().unprofiled());
        } else if (line.stage() != null) {
            stages.putIfAbsent(line.stage().id(), line.stage());
        }
    }

    /**
     * Reads an application.
     *
     * @throws InputException if the evidence is not one run of one
     */
    static ClusterRun read(Evidence evidence) throws IOException {
        Path input = evidence.inputs().get(0);
        RunDirectory run = evidence.run()
                .orElseThrow(() -> new InputException(
                        input, "is not one run directory; name the folder of one application, which holds a run.json"));
        Path file = run.root().resolve(ClusterLog.FILE);
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    input, "is no application on a cluster (it has no " + ClusterLog.FILE + "); see docs/spark.md");
        }
        ClusterRun cluster = new ClusterRun(run.root(), ClusterLog.read(file));
        cluster.findRecorded(evidence);
        return cluster;
    }

    /**
     * An application by Spark's own log of its events, whatever recorded it.
     *
     * @throws InputException if the log is none
     */
    static ClusterRun read(Evidence evidence, Path eventLog) throws IOException {
        Path root =
                evidence.run().map(RunDirectory::root).orElse(evidence.inputs().get(0));
        ClusterRun cluster = new ClusterRun(root, EventLog.read(eventLog));
        cluster.findRecorded(evidence);
        return cluster;
    }

    /** A task is recorded if its mark is; where nothing is sampled, if its counts are. */
    private void findRecorded(Evidence evidence) throws IOException {
        List<Path> recordings = evidence.jvms().stream()
                .flatMap(jvm -> jvm.recordings().stream())
                .toList();
        if (!recordings.isEmpty()) {
            EventReader.of(recordings)
                    .on(MARK, List.of("task"), event -> recorded.add(event.number(0)))
                    .read();
            return;
        }
        evidence.jvms().stream().flatMap(jvm -> jvm.countFiles().stream()).forEach(file -> ClusterLog.taskOf(file)
                .ifPresent(recorded::add));
        // Where an attempt's output was not used, its counts are not among the evidence, and may be there all the same.
        for (Task task : tasks()) {
            Jvm jvm = jvms.get(task.executor());
            if (jvm != null && jvm.directory() != null && Files.exists(counts(jvm, task))) {
                recorded.add(task.task());
            }
        }
    }

    private Path counts(Jvm jvm, Task task) {
        return root.resolve(jvm.directory()).resolve(RunDirectory.TASK_COUNTS).resolve(task.task() + ".tfc");
    }

    /** The counts that a task left, if it did. */
    Optional<Path> counts(Task task) {
        return Optional.ofNullable(jvms.get(task.executor()))
                .filter(jvm -> jvm.directory() != null)
                .map(jvm -> counts(jvm, task))
                .filter(Files::exists);
    }

    /** What the driver wrote down first. */
    ClusterLine.Application application() {
        return log.lines().get(0).application();
    }

    /** Every attempt that ended, in order. */
    List<Task> tasks() {
        return log.lines().stream()
                .map(ClusterLine::task)
                .filter(task -> task != null)
                .toList();
    }

    /** Whether an attempt's output was used; one for each stage and partition. */
    boolean used(Task task) {
        return used.containsKey(task.task());
    }

    /** Whether what an attempt did is in the recordings. */
    boolean recorded(Task task) {
        return recorded.contains(task.task());
    }

    /** Why it is not, in a few words that are the same for all tasks of the same cause. */
    String cause(Task task) {
        Jvm jvm = jvms.get(task.executor());
        if (jvm == null) {
            return jvms.isEmpty()
                    ? "its mark is in no recording, as in none of other profilers"
                    : "the plugin did not start in the executor";
        }
        if (jvm.directory() == null || (jvm.engine() == null && jvm.problem() != null)) {
            return jvm.problem();
        }
        if (unprofiled.containsKey(task.executor())) {
            return unprofiled.get(task.executor());
        }
        if (lost.containsKey(task.executor())) {
            return "the executor was lost before it had kept the last seconds";
        }
        return isChunkMissing(root.resolve(jvm.directory()))
                ? "a chunk is missing from the files of the executor"
                : "its mark is in none of the chunks, of which the last one may be lost";
    }

    /** Chunks are numbered without a gap. */
    private static boolean isChunkMissing(Path directory) {
        String[] chunks = directory.toFile().list((folder, name) -> name.matches("flight-\\d{6}\\.jfr"));
        if (chunks == null || chunks.length == 0) {
            return true;
        }
        Arrays.sort(chunks);
        return !chunks[chunks.length - 1].equals(String.format(Locale.ROOT, "flight-%06d.jfr", chunks.length));
    }

    /** The job that made a stage necessary; empty if the driver was killed before it could say. */
    Optional<Job> job(int stage) {
        return Optional.ofNullable(jobs.get(stage));
    }

    /** The place in the program that a stage is made of; empty where it is not known. */
    String name(int stage) {
        return stages.containsKey(stage) ? stages.get(stage).name() : "";
    }

    /** What went wrong while it was recorded, one line each, and executors that were lost. */
    List<String> problems() {
        Set<String> seen = new HashSet<>();
        List<String> problems = new ArrayList<>();
        for (ClusterLine line : log.lines()) {
            if (line.problem() != null) {
                String text = "executor " + line.problem().executor() + ": "
                        + line.problem().text();
                if (seen.add(text)) {
                    problems.add(text);
                }
            }
        }
        lost.forEach((executor, reason) -> problems.add("executor " + executor + " was lost: " + reason));
        if (!log.whole()) {
            problems.add(ClusterLog.FILE + " ends within a line: the driver was killed");
        }
        return problems;
    }
}
