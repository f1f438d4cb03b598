package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.Recorder;
import tallyflame.recordings.SystemProperties;
import tallyflame.runs.FileKind;
import tallyflame.runs.JvmFiles;
import tallyflame.runs.JvmProcess;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.EngineUsed;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.Timing;

/**
 * One process and what is known about it. A file named on the command line, of this tool or of another, is one process about which
 * nothing else is known. Nothing is read before it is asked for.
 *
 * @param pass the instrument; empty for a file named on the command line
 * @param fork number of the fork, from 1; 0 for a file
 * @param id process id, as far as the names of the files tell it; else empty
 * @param result what the run recorded about the fork; the exit status is that of the command, not of a JVM below it
 * @param process what the recorder saw of it: parent, command, times; empty for a file, and for a run of modules
 * @param benchmark whether it ran a benchmark of JMH, under the profiler for it
 * @param engine what sampled it, where that is async-profiler in a run
 * @param files by kind; a recording that was named itself is taken for one of async-profiler, whatever wrote it
 * @param foreign files of other profilers
 */
public record Jvm(
        Optional<Pass> pass,
        int fork,
        String id,
        Optional<PassResult> result,
        Optional<JvmProcess> process,
        boolean benchmark,
        Optional<EngineUsed> engine,
        Map<FileKind, List<Path>> files,
        List<Path> foreign) {
    private static final String COMMAND = "sun.java.command";

    /** A JVM of a run that lost its {@code run.json}. */
    static Jvm of(JvmFiles files) {
        return new Jvm(
                Optional.of(files.pass()),
                files.fork(),
                files.id(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                files.files(),
                List.of());
    }

    /** A JVM of a run. */
    static Jvm of(JvmFiles files, RunDirectory run) {
        Optional<EngineUsed> engine = Optional.ofNullable(run.document().engine());
        return new Jvm(
                Optional.of(files.pass()),
                files.fork(),
                files.id(),
                run.result(files),
                run.process(files),
                run.document().kind().equals(RunDocument.JMH),
                engine.filter(used -> files.pass().profiled()),
                files.files(),
                List.of());
    }

    private static Jvm named(Map<FileKind, List<Path>> files, List<Path> foreign) {
        return new Jvm(
                Optional.empty(), 0, "", Optional.empty(), Optional.empty(), false, Optional.empty(), files, foreign);
    }

    /** A file that was named itself. */
    static Jvm ofFile(FileKind kind, Path file) {
        return named(Map.of(kind, List.of(file)), List.of());
    }

    /** A file of another profiler that was named itself. */
    static Jvm ofForeign(Path file) {
        return named(Map.of(), List.of(file));
    }

    Jvm withoutCounts() {
        return withCounts(List.of());
    }

    /** The same with other counts. */
    Jvm withCounts(List<Path> counts) {
        Map<FileKind, List<Path>> others = new EnumMap<>(FileKind.class);
        others.putAll(files);
        others.put(FileKind.COUNTS, counts);
        return new Jvm(pass, fork, id, result, process, benchmark, engine, others, foreign);
    }

    private List<Path> of(FileKind kind) {
        return files.getOrDefault(kind, List.of());
    }

    /** Recordings of async-profiler, and those that were named themselves. */
    public List<Path> async() {
        return of(FileKind.ASYNC);
    }

    /** Flight recordings. */
    public List<Path> flight() {
        return of(FileKind.FLIGHT);
    }

    /** Exact counts. */
    public List<Path> countFiles() {
        return of(FileKind.COUNTS);
    }

    /** Timed entries and exits. */
    public List<Path> traceFiles() {
        return of(FileKind.TRACE);
    }

    /** What one recorder made of it. */
    List<Path> recordings(Recorder recorder) {
        return switch (recorder) {
            case ASYNC_PROFILER -> async();
            case JDK -> flight();
        };
    }

    /** All its recordings. */
    public List<Path> recordings() {
        List<Path> all = new ArrayList<>(async());
        all.addAll(flight());
        return all;
    }

    /** Whether it was sampled, by whatever profiler. */
    public boolean sampled() {
        return !recordings().isEmpty() || !foreign.isEmpty();
    }

    /**
     * Its samples.
     *
     * @return one profile for each kind of event asked for, the most informative first; none where nothing was sampled
     * @throws InputException if a file is no recording
     */
    public List<Profile> samples(ReadOptions options) throws IOException {
        return SampleMerger.read(List.of(this), options);
    }

    /** Its exact counts, file by file. */
    public List<CountFile> counts() throws IOException {
        List<CountFile> counts = new ArrayList<>();
        for (Path file : countFiles()) {
            counts.add(CountFile.read(file));
        }
        return counts;
    }

    /** Its traces, file by file. */
    public List<TraceFile> traces() throws IOException {
        List<TraceFile> traces = new ArrayList<>();
        for (Path file : traceFiles()) {
            traces.add(TraceFile.read(file));
        }
        return traces;
    }

    /** What its fork said about its work. */
    public Optional<Timing> timing() {
        return result.map(PassResult::timing);
    }

    /**
     * Whether it is meant.
     *
     * @param pidOrGlob as {@link JvmProcess#matches} has it; what the recorder did not see is known by its recordings
     */
    boolean matches(String pidOrGlob) throws IOException {
        return described().matches(pidOrGlob);
    }

    /** What is known about its process: what the recorder saw, or else what files and their names tell; pid 0 if nothing does. */
    public JvmProcess described() throws IOException {
        return process.isPresent() ? process.get() : described(commandLine().orElse(""));
    }

    private JvmProcess described(String mainClassAndArguments) {
        List<String> command =
                mainClassAndArguments.isEmpty() ? List.of() : List.of(("java " + mainClassAndArguments).split(" "));
        long pid = id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
        return new JvmProcess(pass.orElse(null), fork, pid, null, command, null, null, null, null, null, null);
    }

    /** Main class and arguments, as the JVM wrote them into a recording. */
    public Optional<String> commandLine() throws IOException {
        for (Path recording : recordings()) {
            Map<String, String> properties = SystemProperties.read(recording, Set.of(COMMAND));
            if (properties.containsKey(COMMAND)) {
                return Optional.of(properties.get(COMMAND));
            }
        }
        return Optional.empty();
    }
}
