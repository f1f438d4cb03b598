package tallyflame.analysis.compare;

import java.io.IOException;
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
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.analysis.trace.TracedFunctions;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Pass;
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

    /**
     * Reads the run of a comparison.
     *
     * @throws InputException if it holds no trace, by which the others are judged
     */
    static Measured read(Evidence run) throws IOException {
        List<List<TraceFile>> traces = new ArrayList<>();
        for (Fork fork : run.forks(Pass.TRACE)) {
            traces.add(traces(fork));
        }
        List<TraceFile> all = traces.stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            throw new InputException(
                    run.inputs().get(0), "holds no trace to compare with; the trace pass did not finish");
        }
        Set<MethodId> names = RoundProfile.functionsOf(all);
        Map<String, InstrumentProfile> series = new TreeMap<>();
        for (Pass pass : Evidence.SAMPLING) {
            if (run.documents().get(0).plan().passes().contains(pass)) {
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

    private static InstrumentProfile sampled(Evidence run, Pass pass, Set<MethodId> traced) throws IOException {
        List<RoundProfile> rounds = new ArrayList<>();
        for (Fork fork : run.forks(pass)) {
            rounds.add(profile(fork, traced));
        }
        return new InstrumentProfile(pass.label(), true, rounds);
    }

    /**
     * What one fork left, of its trace or of its samples; empty if that is nothing.
     *
     * @param functions those that samples are compared with
     */
    static RoundProfile profile(Fork fork, Collection<MethodId> functions) throws IOException {
        List<TraceFile> traces = traces(fork);
        if (!traces.isEmpty()) {
            return RoundProfile.of(traces, false);
        }
        return fork.samples(ReadOptions.defaults().withEvents("cpu")).stream()
                .findFirst()
                .map(profile -> RoundProfile.of(profile, Set.copyOf(functions)))
                .orElseGet(RoundProfile::new);
    }

    private static List<TraceFile> traces(Fork fork) throws IOException {
        double stretch = stretch(fork.timing());
        return fork.traces().stream()
                .map(read -> new TraceFile(
                        read.header(), read.windowed(), read.cost().times(stretch), read.classes(), read.untraced()))
                .toList();
    }

    /**
     * How many times longer than its CPU time the traced code took, because others had the processor. The trace's clock went on
     * then, in probes as in all else, while their cost was calibrated in moments too short to be interrupted.
     */
    private static double stretch(Optional<Timing> timing) {
        return timing.map(Timing::window)
                .filter(window -> window.moduleCpuSeconds() > 0)
                .map(window -> Math.max(1, window.busySeconds() / window.moduleCpuSeconds()))
                .orElse(1.0);
    }

    /** Hits of the first round; the lines of copies that several loaders loaded, and of overloads, are summed. */
    private static Map<LineId, Long> hits(Evidence run) throws IOException {
        Map<LineId, Long> hits = new TreeMap<>();
        for (CountFile counts : run.counts()) {
            counts.classes().forEach(type -> type.methods().forEach(method -> method.lines()
                    .forEach(line ->
                            hits.merge(new LineId(type.id(method).function(), line.line()), line.hits(), Long::sum))));
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
