package tallyflame.analysis.diff.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.evidence.ProfileInputs;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.file.CountFile;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.Inputs;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.Interval;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;
import tallyflame.runs.RunDocument.PassResult;

/** Reads the runs and recordings of one version. Used once. */
public final class VersionReader {
    private static final String COUNTS = ".tfc";
    private static final double NORMAL = 1.959963984540054;

    private final ReadOptions options;
    private final List<RunDirectory> runs = new ArrayList<>();
    private final List<Observation> forks = new ArrayList<>();
    private final List<Path> recordings = new ArrayList<>();
    private final List<VersionCounts> counts = new ArrayList<>();

    private VersionReader(ReadOptions options) {
        this.options = options;
    }

    /**
     * Reads one version.
     *
     * @param inputs run directories, recordings, files of other profilers, count files; several are forks of the same thing
     * @param sources where the user says that the source of this version is
     * @throws IOException if one of them cannot be read or does not exist
     */
    public static Version read(List<Path> inputs, ReadOptions options, List<Path> sources) throws IOException {
        return new VersionReader(options).version(inputs, sources);
    }

    private Version version(List<Path> inputs, List<Path> sources) throws IOException {
        for (Path input : inOrder(inputs)) {
            if (!Files.exists(input)) {
                throw new NoSuchFileException(input.toString());
            }
            if (Files.isDirectory(input)) {
                addRun(RunDirectory.open(input));
            } else if (input.toString().endsWith(COUNTS)) {
                counts.add(VersionCounts.of(CountSums.of(List.of(CountFile.read(input))), 1));
            } else {
                addProfile(List.of(input), 0);
            }
        }
        List<String> missing = new ArrayList<>();
        runs.forEach(run -> run.missing().forEach(line -> missing.add(run.root() + ": " + line)));
        List<RunDocument> documents = runs.stream().map(RunDirectory::document).toList();
        boolean onlyRuns = runs.size() == inputs.size();
        if (forks.isEmpty() && counts.isEmpty() && rates(documents).isEmpty()) {
            throw new InputException(inputs.get(0), "holds neither rates nor samples nor counts to compare");
        }
        return new Version(
                List.copyOf(inputs),
                onlyRuns ? rates(documents) : List.of(),
                onlyRuns ? documents.stream().map(RunDocument::started).toList() : List.of(),
                forks,
                List.copyOf(recordings),
                counts.stream().findFirst(),
                unsteady(),
                sources(sources),
                documents,
                missing);
    }

    /** Runs in the order in which they were made, so that those of two versions can be paired. */
    private static List<Path> inOrder(List<Path> inputs) throws IOException {
        Map<Path, String> started = new LinkedHashMap<>();
        for (Path input : inputs) {
            if (!RunDirectory.isRunDirectory(input)) {
                return inputs;
            }
            started.put(input, RunDirectory.open(input).document().started());
        }
        return inputs.stream().sorted(Comparator.comparing(started::get)).toList();
    }

    private void addRun(RunDirectory run) throws IOException {
        runs.add(run);
        Map<Path, List<Path>> byFork = new LinkedHashMap<>();
        boolean async = !run.asyncRecordings(Pass.SAMPLE).isEmpty();
        boolean sampled = async || !run.flightRecordings(Pass.JFR).isEmpty();
        if (sampled) {
            for (Path recording : Inputs.resolve(List.of(run.root()))) {
                byFork.computeIfAbsent(recording.getParent(), fork -> new ArrayList<>())
                        .add(recording);
            }
        }
        Map<Path, Long> alerts = new LinkedHashMap<>();
        for (PassResult fork : run.results(async ? Pass.SAMPLE : Pass.JFR)) {
            long done = fork.timing() == null ? 0 : fork.timing().window().alerts();
            alerts.put(run.root().resolve(fork.directory()).normalize(), done);
        }
        for (Map.Entry<Path, List<Path>> fork : byFork.entrySet()) {
            addProfile(fork.getValue(), alerts.getOrDefault(fork.getKey().normalize(), 0L));
        }
        addCounts(run);
    }

    private void addCounts(RunDirectory run) throws IOException {
        List<Path> files = run.counts(Pass.COUNT);
        List<PassResult> results = run.results(Pass.COUNT);
        if (files.isEmpty()) {
            files = run.counts(Pass.SAMPLE); // `record --count` takes both in one execution
            results = run.results(Pass.SAMPLE);
        }
        Map<Path, List<CountFile>> byFork = new LinkedHashMap<>();
        for (Path file : files) {
            byFork.computeIfAbsent(file.getParent(), fork -> new ArrayList<>()).add(CountFile.read(file));
        }
        int number = 0;
        for (List<CountFile> fork : byFork.values()) {
            PassResult result = number < results.size() ? results.get(number) : null;
            long work = result == null || result.timing() == null
                    ? 1
                    : result.timing().processed();
            counts.add(VersionCounts.of(CountSums.of(fork), work));
            number++;
        }
    }

    private void addProfile(List<Path> files, long alerts) throws IOException {
        List<Profile> profiles = ProfileInputs.read(files, options);
        boolean part = options.thread().isPresent()
                || options.from().isPresent()
                || options.to().isPresent()
                || !options.measuredWindowOnly();
        forks.add(Observation.of(profiles.get(0), part ? 0 : alerts)); // of how many alerts a part is is not known
        recordings.addAll(files);
    }

    private Set<CodeUnit> unsteady() {
        Set<CodeUnit> unsteady = new HashSet<>();
        for (int other = 1; other < counts.size(); other++) {
            unsteady.addAll(counts.get(0).unlike(counts.get(other)));
        }
        return unsteady;
    }

    private Sources sources(List<Path> named) throws IOException {
        List<Path> places = new ArrayList<>(named);
        List<Path> classPath = new ArrayList<>();
        for (RunDirectory run : runs) {
            Path kept = run.root().resolve(RunDirectory.SOURCES);
            if (Files.isDirectory(kept)) {
                places.add(kept);
            }
            List<String> users = run.document().plan().classPath();
            if (users != null) {
                users.forEach(entry -> classPath.add(Path.of(entry)));
            }
        }
        ClassPath found = ClassPath.recorded(recordings)
                .orElseGet(() -> runs.isEmpty()
                        ? new ClassPath(List.of(), Path.of(System.getProperty("java.home")))
                        : ClassPath.own())
                .with(classPath);
        return new Sources(SourceFinder.of(places, found.entries(), found.javaHome()), places, found);
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
