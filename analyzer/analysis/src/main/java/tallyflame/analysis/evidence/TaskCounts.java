package tallyflame.analysis.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tallyflame.flamegraphs.Quantity;
import tallyflame.runs.FileKind;
import tallyflame.runs.JvmFiles;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.cluster.ClusterLog;

/** Counts of the tasks of an application on a cluster: of those attempts alone whose output was used, so that each piece of work counts once. */
final class TaskCounts {
    private TaskCounts() {}

    /** The JVMs without counts of attempts that others count for; the same where the run is of no such application. */
    static List<Jvm> used(List<Jvm> jvms, Path run) throws IOException {
        Path log = run.resolve(ClusterLog.FILE);
        if (!Files.isRegularFile(log)) {
            return jvms;
        }
        Set<Long> used = ClusterLog.read(log).used().keySet();
        return with(jvms, file -> ClusterLog.taskOf(file).stream().allMatch(used::contains));
    }

    /** The JVMs with the counts of these tasks alone. */
    static List<Jvm> of(List<Jvm> jvms, Set<Long> tasks) {
        return with(jvms, file -> ClusterLog.taskOf(file).stream().anyMatch(tasks::contains));
    }

    private static List<Jvm> with(List<Jvm> jvms, Predicate<Path> counts) {
        return jvms.stream()
                .map(jvm ->
                        jvm.withCounts(jvm.countFiles().stream().filter(counts).toList()))
                .toList();
    }

    /** Whether some tasks of a run were counted and others were not, in one line; none otherwise. */
    static List<String> missing(RunDirectory run) {
        Set<Long> counted = new HashSet<>();
        for (JvmFiles jvm : run.jvms()) {
            jvm.of(FileKind.COUNTS).forEach(file -> ClusterLog.taskOf(file).ifPresent(counted::add));
        }
        Path log = run.root().resolve(ClusterLog.FILE);
        if (counted.isEmpty() || !Files.isRegularFile(log)) {
            return List.of();
        }
        Set<Long> used = usedTasks(log);
        long uncounted = used.stream().filter(task -> !counted.contains(task)).count();
        return uncounted == 0
                ? List.of()
                : List.of("counts of " + Quantity.count(uncounted) + " of " + Quantity.count(used.size())
                        + " tasks are missing, and in no sum: 'tallyflame spark' says why");
    }

    private static Set<Long> usedTasks(Path log) {
        try {
            return ClusterLog.read(log).used().keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was read when the run was opened
        }
    }
}
