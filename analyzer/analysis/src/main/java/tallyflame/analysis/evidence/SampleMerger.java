package tallyflame.analysis.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest.StackConsumer;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;
import tallyflame.recordings.StackStream;
import tallyflame.runs.RunDocument.EngineUsed;

/** Reads the samples of JVMs and merges them. Recordings and files of other profilers do not mix. */
final class SampleMerger {
    private SampleMerger() {}

    /**
     * The samples of some JVMs.
     *
     * @return one profile for each kind of event, the most informative first; none where there are no samples
     * @throws InputException if a file cannot be read, or cannot be filtered as asked
     */
    static List<Profile> read(List<Jvm> jvms, ReadOptions options) throws IOException {
        List<Path> foreign = foreign(jvms);
        List<Path> recordings = recordings(jvms);
        if (!foreign.isEmpty()) {
            return foreign(foreign, options);
        }
        if (recordings.isEmpty()) {
            return List.of();
        }
        return RecordingReader.read(recordings, withChoice(jvms, options)).stream()
                .map(profile -> profile.withLedger(profile.ledger().plus(remarks(jvms, options, profile.event()))))
                .toList();
    }

    /**
     * The samples of some JVMs, their stacks handed to consumers.
     *
     * @return the first of the profiles that {@link #read} answers; empty where there are no samples
     */
    static <C extends StackConsumer> Optional<StackStream<C>> stream(
            List<Jvm> jvms, ReadOptions options, Function<Frames, C> consumer) throws IOException {
        List<Path> foreign = foreign(jvms);
        List<Path> recordings = recordings(jvms);
        if (!foreign.isEmpty()) {
            return foreign(foreign, options).stream().findFirst().map(profile -> stream(profile, consumer));
        }
        return recordings.isEmpty()
                ? Optional.empty()
                : RecordingReader.stream(recordings, withChoice(jvms, options), consumer)
                        .map(stream -> new StackStream<>(
                                stream.event(),
                                stream.unit(),
                                stream.sampling(),
                                stream.ledger().plus(remarks(jvms, options, stream.event())),
                                stream.consumers()));
    }

    private static <C extends StackConsumer> StackStream<C> stream(Profile profile, Function<Frames, C> consumer) {
        C only = consumer.apply(profile.frames());
        profile.tree().stream(only);
        return new StackStream<>(profile.event(), profile.unit(), profile.sampling(), profile.ledger(), List.of(only));
    }

    /** Why CPU time was sampled less often than it was asked for, where it was. */
    private static Ledger raised(List<Jvm> jvms, String event) {
        return Ledger.remarked(jvms.stream()
                .flatMap(jvm -> jvm.engine().stream())
                .map(EngineUsed::raised)
                .filter(raised -> raised != null && event.equals("cpu"))
                .distinct()
                .toList());
    }

    private static List<Path> recordings(List<Jvm> jvms) {
        return jvms.stream().flatMap(jvm -> jvm.recordings().stream()).toList();
    }

    /** The files of other profilers, if there are no recordings. */
    private static List<Path> foreign(List<Jvm> jvms) throws InputException {
        List<Path> foreign =
                jvms.stream().flatMap(jvm -> jvm.foreign().stream()).toList();
        List<Path> recordings = recordings(jvms);
        if (!foreign.isEmpty() && !recordings.isEmpty()) {
            throw new InputException(
                    recordings.get(0),
                    "recordings and files of other profilers cannot be merged; name them one by one");
        }
        return foreign;
    }

    private static ReadOptions withChoice(List<Jvm> jvms, ReadOptions options) throws InputException {
        ReadOptions chosen = options.withAlternatives(Policy.alternatives(jvms)).withPrimary(Policy.recordedFor(jvms));
        if (!measuredOnly(jvms, options)) {
            return chosen;
        }
        Jvm other = jvms.stream().filter(jvm -> !jvm.benchmark()).findFirst().orElse(null);
        if (other != null) {
            throw new InputException(
                    other.recordings().get(0),
                    "is no benchmark of JMH, and those are shown from their methods on; name them apart, or use --whole");
        }
        List<BiPredicate<String, String>> rules = new ArrayList<>(options.shownFrom());
        rules.add(0, Policy::measures);
        return chosen.withShownFrom(rules);
    }

    /** Whether what JMH does around its benchmarks is left out. */
    private static boolean measuredOnly(List<Jvm> jvms, ReadOptions options) {
        return options.measuredWindowOnly() && jvms.stream().anyMatch(Jvm::benchmark);
    }

    private static Ledger remarks(List<Jvm> jvms, ReadOptions options, String event) {
        Ledger shown = Ledger.remarked(
                measuredOnly(jvms, options)
                        ? List.of(
                                "shown is what the benchmark's method does in JMH's timed loop; --whole shows the rest")
                        : List.of());
        return shown.plus(raised(jvms, event));
    }

    private static List<Profile> foreign(List<Path> files, ReadOptions options) throws IOException {
        if (options.thread().isPresent()
                || options.from().isPresent()
                || options.to().isPresent()
                || !options.shownFrom().isEmpty()) {
            throw new InputException(
                    files.get(0),
                    "only recordings can be filtered by --thread, --from, --to and --show-from; the page can filter it");
        }
        List<Profile> read = new ArrayList<>();
        for (Path file : files) {
            read.addAll(ForeignFormat.of(file).read(file));
        }
        if (read.stream().allMatch(profile -> profile.tree().samples() == 0)) {
            throw new InputException(files.get(0), "holds no stacks");
        }
        return select(files.get(0), ProfileMerger.merge(read), options.events());
    }

    private static List<Profile> select(Path file, List<Profile> profiles, Set<String> events) throws IOException {
        List<Profile> selected = profiles.stream()
                .filter(profile -> events.isEmpty() || events.contains(profile.event()))
                .toList();
        if (selected.isEmpty() && !profiles.isEmpty()) {
            List<String> names = profiles.stream().map(Profile::event).toList();
            throw new InputException(
                    file, "has no event " + String.join(", ", events) + "; it has " + String.join(", ", names));
        }
        return selected;
    }
}
