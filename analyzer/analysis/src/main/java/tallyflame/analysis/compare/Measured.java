package tallyflame.analysis.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tallyflame.analysis.trace.TracedFunctions;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument.PassResult;
import tallyflame.runs.Timing;

/**
 * Everything that the passes of a comparison left.
 *
 * @param series by name of the instrument: the samplers, the trace as it is, and without the probes
 * @param traced the trace of all rounds together
 * @param hits how often each line ran in one round of the count pass; empty if nothing was counted
 */
record Measured(Map<String, InstrumentProfile> series, TracedFunctions traced, Map<LineId, Long> hits) {
    static final String SAMPLE = Pass.SAMPLE.label();
    static final String JFR = Pass.JFR.label();
    static final String TRACE = Pass.TRACE.label();
    static final String COMPENSATED = TRACE + "-compensated";

    /** Lines that a sample may have skidded over. */
    private static final int NEAR = 3;

    private static final List<Pass> SAMPLERS = List.of(Pass.SAMPLE, Pass.JFR, Pass.JFR_CPU);

    /**
     * Reads a run directory.
     *
     * @throws InputException if it holds no trace, by which the others are judged
     */
    static Measured read(RunDirectory run) throws IOException {
        List<List<TraceFile>> traces = new ArrayList<>();
        for (PassResult fork : run.results(Pass.TRACE)) {
            traces.add(traces(run, fork));
        }
        List<TraceFile> all = traces.stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            throw new InputException(run.root(), "holds no trace to compare with; the trace pass did not finish");
        }
        Set<MethodId> names = RoundProfile.functionsOf(all);
        Map<String, InstrumentProfile> series = new TreeMap<>();
        for (Pass pass : SAMPLERS) {
            if (run.document().plan().passes().contains(pass)) {
                series.put(pass.label(), sampled(run, pass, names));
            }
        }
        series.put(TRACE, new InstrumentProfile(TRACE, false, profiles(traces, false)));
        series.put(COMPENSATED, new InstrumentProfile(COMPENSATED, false, profiles(traces, true)));
        return new Measured(series, TracedFunctions.of(all), hits(run));
    }

    private static List<RoundProfile> profiles(List<List<TraceFile>> traces, boolean compensated) {
        return traces.stream().map(files -> RoundProfile.of(files, compensated)).toList();
    }

    private static InstrumentProfile sampled(RunDirectory run, Pass pass, Set<MethodId> traced) throws IOException {
        List<RoundProfile> rounds = new ArrayList<>();
        for (PassResult fork : run.results(pass)) {
            rounds.add(profile(run, fork, traced));
        }
        return new InstrumentProfile(pass.label(), true, rounds);
    }

    /**
     * What one fork left, of its trace or of its samples; empty if that is nothing.
     *
     * @param functions those that samples are compared with
     */
    static RoundProfile profile(RunDirectory run, PassResult fork, Collection<MethodId> functions) throws IOException {
        if (fork.pass() == Pass.TRACE) {
            return RoundProfile.of(traces(run, fork), false);
        }
        List<Path> recordings = Stream.concat(
                        files(run, run.asyncRecordings(fork.pass()), fork).stream(),
                        files(run, run.flightRecordings(fork.pass()), fork).stream())
                .toList();
        if (recordings.isEmpty()) {
            return new RoundProfile();
        }
        return RecordingReader.read(recordings, ReadOptions.defaults().withEvents("cpu")).stream()
                .findFirst()
                .map(profile -> RoundProfile.of(profile, Set.copyOf(functions)))
                .orElseGet(RoundProfile::new);
    }

    private static List<TraceFile> traces(RunDirectory run, PassResult fork) throws IOException {
        double stretch = stretch(fork.timing());
        List<TraceFile> files = new ArrayList<>();
        for (Path file : files(run, run.traces(fork.pass()), fork)) {
            TraceFile read = TraceFile.read(file);
            files.add(new TraceFile(
                    read.header(), read.windowed(), read.cost().times(stretch), read.classes(), read.untraced()));
        }
        return files;
    }

    /**
     * How many times longer than its CPU time the traced code took, because others had the processor. The trace's clock went on
     * then, in probes as in all else, while their cost was calibrated in moments too short to be interrupted.
     */
    private static double stretch(Timing timing) {
        if (timing == null || timing.window().moduleCpuSeconds() <= 0) {
            return 1;
        }
        return Math.max(1, timing.window().busySeconds() / timing.window().moduleCpuSeconds());
    }

    private static List<Path> files(RunDirectory run, List<Path> files, PassResult fork) {
        Path directory = run.root().resolve(fork.directory());
        return files.stream().filter(file -> file.startsWith(directory)).toList();
    }

    /** Hits of the first round; the lines of copies that several loaders loaded, and of overloads, are summed. */
    private static Map<LineId, Long> hits(RunDirectory run) throws IOException {
        Map<LineId, Long> hits = new TreeMap<>();
        for (PassResult fork : run.results(Pass.COUNT).stream().limit(1).toList()) {
            for (Path file : files(run, run.counts(Pass.COUNT), fork)) {
                CountFile.read(file).classes().forEach(type -> type.methods().forEach(method -> method.lines()
                        .forEach(line -> hits.merge(
                                new LineId(type.id(method).function(), line.line()), line.hits(), Long::sum))));
            }
        }
        return hits;
    }

    /** Functions whose lines were counted. */
    Set<MethodId> counted() {
        Set<MethodId> names = new HashSet<>();
        hits.keySet().forEach(place -> names.add(place.method()));
        return names;
    }

    /** The line next to a place, within three lines of the same function, that ran; the nearest. */
    Optional<LineId> executedNeighbour(LineId place) {
        Set<LineId> near = new TreeSet<>(Comparator.<LineId>comparingInt(other -> Math.abs(other.line() - place.line()))
                .thenComparing(Comparator.naturalOrder()));
        hits.forEach((other, count) -> {
            if (count > 0 && other.method().equals(place.method()) && Math.abs(other.line() - place.line()) <= NEAR)
                near.add(other);
        });
        return near.stream().findFirst();
    }
}
