package tallyflame.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tallyflame.runner.launch.PassLeftovers;
import tallyflame.runner.launch.RunJournal;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/**
 * The run directory of a project's tests, with one file for each of their JVMs. It is begun before they run and ended by the first
 * goal that reads it, which another build may be asked for.
 *
 * @param root the run directory
 */
record TestRun(Path root) {
    /** The run of the tests of a project that are counted. */
    static TestRun counted(Path folder) {
        return new TestRun(folder.resolve("tests"));
    }

    /** The run of what is sampled: the tests, or a main class. */
    static TestRun sampled(Path folder) {
        return new TestRun(folder.resolve("record"));
    }

    /**
     * Begins it apart from that of an earlier build, whose counts would otherwise be added to those of this one. That is put aside,
     * since nobody knows yet whether this build executes tests.
     *
     * @param command what is recorded
     * @param classPath of the code that may be counted
     * @param engine what samples, {@code null} if nothing does
     * @return the folder of the pass
     */
    Path begin(Pass pass, List<String> command, List<String> classPath, RunDocument.EngineUsed engine)
            throws IOException, EnvironmentException {
        if (RunDirectory.jvms(root).isEmpty()) {
            remove(root);
        } else {
            remove(before());
            Files.move(root, before());
        }
        RunDocument.Plan plan = new RunDocument.Plan(List.of(pass), 1, 0, 0, 0, 0, List.of(), classPath, null, null);
        try (RunJournal journal =
                RunJournal.open(root, new RunJournal.Opening("record", null, command, null, plan, engine, null))) {
            journal.put(result(pass, RunDocument.RUNNING, 0));
        }
        return Files.createDirectories(folder(pass));
    }

    /** Removes it and what was put aside. */
    void forget() throws IOException {
        remove(root);
        remove(before());
    }

    private Path before() {
        return root.resolveSibling(root.getFileName() + ".before");
    }

    private static void remove(Path run) throws IOException {
        if (!RunDirectory.isRunDirectory(run)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(run)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    /** The folder of a pass. */
    Path folder(Pass pass) {
        return root.resolve(name(pass));
    }

    private static String name(Pass pass) {
        return "passes/" + pass.label() + "-1";
    }

    private static PassResult result(Pass pass, String status, double seconds) {
        Integer exitCode = status.equals(RunDocument.RUNNING) ? null : 0;
        return new PassResult(pass, 1, name(pass), false, status, exitCode, null, null, seconds, null);
    }

    /**
     * Ends it if it was begun and its JVMs have left anything.
     *
     * @param here whether it was begun in this build, so that what an earlier one left is not meant
     * @return why there is nothing to read; empty if there is
     */
    Optional<String> end(boolean here) throws IOException, EnvironmentException {
        if (!here && RunDirectory.jvms(root).isEmpty() && RunDirectory.isRunDirectory(before())) {
            remove(root);
            Files.move(before(), root);
        }
        if (!RunDirectory.isRunDirectory(root)) {
            return Optional.of(root + ": there is none; is the goal prepare-agent bound, and were tests executed?");
        }
        RunDirectory begun = RunDirectory.open(root);
        Pass pass = begun.document().plan().passes().get(0);
        boolean ended = !begun.document().status().equals(RunDocument.RUNNING);
        if (!ended) {
            PassLeftovers.collect(folder(pass), Set.of());
        }
        if (RunDirectory.jvms(root).isEmpty()) {
            return Optional.of(root + ": no JVM of the tests wrote anything; were there any, and does the argLine that"
                    + " Surefire was given contain @{argLine}?");
        }
        if (!ended) {
            remove(before());
            Duration took = Duration.between(Instant.parse(begun.document().started()), written(folder(pass)));
            try (RunJournal journal = RunJournal.resume(begun)) {
                journal.put(result(pass, RunDocument.COMPLETE, took.toMillis() / 1e3));
                journal.end(false);
            }
        }
        return Optional.empty();
    }

    /** When the last file was written. */
    private static Instant written(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> files = found.toList();
            FileTime last = FileTime.fromMillis(0);
            for (Path file : files) {
                FileTime time = Files.getLastModifiedTime(file);
                last = time.compareTo(last) > 0 ? time : last;
            }
            return last.toInstant();
        }
    }
}
