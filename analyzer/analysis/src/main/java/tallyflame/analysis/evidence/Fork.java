package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.Timing;

/**
 * One execution: the JVMs of a fork, which together repeat the work of another fork.
 *
 * @param result what the run recorded about it; empty for a file named on the command line
 * @param jvms those that left something
 */
public record Fork(Optional<PassResult> result, List<Jvm> jvms) {
    /** Copies the list. */
    public Fork {
        jvms = List.copyOf(jvms);
    }

    /** The samples of its JVMs, merged; none where nothing was sampled. */
    public List<Profile> samples(ReadOptions options) throws IOException {
        return SampleMerger.read(jvms, options);
    }

    /** The recordings of its JVMs, and their files of other profilers. */
    public List<Path> sampleFiles() {
        List<Path> files = new ArrayList<>();
        jvms.forEach(jvm -> files.addAll(jvm.recordings()));
        jvms.forEach(jvm -> files.addAll(jvm.foreign()));
        return files;
    }

    /** The exact counts of its JVMs, file by file. */
    public List<CountFile> counts() throws IOException {
        List<CountFile> counts = new ArrayList<>();
        for (Jvm jvm : jvms) {
            counts.addAll(jvm.counts());
        }
        return counts;
    }

    /** The traces of its JVMs, file by file. */
    public List<TraceFile> traces() throws IOException {
        List<TraceFile> traces = new ArrayList<>();
        for (Jvm jvm : jvms) {
            traces.addAll(jvm.traces());
        }
        return traces;
    }

    /** What the fork said about its work, as forks that run science modules do. */
    public Optional<Timing> timing() {
        return result.map(PassResult::timing);
    }

    /** Alerts in the measured window; 0 where that is not known. */
    public long alertsInWindow() {
        return timing().map(timing -> timing.window().alerts()).orElse(0L);
    }

    /** Alerts processed in its whole life; 0 where that is not known. */
    public long alertsProcessed() {
        return timing().map(Timing::processed).orElse(0L);
    }

    /** Operations of a benchmark that the counts are of; 1 where they are of something else. */
    public long operations() throws IOException {
        for (Jvm jvm : jvms) {
            for (Path file : jvm.countFiles()) {
                Path operations = file.resolveSibling(RunDirectory.OPERATIONS);
                if (Files.exists(operations))
                    return Long.parseLong(Files.readString(operations).strip());
            }
        }
        return 1;
    }
}
