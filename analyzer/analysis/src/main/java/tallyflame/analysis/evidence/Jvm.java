package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.SystemProperties;
import tallyflame.runs.FileKind;
import tallyflame.runs.JvmFiles;
import tallyflame.runs.Pass;
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
 * @param async recordings of async-profiler, or of whatever wrote a recording that was named itself
 * @param flight flight recordings
 * @param countFiles exact counts
 * @param traceFiles timed entries and exits
 * @param foreign files of other profilers
 */
public record Jvm(
        Optional<Pass> pass,
        int fork,
        String id,
        Optional<PassResult> result,
        List<Path> async,
        List<Path> flight,
        List<Path> countFiles,
        List<Path> traceFiles,
        List<Path> foreign) {
    private static final String COMMAND = "sun.java.command";

    static Jvm of(JvmFiles files, Optional<PassResult> result) {
        return new Jvm(
                Optional.of(files.pass()),
                files.fork(),
                files.id(),
                result,
                files.of(FileKind.ASYNC),
                files.of(FileKind.FLIGHT),
                files.of(FileKind.COUNTS),
                files.of(FileKind.TRACE),
                List.of());
    }

    Jvm withoutCounts() {
        return new Jvm(pass, fork, id, result, async, flight, List.of(), traceFiles, foreign);
    }

    /** All its recordings. */
    public List<Path> recordings() {
        List<Path> all = new ArrayList<>(async);
        all.addAll(flight);
        return all;
    }

    /** Whether it was sampled, by whatever profiler. */
    public boolean sampled() {
        return !async.isEmpty() || !flight.isEmpty() || !foreign.isEmpty();
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
        for (Path file : countFiles) {
            counts.add(CountFile.read(file));
        }
        return counts;
    }

    /** Its traces, file by file. */
    public List<TraceFile> traces() throws IOException {
        List<TraceFile> traces = new ArrayList<>();
        for (Path file : traceFiles) {
            traces.add(TraceFile.read(file));
        }
        return traces;
    }

    /** What its fork said about its work. */
    public Optional<Timing> timing() {
        return result.map(PassResult::timing);
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
