package tallyflame.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The read side of a run directory, complete or left behind by a run that was killed: everything that is there can be read,
 * and {@link #missing()} says what is not.
 *
 * @param root the directory
 * @param document content of {@code run.json}
 * @param jvms the JVMs that left files when the directory was opened, pass by pass and fork by fork. Forks are found by their
 *     directories, so that those of a run that was killed before it could write them down are among them
 */
public record RunDirectory(Path root, RunDocument document, List<JvmFiles> jvms) {
    public static final String RUN_JSON = "run.json";
    /** Is there, and locked, while the directory is written. */
    public static final String LOCK = "lock";

    public static final String TIMING_JSON = "timing.json";
    public static final String ASYNC_RECORDING = "async.jfr";
    public static final String FLIGHT_RECORDING = "flight.jfr";
    /** Distribution of the latencies, in the text form of HdrHistogram, microseconds. */
    public static final String LATENCIES = "latency.hgrm";

    public static final String COUNTS = "counts.tfc";
    /** How many operations of a benchmark the counts of a pass are of. */
    public static final String OPERATIONS = "operations";

    /** Folder among the files of a JVM that runs tasks of a cluster: {@code <task>.tfc}, what each counted that ended well there. */
    public static final String TASK_COUNTS = "tasks";

    public static final String TRACE = "trace.tfc";
    /** Source of the counted classes as it was when they ran, below the folders of their packages. */
    public static final String SOURCES = "sources";

    private static final String PASSES = "passes";

    /** Where a JVM keeps the chunks of its flight recording until it ends. */
    public static final String REPOSITORY = "jfr-repository";

    /** Whether a path looks like a run directory. */
    public static boolean isRunDirectory(Path path) {
        return Files.isRegularFile(path.resolve(RUN_JSON));
    }

    /**
     * Opens a directory that a run has made.
     *
     * @throws IOException if {@code run.json} is absent, cannot be read, or is of a schema that this version does not know; the
     *     message names it and says what to do
     */
    public static RunDirectory open(Path root) throws IOException {
        Path file = root.resolve(RUN_JSON);
        if (!Files.isRegularFile(file)) {
            throw new IOException(root + ": is not a run directory (it has no " + RUN_JSON
                    + "); name a run directory or its recordings");
        }
        RunDocument document = RunJson.read(file, RunDocument.class, RunDocument.SCHEMA);
        if (!document.lacking().isEmpty()) {
            throw new IOException(file + ": is not the document of a run: it lacks "
                    + String.join(", ", document.lacking()) + "; delete it to see what recordings are left");
        }
        return new RunDirectory(root, document, named(jvms(root), root, document));
    }

    /** Directory of one fork's files. */
    public Path passDirectory(Pass pass, int fork) {
        return passDirectory(root, pass, fork);
    }

    private static Path passDirectory(Path root, Pass pass, int fork) {
        return root.resolve(PASSES).resolve(pass.label() + "-" + fork);
    }

    /** The forks of a pass that left a directory, whether they came to their end or not. */
    public List<RunDocument.PassResult> results(Pass pass) {
        return document.passes().stream()
                .filter(result -> result.pass() == pass)
                .toList();
    }

    /** Where the names of the files tell no process id, that which the run wrote down. */
    private static List<JvmFiles> named(List<JvmFiles> found, Path root, RunDocument document) {
        if (document.jvms() == null) {
            return found;
        }
        return found.stream()
                .map(files -> document.jvms().stream()
                        .filter(jvm -> files.id().isEmpty() && isOf(files, jvm, root))
                        .findFirst()
                        .map(jvm -> files.named(Long.toString(jvm.pid())))
                        .orElse(files))
                .toList();
    }

    private static boolean isOf(JvmFiles files, JvmProcess jvm, Path root) {
        return files.pass() == jvm.pass()
                && files.fork() == jvm.fork()
                && jvm.directory() != null
                && root.resolve(jvm.directory())
                        .normalize()
                        .equals(passDirectory(root, jvm.pass(), jvm.fork()).normalize());
    }

    /** What the run wrote down about a JVM that left files; empty where it wrote down nothing. */
    public Optional<JvmProcess> process(JvmFiles files) {
        return processes().stream()
                .filter(jvm -> jvm.pass() == files.pass()
                        && jvm.fork() == files.fork()
                        && files.id().equals(Long.toString(jvm.pid())))
                .findFirst();
    }

    /** Every JVM at or below the recorded command, those that recorded nothing included; none of a run of modules. */
    public List<JvmProcess> processes() {
        return document.jvms() == null ? List.of() : document.jvms();
    }

    /** The JVMs that left files in what may have lost its {@code run.json}; none in a directory without passes. */
    public static List<JvmFiles> jvms(Path root) throws IOException {
        List<JvmFiles> jvms = new ArrayList<>();
        for (ForkDirectory fork : forks(root)) {
            jvms.addAll(fork.jvms());
        }
        return jvms;
    }

    private static List<ForkDirectory> forks(Path root) throws IOException {
        Path passes = root.resolve(PASSES);
        if (!Files.isDirectory(passes)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(passes)) {
            return entries.flatMap(entry -> ForkDirectory.of(entry).stream())
                    .sorted(Comparator.comparing(ForkDirectory::pass).thenComparingInt(ForkDirectory::fork))
                    .toList();
        }
    }

    /** Files of a kind of all JVMs of a pass. */
    public List<Path> files(Pass pass, FileKind kind) {
        return jvms.stream()
                .filter(jvm -> jvm.pass() == pass)
                .flatMap(jvm -> jvm.of(kind).stream())
                .toList();
    }

    /** What is known about the fork that a JVM belongs to; empty if the run was killed before it could write that down. */
    public Optional<RunDocument.PassResult> result(JvmFiles jvm) {
        return result(jvm.pass(), jvm.fork());
    }

    /** The same for a JVM that may have left nothing. */
    public Optional<RunDocument.PassResult> result(JvmProcess jvm) {
        return result(jvm.pass(), jvm.fork());
    }

    private Optional<RunDocument.PassResult> result(Pass pass, int fork) {
        return results(pass).stream().filter(result -> result.fork() == fork).findFirst();
    }

    /** What a complete run would have and this one has not, one line each; empty for a complete run. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!document.status().equals(RunDocument.COMPLETE)) {
            missing.add("the run is " + describe(document.status()));
        }
        document.tooManyFailed().ifPresent(missing::add);
        for (Pass pass : document.plan().passes()) {
            int found = results(pass).size();
            // Only passes without an instrument are repeated, whose spread is what the forks are for; a comparison
            // repeats
            // all.
            boolean repeated = pass.bare() || document.kind().equals(RunDocument.COMPARE);
            int planned = repeated ? document.plan().forks() : 1;
            if (found < planned) {
                missing.add("pass " + pass.label() + ": " + found + " of " + planned + " forks were started");
            }
        }
        for (RunDocument.PassResult result : document.passes()) {
            if (!result.status().equals(RunDocument.COMPLETE)) {
                missing.add("pass " + result.pass().label() + " fork " + result.fork() + ": "
                        + (result.problem() == null ? "did not finish" : result.problem()));
            }
        }
        for (JvmProcess jvm : processes()) {
            if (jvm.recorded().isEmpty() && !jvm.problem().startsWith(JvmProcess.LEFT_OUT)) {
                missing.add(
                        "pass " + jvm.pass().label() + ": " + jvm.describe() + " recorded nothing: " + jvm.problem());
            }
        }
        missing.addAll(missingFiles());
        return missing;
    }

    /** Files that a fork should have left. */
    private List<String> missingFiles() {
        List<String> missing = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (JvmFiles jvm : jvms) {
            jvm.empty().forEach(file -> missing.add(root.relativize(file) + " is empty"));
            found.add(jvm.pass().label() + "-" + jvm.fork());
        }
        for (RunDocument.PassResult result : document.passes()) {
            boolean leavesFiles = !result.pass().bare() && result.status().equals(RunDocument.COMPLETE);
            if (leavesFiles && !found.contains(result.pass().label() + "-" + result.fork())) {
                missing.add("pass " + result.pass().label() + " fork " + result.fork() + ": its files are gone");
            }
        }
        return missing;
    }

    private static String describe(String status) {
        return status.equals(RunDocument.RUNNING) ? "still running, or was killed" : status;
    }
}
