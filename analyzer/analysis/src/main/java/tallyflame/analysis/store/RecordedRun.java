package tallyflame.analysis.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.lines.Work;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.Inputs;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/**
 * The tables' origin that users name: a run directory with its sampling and count passes, or a single recording.
 *
 * @param path as named
 * @param run name of the directory, or of the recording's file
 * @param recordings what the profiles are read from
 * @param counts what hits and branches are read from
 * @param tables the run directory's folder for tables; empty for a recording
 */
public record RecordedRun(Path path, String run, List<Path> recordings, List<Path> counts, Optional<Path> tables)
        implements RunSource {
    private static final String TABLES = "tables";
    private static final String PASSES = "passes";
    /** Every class: tables are to hold all that is known. */
    private static final MethodFilter EVERYTHING = new MethodFilter(List.of("**"), List.of());

    public RecordedRun {
        recordings = List.copyOf(recordings);
        counts = List.copyOf(counts);
    }

    /**
     * The run at a path.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws InputException if it is a directory without {@code run.json}, recordings, counts and tables
     */
    public static RecordedRun of(Path path) throws IOException {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        if (!Files.isDirectory(path)) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            return new RecordedRun(path, name, List.of(path), List.of(), Optional.empty());
        }
        Path tables = path.resolve(TABLES);
        List<Path> counts = counts(path);
        List<Path> recordings = List.of();
        try {
            recordings = Inputs.resolve(List.of(path));
        } catch (InputException noRecordings) {
            if (counts.isEmpty() && !Files.isDirectory(tables) && !RunDirectory.isRunDirectory(path)) {
                throw noRecordings;
            }
        }
        return new RecordedRun(path, name, recordings, counts, Optional.of(tables));
    }

    /** Count files of one fork: further forks of the count pass repeat its counts, further JVMs of a fork add to them. */
    private static List<Path> counts(Path run) throws IOException {
        Path passes = run.resolve(PASSES);
        // `record --count` counts in the sampled execution itself.
        for (String pass : List.of("count-*", "sample-*")) {
            for (Path fork : list(passes, pass)) {
                List<Path> files = list(fork, "counts*.tfc");
                if (!files.isEmpty()) {
                    return files;
                }
            }
        }
        return List.of();
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(recordings);
        files.addAll(counts);
        // A run that kept nothing but its tables is read from them.
        if (RunDirectory.isRunDirectory(path)
                && (!files.isEmpty() || tables.filter(Files::isDirectory).isEmpty())) {
            files.add(path.resolve(RunDirectory.RUN_JSON));
        }
        return files;
    }

    @Override
    public RunTables read() throws IOException {
        List<Profile> profiles = recordings.isEmpty()
                ? List.of()
                : RecordingReader.read(recordings, ReadOptions.defaults().withSamples(true));
        Optional<List<ClassCounts>> classes = Optional.empty();
        if (!counts.isEmpty()) {
            List<CountFile> files = new ArrayList<>();
            for (Path file : counts) {
                files.add(CountFile.read(file));
            }
            classes = Optional.of(CountSums.of(files));
        }
        Optional<RunDocument> document = RunDirectory.isRunDirectory(path)
                ? Optional.of(RunDirectory.open(path).document())
                : Optional.empty();
        if (profiles.isEmpty() && classes.isEmpty()) {
            if (document.isEmpty()) {
                throw new InputException(path, "holds no samples and no counts; record again");
            }
            return new RunTables(document, List.of(), Optional.empty());
        }
        LineReport lines = LineReport.of(
                classes, profiles.stream().findFirst(), Work.unscaled("the whole window", "one round"), EVERYTHING);
        return new RunTables(document, profiles, Optional.of(lines));
    }
}
