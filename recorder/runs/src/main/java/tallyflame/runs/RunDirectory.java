package tallyflame.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The read side of a run directory, complete or left behind by a run that was killed: everything that is there can be read,
 * and {@link #missing()} says what is not.
 *
 * @param root the directory
 * @param document content of {@code run.json}
 */
public record RunDirectory(Path root, RunDocument document) {
    public static final String RUN_JSON = "run.json";
    public static final String TIMING_JSON = "timing.json";
    public static final String ASYNC_RECORDING = "async.jfr";
    public static final String FLIGHT_RECORDING = "flight.jfr";
    /** Distribution of the latencies, in the text form of HdrHistogram, microseconds. */
    public static final String LATENCIES = "latency.hgrm";

    public static final String COUNTS = "counts.tfc";
    public static final String TRACE = "trace.tfc";
    /** Source of the counted classes as it was when they ran, below the folders of their packages. */
    public static final String SOURCES = "sources";
    /** Where a JVM keeps the chunks of its flight recording until it ends. */
    public static final String REPOSITORY = "jfr-repository";

    /** Whether a path looks like a run directory. */
    public static boolean isRunDirectory(Path path) {
        return Files.isRegularFile(path.resolve(RUN_JSON));
    }

    /**
     * Opens a directory that a run has made.
     *
     * @throws IOException if {@code run.json} is absent or cannot be read; the message names it
     */
    public static RunDirectory open(Path root) throws IOException {
        Path file = root.resolve(RUN_JSON);
        if (!Files.isRegularFile(file)) {
            throw new IOException(root + ": not a run directory, it has no " + RUN_JSON);
        }
        return new RunDirectory(root, RunJson.read(file, RunDocument.class));
    }

    /** Directory of one fork's files. */
    public Path passDirectory(Pass pass, int fork) {
        return root.resolve("passes").resolve(pass.label() + "-" + fork);
    }

    /** The forks of a pass that left a directory, whether they came to their end or not. */
    public List<RunDocument.PassResult> results(Pass pass) {
        return document.passes().stream()
                .filter(result -> result.pass() == pass)
                .toList();
    }

    /**
     * Recordings of async-profiler of a pass, all forks; a command that started several JVMs has one each.
     */
    public List<Path> asyncRecordings(Pass pass) throws IOException {
        return files(pass, "async", ".jfr");
    }

    /**
     * Flight recordings of a pass, all forks. Where a JVM was killed before it could write its recording, the chunks in its
     * repository stand in for it.
     */
    public List<Path> flightRecordings(Pass pass) throws IOException {
        List<Path> found = new ArrayList<>();
        for (RunDocument.PassResult result : results(pass)) {
            Path directory = root.resolve(result.directory());
            List<Path> finished = list(directory, "flight", ".jfr");
            found.addAll(finished.isEmpty() ? repositoryChunks(directory) : finished);
        }
        return found;
    }

    /** Files of exact counts of a pass, all forks. */
    public List<Path> counts(Pass pass) throws IOException {
        return files(pass, "counts", ".tfc");
    }

    /** Files of the distribution of latencies of a pass, all forks that measured one. */
    public List<Path> latencies(Pass pass) throws IOException {
        return files(pass, "latency", ".hgrm");
    }

    /** Trace files of a pass, all forks. */
    public List<Path> traces(Pass pass) throws IOException {
        return files(pass, "trace", ".tfc");
    }

    /** What a complete run would have and this one has not, one line each; empty for a complete run. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!document.status().equals(RunDocument.COMPLETE)) {
            missing.add("the run is " + describe(document.status()));
        }
        for (Pass pass : document.plan().passes()) {
            int found = results(pass).size();
            // Only the baseline pass is repeated, whose rate is what the forks are for; a comparison repeats all.
            boolean repeated = pass == Pass.BASELINE || document.kind().equals(RunDocument.COMPARE);
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
        return missing;
    }

    private static String describe(String status) {
        return status.equals(RunDocument.RUNNING) ? "still running, or was killed" : status;
    }

    private List<Path> files(Pass pass, String prefix, String suffix) throws IOException {
        List<Path> found = new ArrayList<>();
        for (RunDocument.PassResult result : results(pass)) {
            found.addAll(list(root.resolve(result.directory()), prefix, suffix));
        }
        return found;
    }

    /** Files of a directory by name; empty ones, which a killed JVM leaves, are no files. */
    private static List<Path> list(Path directory, String prefix, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(suffix)
                            && file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
    }

    /** The chunk files that JVMs left in a pass directory's repository, oldest first. */
    public static List<Path> repositoryChunks(Path passDirectory) throws IOException {
        Path repository = passDirectory.resolve(REPOSITORY);
        if (!Files.isDirectory(repository)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(repository)) {
            return entries.filter(file ->
                            file.toString().endsWith(".jfr") && file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
    }
}
