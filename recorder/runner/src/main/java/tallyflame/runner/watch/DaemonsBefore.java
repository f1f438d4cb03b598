package tallyflame.runner.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tallyflame.runner.watch.ProcessTable.Sight;

/**
 * Daemons of build tools that ran before the command: it may have had them do its work. Which of them did is not to be seen from
 * outside, only which were busy.
 *
 * @param running how much CPU time each had used before the command, by process id
 */
record DaemonsBefore(ProcessTable table, Map<Long, Duration> running) {
    private static final Duration BUSY = Duration.ofMillis(100);
    private static final Pattern DAEMON = Pattern.compile(
            "(.*\\.)?(GradleDaemon|GradleWrapperMain|KotlinCompileDaemon|MavenDaemon|DaemonMain|Nailgun|NGServer|Bloop|BloopServer)");

    static DaemonsBefore find(ProcessTable table) {
        Map<Long, Duration> running = new TreeMap<>();
        for (long pid : table.pids()) {
            if (table.look(pid).filter(DaemonsBefore::isDaemon).isPresent()) {
                cpu(pid, running);
            }
        }
        return new DaemonsBefore(table, running);
    }

    private static boolean isDaemon(Sight sight) {
        return sight.program().endsWith("java")
                && sight.command().stream()
                        .anyMatch(argument -> DAEMON.matcher(argument).matches());
    }

    private static void cpu(long pid, Map<Long, Duration> target) {
        ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .ifPresent(used -> target.put(pid, used));
    }

    /** Those that have worked since and still run. */
    List<WatchedJvm> busy() {
        List<WatchedJvm> busy = new ArrayList<>();
        Map<Long, Duration> now = new TreeMap<>();
        running.forEach((pid, before) -> {
            cpu(pid, now);
            if (now.getOrDefault(pid, before).minus(before).compareTo(BUSY) > 0) {
                table.look(pid).ifPresent(sight -> busy.add(described(pid, sight)));
            }
        });
        return busy;
    }

    private static WatchedJvm described(long pid, Sight sight) {
        Instant started = ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .orElse(Instant.EPOCH);
        return new WatchedJvm(
                pid, sight.parent(), sight.command(), started, null, WatchedJvm.Reach.BEFORE, OptionalInt.empty());
    }
}
