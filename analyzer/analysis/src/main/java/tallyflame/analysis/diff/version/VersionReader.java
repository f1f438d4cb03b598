package tallyflame.analysis.diff.version;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.counts.InlinedLines;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.code.CodeUnit;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** Reads the runs and recordings of one version. */
public final class VersionReader {
    private VersionReader() {}

    /**
     * Reads one version.
     *
     * @param inputs run directories, recordings, files of other profilers, count files; several are forks of the same thing
     * @param sources where the user says that the source of this version is
     * @throws IOException if one of them cannot be read or does not exist
     */
    public static Version read(List<Path> inputs, ReadOptions options, List<Path> sources) throws IOException {
        Evidence evidence = Evidence.open(inputs).comparable().inOrder();
        List<VersionCounts> counts = new ArrayList<>();
        for (Fork fork : evidence.counted()) {
            long work = fork.timing().isEmpty() ? fork.operations() : fork.alertsProcessed();
            counts.add(VersionCounts.of(InlinedLines.own(CountSums.of(fork.counts())), work));
        }
        List<ClassCounts> classes = new ArrayList<>();
        counts.forEach(counted -> classes.addAll(counted.classes().values()));
        InlinedLines inlined = InlinedLines.of(classes);
        List<Observation> forks = new ArrayList<>();
        for (Fork fork : evidence.sampled()) {
            observation(fork, options, inlined).ifPresent(forks::add);
        }
        List<RunDocument> documents = evidence.documents();
        if (forks.isEmpty() && counts.isEmpty() && rates(documents, false).isEmpty()) {
            throw evidence.nothing();
        }
        List<String> missing = new ArrayList<>();
        for (RunDirectory run : evidence.runs()) {
            run.missing().forEach(line -> missing.add(run.root() + ": " + line));
        }
        boolean onlyRuns = evidence.onlyRuns();
        List<String> pairs = onlyRuns ? pairs(documents) : List.of();
        return new Version(
                List.copyOf(inputs),
                onlyRuns ? rates(documents, !pairs.isEmpty()) : List.of(),
                pairs,
                forks,
                counts.stream().findFirst(),
                unsteady(counts),
                new Sources(evidence.sources(sources), evidence.classPath()),
                documents,
                missing);
    }

    private static Optional<Observation> observation(Fork fork, ReadOptions options, InlinedLines inlined)
            throws IOException {
        long alerts = options.part() ? 0 : fork.alertsInWindow(); // of how many a part is is not known
        return fork.samples(options).stream().findFirst().map(profile -> Observation.of(profile, alerts, inlined));
    }

    private static Set<CodeUnit> unsteady(List<VersionCounts> counts) {
        Set<CodeUnit> unsteady = new HashSet<>();
        for (int other = 1; other < counts.size(); other++) {
            unsteady.addAll(counts.get(0).unlike(counts.get(other)));
        }
        return unsteady;
    }

    /** The pairs that runs were made in, as whoever made them said it; time stamps would see pairs that nobody made. */
    private static List<String> pairs(List<RunDocument> runs) {
        List<String> pairs = runs.stream().map(run -> run.plan().pair()).toList();
        return pairs.contains(null) || Set.copyOf(pairs).size() < pairs.size() ? List.of() : pairs;
    }

    /** A run of a pair stands for itself, any other for its forks; without a rate of one of them there is none. */
    private static List<MeasuredRate> rates(List<RunDocument> runs, boolean paired) {
        List<MeasuredRate> rates = new ArrayList<>();
        for (RunDocument run : runs) {
            List<MeasuredRate> forks = run.passes().stream()
                    .filter(fork -> fork.pass() == Pass.BASELINE && fork.timing() != null)
                    .map(fork -> MeasuredRate.of(fork.timing().window()))
                    .filter(rate -> rate.cpu() > 0 && rate.wall() > 0)
                    .toList();
            if (forks.isEmpty()) {
                return List.of();
            }
            rates.addAll(paired ? List.of(MeasuredRate.mean(forks)) : forks);
        }
        return rates;
    }
}
