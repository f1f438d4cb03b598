package tallyflame.analysis.diff.version;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Fork;
import tallyflame.counts.code.CodeUnit;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/** Reads the runs and recordings of one version. */
public final class VersionReader {
    private static final double NORMAL = 1.959963984540054;

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
        List<Observation> forks = new ArrayList<>();
        for (Fork fork : evidence.sampled()) {
            observation(fork, options).ifPresent(forks::add);
        }
        List<VersionCounts> counts = new ArrayList<>();
        for (Fork fork : evidence.counted()) {
            long work = fork.timing().isEmpty() ? 1 : fork.alertsProcessed();
            counts.add(VersionCounts.of(CountSums.of(fork.counts()), work));
        }
        List<RunDocument> documents = evidence.documents();
        if (forks.isEmpty() && counts.isEmpty() && rates(documents).isEmpty()) {
            throw evidence.nothing();
        }
        List<String> missing = new ArrayList<>();
        for (RunDirectory run : evidence.runs()) {
            run.missing().forEach(line -> missing.add(run.root() + ": " + line));
        }
        boolean onlyRuns = evidence.onlyRuns();
        return new Version(
                List.copyOf(inputs),
                onlyRuns ? rates(documents) : List.of(),
                onlyRuns ? documents.stream().map(RunDocument::started).toList() : List.of(),
                forks,
                counts.stream().findFirst(),
                unsteady(counts),
                new Sources(evidence.sources(sources), evidence.classPath()),
                documents,
                missing);
    }

    private static Optional<Observation> observation(Fork fork, ReadOptions options) throws IOException {
        long alerts = options.part() ? 0 : fork.alertsInWindow(); // of how many a part is is not known
        return fork.samples(options).stream().findFirst().map(profile -> Observation.of(profile, alerts));
    }

    private static Set<CodeUnit> unsteady(List<VersionCounts> counts) {
        Set<CodeUnit> unsteady = new HashSet<>();
        for (int other = 1; other < counts.size(); other++) {
            unsteady.addAll(counts.get(0).unlike(counts.get(other)));
        }
        return unsteady;
    }

    /** Of several runs one rate each, because it is the runs that are interleaved; of a single one those of its forks. */
    private static List<MeasuredRate> rates(List<RunDocument> runs) {
        List<List<MeasuredRate>> perRun = new ArrayList<>();
        for (RunDocument run : runs) {
            perRun.add(run.passes().stream()
                    .filter(fork -> fork.pass() == Pass.BASELINE && fork.timing() != null)
                    .map(fork -> rate(fork.timing().window().alertsPerSecondPerCore()))
                    .filter(rate -> rate.value() > 0)
                    .toList());
        }
        if (perRun.size() == 1) {
            return perRun.get(0);
        }
        return perRun.stream().anyMatch(List::isEmpty)
                ? List.of()
                : perRun.stream().map(VersionReader::mean).toList();
    }

    private static MeasuredRate rate(Interval interval) {
        double deviation = (interval.high() - interval.low()) / 2 / NORMAL / interval.value();
        return new MeasuredRate(interval.value(), deviation * deviation);
    }

    private static MeasuredRate mean(List<MeasuredRate> forks) {
        double logs = forks.stream()
                .mapToDouble(rate -> Math.log(rate.value()))
                .average()
                .orElseThrow();
        double variance = forks.stream()
                .mapToDouble(MeasuredRate::relativeVariance)
                .average()
                .orElseThrow();
        return new MeasuredRate(Math.exp(logs), variance / forks.size());
    }
}
