package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tallyflame.analysis.filters.CodeFilters;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.counts.file.TraceFile;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest.StackConsumer;
import tallyflame.recordings.EventReader;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.Recorder;
import tallyflame.recordings.Recorders;
import tallyflame.recordings.StackStream;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/**
 * All that run directories, recordings, count files and files of other profilers hold. Every question reads it, so that all
 * see the same JVMs and the same samples; what answers a question is chosen in one place, {@link Policy}. Opening lists
 * files and reads {@code run.json}; everything else is read when it is asked for.
 */
public final class Evidence {
    /** Passes with samples, the most faithful first. */
    public static final List<Pass> SAMPLING = Policy.SAMPLING;

    /** What records a JVM, the preferred one first: of what several recorded, each kind of event is of the first that has it. */
    public static final List<Recorder> RECORDERS = Policy.RECORDERS;

    private final List<Path> inputs;
    private final List<Origin> origins;
    private List<ClassCounts> blank = List.of();
    private CodeFilters filters = CodeFilters.NONE;
    private ClassPath classPath;

    private Evidence(List<Path> inputs, List<Origin> origins) {
        this.inputs = List.copyOf(inputs);
        this.origins = List.copyOf(origins);
    }

    /**
     * Opens what was named.
     *
     * @param inputs run directories, folders of these or of recordings, recordings (also compressed), count and trace files,
     *     collapsed stacks, pprof, the text of {@code perf script}
     * @throws NoSuchFileException if nothing is there
     * @throws IOException if a directory is none of these, or a run directory cannot be read; the message says what to do
     */
    public static Evidence open(List<Path> inputs) throws IOException {
        List<Origin> origins = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new NoSuchFileException(input.toString());
            }
            origins.addAll(Origin.at(input));
        }
        return new Evidence(inputs, origins);
    }

    /** Opens one input. */
    public static Evidence open(Path input) throws IOException {
        return open(List.of(input));
    }

    /**
     * The same, if it can be compared.
     *
     * @throws InputException if it holds a run whose module failed on too many alerts
     */
    public Evidence comparable() throws InputException {
        for (RunDirectory run : runs()) {
            Optional<String> reason = run.document().tooManyFailed();
            if (reason.isPresent()) {
                throw new InputException(
                        run.root(), reason.get() + "; run, compare and scale allow more by --max-failed");
            }
        }
        return this;
    }

    /** The same in the order in which the runs were started, so that those of two sides can be paired; as named where not all are runs. */
    public Evidence inOrder() {
        if (!onlyRuns()) {
            return this;
        }
        Comparator<Origin> byStart = Comparator.comparing(
                origin -> origin.run().orElseThrow().document().started());
        return new Evidence(inputs, origins.stream().sorted(byStart).toList());
    }

    /** The same without the counts, for where these cannot be read. */
    public Evidence withoutCounts() {
        return new Evidence(inputs, origins.stream().map(Origin::withoutCounts).toList());
    }

    /** The same with the counts of these tasks of an application on a cluster alone; its samples are not narrowed. */
    public Evidence ofTasks(Set<Long> tasks) {
        return new Evidence(
                inputs, origins.stream().map(origin -> origin.ofTasks(tasks)).toList());
    }

    /**
     * The same with only the JVMs that are meant.
     *
     * @param pidOrGlob a process id, or a pattern of main classes or jars in which {@code *} stands for any characters
     * @throws InputException if there is none; the message names those there are
     */
    public Evidence ofJvms(String pidOrGlob) throws IOException {
        List<Origin> narrowed = new ArrayList<>();
        for (Origin origin : origins) {
            narrowed.add(origin.ofJvms(pidOrGlob));
        }
        if (narrowed.stream().allMatch(origin -> origin.jvms().isEmpty())) {
            throw Policy.unknown(pidOrGlob, origins);
        }
        return new Evidence(inputs, narrowed);
    }

    /**
     * The same with classes that could have been counted, and without code that compilers made.
     *
     * @param classes with all counts zero
     * @param code what of the counts is left out
     */
    public Evidence with(List<ClassCounts> classes, CodeFilters code) {
        Evidence other = new Evidence(inputs, origins);
        other.blank = List.copyOf(classes);
        other.filters = code;
        return other;
    }

    /** What is left out of counts because a compiler made it. */
    public CodeFilters filters() {
        return filters;
    }

    /** Classes that could have been counted, all counts zero, whether they were loaded or not. */
    public List<ClassCounts> blank() {
        return blank;
    }

    /** Whether all that was named are runs. */
    public boolean onlyRuns() {
        return origins.stream().allMatch(origin -> origin.run().isPresent());
    }

    /** What was named. */
    public List<Path> inputs() {
        return inputs;
    }

    /** The run directories among it, in the order in which they were named or lie in their folder. */
    public List<RunDirectory> runs() {
        return origins.stream().flatMap(origin -> origin.run().stream()).toList();
    }

    /** The run directories and files, one by one, as they were named or lie in a folder that was named. */
    public List<Path> places() {
        return origins.stream().map(Origin::path).toList();
    }

    /** What the run directories say about themselves. */
    public List<RunDocument> documents() {
        return runs().stream().map(RunDirectory::document).toList();
    }

    /** The run, if one run and nothing else was named. */
    public Optional<RunDirectory> run() {
        return origins.size() == 1 ? origins.get(0).run() : Optional.empty();
    }

    /** Every JVM, whatever pass it is of. */
    public List<Jvm> jvms() {
        return origins.stream().flatMap(origin -> origin.jvms().stream()).toList();
    }

    /** All forks of a pass that the runs know of, also those that left nothing. */
    public List<Fork> forks(Pass pass) {
        return origins.stream()
                .flatMap(origin -> Policy.forks(origin, pass).stream())
                .toList();
    }

    /** The executions whose samples are meant. */
    public List<Fork> sampled() {
        return origins.stream()
                .flatMap(origin -> Policy.sampled(origin).stream())
                .toList();
    }

    /** The executions that were counted; of a run all forks, which should have counted the same. */
    public List<Fork> counted() {
        return origins.stream()
                .flatMap(origin -> Policy.counted(origin).stream())
                .toList();
    }

    /** The executions that were traced. */
    public List<Fork> traced() {
        return origins.stream()
                .flatMap(origin -> Policy.traced(origin).stream())
                .toList();
    }

    /**
     * The samples of all sampled JVMs, merged.
     *
     * @return one profile for each kind of event asked for, the most informative first; at least one
     * @throws InputException if there are none, none has its stack in the file, or a file cannot be read
     */
    public List<Profile> samples(ReadOptions options) throws IOException {
        requireSamples();
        List<Profile> profiles = anySamples(options);
        if (profiles.isEmpty()) {
            throw nothing();
        }
        Unresolved.refuse(inputs.get(0), profiles.stream().map(Profile::ledger).toList());
        return profiles;
    }

    /**
     * The samples of the first kind of event that {@link #samples} would answer, their stacks handed to consumers and not folded.
     *
     * @param consumer makes what takes the stacks of one thread
     * @throws InputException as {@link #samples} does
     */
    public <C extends StackConsumer> StackStream<C> stream(ReadOptions options, Function<Frames, C> consumer)
            throws IOException {
        requireSamples();
        StackStream<C> stream = SampleMerger.stream(
                        sampled().stream().flatMap(fork -> fork.jvms().stream()).toList(), options, consumer)
                .orElseThrow(this::nothing);
        Unresolved.refuse(inputs.get(0), List.of(stream.ledger()));
        return stream;
    }

    private void requireSamples() throws IOException {
        for (Origin origin : origins) {
            if (Policy.sampled(origin).isEmpty()) {
                throw Policy.unsampled(origin);
            }
        }
    }

    /**
     * The events in the recordings of all sampled JVMs.
     *
     * @throws InputException if there are no recordings, or one cannot be read
     */
    public EventReader events() throws IOException {
        requireSamples();
        for (Fork fork : sampled()) {
            for (Jvm jvm : fork.jvms()) {
                if (!jvm.foreign().isEmpty()) {
                    throw new InputException(jvm.foreign().get(0), "is a profile and has no single events");
                }
            }
        }
        return EventReader.of(recordings());
    }

    /** The recordings of all sampled JVMs, which have single events. */
    public List<Path> recordings() {
        return sampled().stream()
                .flatMap(fork -> fork.jvms().stream())
                .flatMap(jvm -> jvm.recordings().stream())
                .toList();
    }

    /** Recordings of JVMs that may hold the same events twice: events of a type are to be taken from the first recorder that has them. */
    public List<Recorders> alternatives() {
        return Policy.alternatives(
                sampled().stream().flatMap(fork -> fork.jvms().stream()).toList());
    }

    /** What to say where neither samples nor counts were found, and what to do: the same, whoever needs them. */
    public InputException nothing() {
        for (Origin origin : origins) {
            if (Policy.sampled(origin).isEmpty()) {
                return Policy.unsampled(origin);
            }
        }
        List<String> asked = recordedFor();
        String what = asked.isEmpty() ? "" : " of " + asked.get(0) + ", which it was recorded for";
        return new InputException(inputs.get(0), "holds no samples" + what + "; try another --event or record again");
    }

    /**
     * Of samples that were read, those that stand for all where only one kind can be shown; none where what the JVMs were recorded
     * for has no samples, though something else may have.
     *
     * @param profiles of every kind of event, as {@link #anySamples} gives them
     */
    public Optional<Profile> primary(List<Profile> profiles) {
        List<String> asked = recordedFor();
        return profiles.stream().findFirst().filter(profile -> asked.isEmpty() || asked.contains(profile.event()));
    }

    /** The kinds of event that all JVMs were recorded for; empty where that is not known or differs. */
    public List<String> recordedFor() {
        return Policy.recordedFor(
                sampled().stream().flatMap(fork -> fork.jvms().stream()).toList());
    }

    /** As {@link #samples}, but none where nothing was sampled. */
    public List<Profile> anySamples(ReadOptions options) throws IOException {
        return SampleMerger.read(
                sampled().stream().flatMap(fork -> fork.jvms().stream()).toList(), options);
    }

    /** The recordings and files of other profilers that {@link #samples} reads. */
    public List<Path> sampleFiles() {
        return sampled().stream().flatMap(fork -> fork.sampleFiles().stream()).toList();
    }

    /** The recordings that hold events about the machine and the JVM, not only stacks. */
    public List<Path> timelines() {
        return sampled().stream()
                .flatMap(fork -> Policy.timelines(fork).stream())
                .toList();
    }

    /** The count files of one fork of each run, and those named themselves. */
    public List<Path> countFiles() {
        return shown().stream()
                .flatMap(fork -> fork.jvms().stream())
                .flatMap(jvm -> jvm.countFiles().stream())
                .toList();
    }

    /** The counts in {@link #countFiles}; none where nothing was counted. */
    public List<CountFile> counts() throws IOException {
        List<CountFile> counts = new ArrayList<>();
        for (Fork fork : shown()) {
            counts.addAll(fork.counts());
        }
        return counts;
    }

    private List<Fork> shown() {
        return origins.stream().flatMap(origin -> Policy.shown(origin).stream()).toList();
    }

    /**
     * All traces.
     *
     * @throws InputException if there are none
     */
    public List<TraceFile> traces() throws IOException {
        List<TraceFile> traces = new ArrayList<>();
        for (Fork fork : traced()) {
            traces.addAll(fork.traces());
        }
        if (traces.isEmpty()) {
            throw new InputException(inputs.get(0), "holds no trace; run it with --passes trace");
        }
        return traces;
    }

    /**
     * How the sampled work relates to the counted work.
     *
     * @param part whether only a part of the samples is asked for, whose number of alerts is unknown
     */
    public Work work(boolean part) {
        return Policy.work(origins, part);
    }

    /** The class path of the profiled program, as it is on disk when this is first asked for, because recordings have to be read for it. */
    public synchronized ClassPath classPath() {
        if (classPath == null) {
            classPath = Policy.classPath(origins);
        }
        return classPath;
    }

    /**
     * Finds the source of what ran.
     *
     * @param named where the user says that it is; must exist
     */
    public SourceFinder sources(List<Path> named) throws IOException {
        return SourceFinder.of(
                named,
                Policy.keptSources(origins),
                classPath().entries(),
                classPath().javaHome());
    }

    /** What the runs should have and have not, one line each. */
    public List<String> missing() {
        return origins.stream().flatMap(origin -> origin.missing().stream()).toList();
    }
}
