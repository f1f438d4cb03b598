package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tallyflame.counts.file.TraceFile;
import tallyflame.recordings.InputException;
import tallyflame.runs.FileKind;
import tallyflame.runs.RunDirectory;

/**
 * One thing that was named, or that was in a folder that was named.
 *
 * @param path a run directory or a file
 * @param run what the run directory says about itself; empty for a file, and for a run that lost its {@code run.json}
 * @param jvms all JVMs in it, of every pass
 */
record Origin(Path path, Optional<RunDirectory> run, List<Jvm> jvms) {
    private static final String RECORDING = ".jfr";
    private static final String AGENT_FILE = ".tfc";

    /**
     * What a path holds: several in a folder of runs or of recordings.
     *
     * @throws IOException if it is a directory that holds nothing of the kind, or a run directory cannot be read
     */
    static List<Origin> at(Path path) throws IOException {
        return Files.isDirectory(path) ? directory(path) : List.of(file(path));
    }

    private static List<Origin> directory(Path directory) throws IOException {
        if (RunDirectory.isRunDirectory(directory)) {
            return List.of(of(directory));
        }
        List<Path> entries;
        try (Stream<Path> listed = Files.list(directory)) {
            entries = listed.sorted().toList();
        }
        List<Origin> found = new ArrayList<>();
        for (Path entry : entries.stream().filter(RunDirectory::isRunDirectory).toList()) {
            found.add(of(entry));
        }
        if (found.isEmpty()) {
            found.addAll(remains(directory));
        }
        if (found.isEmpty()) {
            entries.stream()
                    .filter(entry -> entry.toString().endsWith(RECORDING))
                    .forEach(entry -> found.add(file(entry)));
        }
        if (found.isEmpty()) {
            throw new InputException(
                    directory,
                    "is not a run directory (it has no " + RunDirectory.RUN_JSON
                            + ") and holds neither runs nor recordings; name run directories or .jfr files");
        }
        return found;
    }

    private static Origin of(Path directory) throws IOException {
        RunDirectory run = RunDirectory.open(directory);
        List<Jvm> jvms = run.jvms().stream().map(files -> Jvm.of(files, run)).toList();
        return new Origin(directory, Optional.of(run), TaskCounts.used(jvms, directory));
    }

    /** What is left of a run that lost its {@code run.json}. */
    private static List<Origin> remains(Path directory) throws IOException {
        List<Jvm> jvms = RunDirectory.jvms(directory).stream().map(Jvm::of).toList();
        return jvms.isEmpty() ? List.of() : List.of(new Origin(directory, Optional.empty(), jvms));
    }

    private static Origin file(Path file) {
        return new Origin(file, Optional.empty(), List.of(jvm(file)));
    }

    private static Jvm jvm(Path file) {
        if (ForeignFormat.of(file) != null) {
            return Jvm.ofForeign(file);
        }
        boolean agents = file.toString().endsWith(AGENT_FILE);
        FileKind written = agents && TraceFile.isTrace(file) ? FileKind.TRACE : FileKind.COUNTS;
        return Jvm.ofFile(agents ? written : FileKind.ASYNC, file);
    }

    Origin withoutCounts() {
        return new Origin(path, run, jvms.stream().map(Jvm::withoutCounts).toList());
    }

    Origin ofTasks(Set<Long> tasks) {
        return new Origin(path, run, TaskCounts.of(jvms, tasks));
    }

    /** The same with only the JVMs that are meant. */
    Origin ofJvms(String pidOrGlob) throws IOException {
        List<Jvm> meant = new ArrayList<>();
        for (Jvm jvm : jvms) {
            if (jvm.matches(pidOrGlob)) {
                meant.add(jvm);
            }
        }
        return new Origin(path, run, meant);
    }

    /** What it should have and has not, one line each. */
    List<String> missing() {
        if (run.isPresent()) {
            return Stream.concat(run.get().missing().stream(), TaskCounts.missing(run.get()).stream())
                    .toList();
        }
        return Files.isDirectory(path)
                ? List.of(RunDirectory.RUN_JSON + " is gone, so it is not known what was run")
                : List.of();
    }
}
