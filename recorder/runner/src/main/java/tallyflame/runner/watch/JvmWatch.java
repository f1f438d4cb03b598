package tallyflame.runner.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tallyflame.runner.watch.ProcessTable.Sight;

/**
 * Watches for JVMs at and below a process, in a thread of its own, until it is stopped. A process belongs to it if its parent
 * does, or if its environment says so: a daemon gives up its parent. What lives for less than {@link #EVERY} may be missed.
 */
public final class JvmWatch {
    private static final Duration EVERY = Duration.ofMillis(20);
    /** How often something is looked at that may still turn out to be a JVM. */
    private static final int MOST_LOOKS = 100;

    private final ProcessTable table;
    private final String mark;
    private final DaemonsBefore daemons;
    private final Set<Long> known = new HashSet<>();
    /** How often those were looked at of which it is not known yet whether they belong to the command. */
    private final Map<Long, Integer> strangers = new HashMap<>();

    private final Map<Long, Seen> below = new HashMap<>();
    private final List<Seen> ended = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "tallyflame-watch");
    private long root;

    JvmWatch(ProcessTable table, String mark) {
        this.table = table;
        this.mark = mark;
        daemons = DaemonsBefore.find(table);
    }

    /**
     * Looks around before the command starts.
     *
     * @param mark text that is in the environment of every process below the command, unless one took it out
     */
    public static JvmWatch before(String mark) {
        return new JvmWatch(ProcessTable.here(), mark);
    }

    /** Begins to watch a process that has just been started. */
    public void start(long pid) {
        root(pid);
        thread.setDaemon(true);
        thread.start();
    }

    void root(long pid) {
        root = pid;
    }

    /**
     * Ends the watch.
     *
     * @return the JVMs that were seen, in the order in which they started; those of daemons that ran before come last
     */
    public List<WatchedJvm> stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
        look();
        return seen();
    }

    List<WatchedJvm> seen() {
        List<WatchedJvm> jvms = new ArrayList<>();
        ended.addAll(below.values());
        for (Seen seen : ended) {
            if (seen.isJvm()) {
                jvms.add(seen.described());
            }
        }
        jvms.sort(Comparator.comparing(WatchedJvm::started).thenComparing(WatchedJvm::pid));
        jvms.addAll(daemons.busy());
        return jvms;
    }

    private void watch() {
        try {
            do {
                look();
            } while (!stopped.await(EVERY.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        Set<Long> running = table.pids();
        Instant now = Instant.now();
        known.retainAll(running);
        strangers.keySet().retainAll(running);
        below.values().removeIf(seen -> {
            boolean gone = !running.contains(seen.pid);
            if (gone) {
                seen.ended = now;
                ended.add(seen);
            }
            return gone;
        });
        for (Seen seen : below.values()) {
            seen.look();
        }
        for (long pid : new TreeSet<>(running)) {
            if (known.add(pid) || strangers.containsKey(pid)) {
                table.look(pid).ifPresentOrElse(sight -> meet(pid, sight), () -> doubt(pid));
            }
        }
    }

    /** While a process executes another program, nothing of it can be read for a moment. */
    private void doubt(long pid) {
        if (strangers.merge(pid, 1, Integer::sum) > MOST_LOOKS) {
            strangers.remove(pid);
        }
    }

    private void meet(long pid, Sight sight) {
        if (pid == ProcessHandle.current().pid()) {
            return;
        }
        List<String> environment = table.environment(pid).orElse(List.of());
        if (pid == root || below.containsKey(sight.parent()) || environment.contains(mark)) {
            strangers.remove(pid);
            Seen seen = new Seen(pid, sight);
            below.put(pid, seen);
            seen.look();
        } else if (environment.isEmpty()) {
            doubt(pid);
        } else {
            strangers.remove(pid);
        }
    }

    /** A process below the command. Until it executes something of its own it looks like its parent. */
    private final class Seen {
        private final long pid;
        private Instant started;
        private Sight sight;
        private int looks;
        private int looksForLibrary;
        private boolean jvm;
        private boolean settled;
        private WatchedJvm.Reach reach = WatchedJvm.Reach.UNKNOWN;
        private Instant ended;

        Seen(long pid, Sight sight) {
            this.pid = pid;
            this.sight = sight;
            started = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .orElseGet(Instant::now);
        }

        void look() {
            if (settled) {
                return;
            }
            looks++;
            table.look(pid).filter(now -> !now.command().isEmpty()).ifPresent(now -> {
                settled = jvm && isItself(now);
                // A shell may execute its last command in its own process, however long that runs already.
                looksForLibrary = now.program().equals(sight.program()) ? looksForLibrary + 1 : 0;
                sight = new Sight(sight.parent(), now.program(), now.command());
                boolean before = jvm;
                jvm = isLauncher() || (looksForLibrary < MOST_LOOKS ? table.hasJvm(pid) : jvm);
                if (jvm) {
                    // A process that executes another program keeps its own start.
                    started = before || looks == 1 ? started : Instant.now();
                    reach = reach();
                }
            });
        }

        /**
         * Whether it has executed what it was started for: program and command are those of the look before, which two readings during
         * the change to another program are not, and not its parent's, as long as a busy system may leave it at that.
         */
        private boolean isItself(Sight now) {
            Seen parent = below.get(sight.parent());
            return now.program().equals(sight.program())
                    && now.command().equals(sight.command())
                    && (parent == null || !parent.sight.command().equals(now.command()));
        }

        /** Launchers of a JDK, {@code java} and its tools, lie beside the library that starts JVMs. */
        private boolean isLauncher() {
            Path home = home();
            boolean jdk = home != null
                    && home.resolve("lib").resolve("libjli.so").toFile().isFile();
            return jdk || Path.of(sight.program()).endsWith("java");
        }

        private Path home() {
            Path folder = Path.of(sight.program()).getParent();
            return folder == null || !folder.endsWith("bin") ? null : folder.getParent();
        }

        private WatchedJvm.Reach reach() {
            Optional<List<String>> environment = table.environment(pid);
            String directory = mark.substring(mark.indexOf('=') + 1);
            boolean carried = environment.orElse(List.of()).stream()
                            .anyMatch(entry -> entry.startsWith("JAVA_TOOL_OPTIONS=") && entry.contains(directory))
                    || sight.command().stream().anyMatch(argument -> argument.contains(directory));
            WatchedJvm.Reach otherwise =
                    environment.isPresent() ? WatchedJvm.Reach.NOT_REACHED : WatchedJvm.Reach.UNKNOWN;
            return carried ? WatchedJvm.Reach.REACHED : otherwise;
        }

        /** What was seen once only, with its parent's command, was on its way to another program. */
        boolean isJvm() {
            Seen parent = endedProcess(sight.parent());
            return jvm
                    && (looks > 1 || parent == null || !parent.sight.command().equals(sight.command()));
        }

        WatchedJvm described() {
            return new WatchedJvm(pid, sight.parent(), sight.command(), started, ended, reach, Release.feature(home()));
        }
    }

    private Seen endedProcess(long pid) {
        return ended.stream().filter(seen -> seen.pid == pid).findFirst().orElse(null);
    }
}
