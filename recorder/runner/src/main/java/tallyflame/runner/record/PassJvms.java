package tallyflame.runner.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import tallyflame.runner.launch.PassLeftovers;
import tallyflame.runner.watch.JvmWatch;
import tallyflame.runner.watch.WatchedJvm;
import tallyflame.runner.watch.WatchedJvm.Reach;
import tallyflame.runs.JvmProcess;
import tallyflame.runs.Pass;

/** The JVMs of one execution of a command: watched while they run; afterwards their files are put where they belong. */
final class PassJvms {
    private static final int COUNTING_SINCE = 17;
    private static final int RECORDING_SINCE = 11;
    private static final String JVMS = "jvms";

    private final Pass pass;
    private final int fork;
    private final String name;
    private final Path directory;
    private final ChildJvms children;
    private final JvmWatch watch;
    private long root;

    /**
     * Looks at what runs already.
     *
     * @param name of the pass directory, relative to the run directory
     */
    PassJvms(Pass pass, int fork, String name, Path directory, ChildJvms children) {
        this.pass = pass;
        this.fork = fork;
        this.name = name;
        this.directory = directory;
        this.children = children;
        watch = JvmWatch.before(CommandRecorder.PASS_DIRECTORY + "=" + directory);
    }

    /** The command has been started. */
    void watch(long pid) {
        root = pid;
        watch.start(pid);
    }

    /**
     * The command has ended: the files of the first JVM that left any get the plain names, those of every other one a folder. A JVM
     * that still runs goes on writing where it writes.
     *
     * @param exitCode of the command
     * @return every JVM, the first one first
     */
    List<JvmProcess> settle(int exitCode) throws IOException, InterruptedException {
        List<WatchedJvm> seen = watch.stop();
        Set<Long> running = seen.stream()
                .filter(jvm -> jvm.ended() == null)
                .map(WatchedJvm::pid)
                .collect(Collectors.toSet());
        PassLeftovers.collect(directory, running);
        Map<Long, List<Path>> files = PassLeftovers.byProcess(directory);
        List<JvmProcess> jvms = new ArrayList<>();
        for (WatchedJvm jvm : withUnseen(seen, files)) {
            boolean first = jvms.stream().allMatch(earlier -> earlier.recorded().isEmpty());
            jvms.add(settle(jvm, files.getOrDefault(jvm.pid(), List.of()), first, !jvms.isEmpty(), exitCode));
        }
        return jvms;
    }

    /** Feature version of the oldest Java that the options of a pass are for. */
    static int oldest(Pass pass) {
        return pass == Pass.COUNT || pass == Pass.TRACE ? COUNTING_SINCE : RECORDING_SINCE;
    }

    /** What ended too soon to be seen has left files all the same. */
    private static List<WatchedJvm> withUnseen(List<WatchedJvm> seen, Map<Long, List<Path>> files) throws IOException {
        List<WatchedJvm> all = new ArrayList<>(seen);
        for (Map.Entry<Long, List<Path>> left : files.entrySet()) {
            if (seen.stream().noneMatch(jvm -> jvm.pid() == left.getKey())) {
                Instant written =
                        Files.getLastModifiedTime(left.getValue().get(0)).toInstant();
                all.add(new WatchedJvm(
                        left.getKey(), 0, List.of(), written, written, Reach.REACHED, OptionalInt.empty()));
            }
        }
        return all;
    }

    private JvmProcess settle(WatchedJvm jvm, List<Path> files, boolean first, boolean child, int exitCode)
            throws IOException {
        JvmProcess found = described(jvm, files, exitCode);
        if (child && !children.keeps(found)) {
            for (Path file : files) {
                Files.delete(file);
            }
            return with(found, List.of(), null, JvmProcess.LEFT_OUT + " " + children.wanted());
        }
        if (files.isEmpty() || jvm.ended() == null) {
            return found;
        }
        String folder = first
                ? name
                : name + "/" + JVMS + "/" + jvm.pid() + "-" + jvm.started().toEpochMilli();
        PassLeftovers.move(files, first ? directory : directory.resolve(folder.substring(name.length() + 1)));
        return with(found, found.recorded(), folder, found.problem());
    }

    private static JvmProcess with(JvmProcess jvm, List<String> recorded, String folder, String problem) {
        return new JvmProcess(
                jvm.pass(),
                jvm.fork(),
                jvm.pid(),
                jvm.parent(),
                jvm.command(),
                jvm.started(),
                jvm.ended(),
                jvm.exitCode(),
                recorded,
                folder,
                problem);
    }

    private JvmProcess described(WatchedJvm jvm, List<Path> files, int exitCode) {
        List<String> recorded = files.stream()
                .map(file -> file.getFileName().toString())
                .map(file -> file.substring(0, file.indexOf('-')))
                .sorted()
                .toList();
        boolean unseen = jvm.command().isEmpty();
        return new JvmProcess(
                pass,
                fork,
                jvm.pid(),
                unseen ? null : jvm.parent(),
                jvm.command(),
                unseen ? null : jvm.started().toString(),
                unseen || jvm.ended() == null ? null : jvm.ended().toString(),
                jvm.pid() == root ? exitCode : null,
                recorded,
                recorded.isEmpty() ? null : name,
                problem(jvm, recorded));
    }

    private String problem(WatchedJvm jvm, List<String> recorded) {
        if (pass.bare()) {
            return null;
        }
        if (recorded.isEmpty()) {
            return reason(jvm);
        }
        if (jvm.command().isEmpty()) {
            return "it ended before it was seen; what it executed is not known";
        }
        return jvm.ended() == null ? "it still ran when the command ended; what it recorded until then" : null;
    }

    private String reason(WatchedJvm jvm) {
        int oldest = oldest(pass);
        int feature = jvm.feature().orElse(oldest);
        if (jvm.reach() == Reach.BEFORE) {
            return "it ran before the command, and may have worked for it";
        }
        if (jvm.reach() == Reach.NOT_REACHED) {
            return "the options did not reach it, as by env -i: its environment has no JAVA_TOOL_OPTIONS of this run";
        }
        if (feature < oldest) {
            return String.format(
                    Locale.ROOT,
                    "it is a JVM of Java %d, and the pass %s needs %d%s",
                    feature,
                    pass.label(),
                    oldest,
                    oldest == RECORDING_SINCE ? ", whose options keep an older one from starting" : "");
        }
        if (jvm.reach() == Reach.UNKNOWN) {
            return "it wrote nothing: the options did not reach it, or it was killed";
        }
        return jvm.ended() == null
                ? "it still ran when the command ended, and had written nothing"
                : "it ended before it wrote anything: killed, or by Runtime.halt";
    }
}
