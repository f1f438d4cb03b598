package tallyflame.analysis.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Work;
import tallyflame.analysis.lines.EscapeLines;
import tallyflame.analysis.lines.LineReport;
import tallyflame.analysis.lines.MethodFilter;
import tallyflame.analysis.spans.NumberedSpans;
import tallyflame.analysis.spans.SpanSet;
import tallyflame.analysis.store.load.EventTables;
import tallyflame.counts.ClassCounts;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.RunDocument;

/**
 * What users name as the origin of tables: a run directory with its sampling and count passes, or a single recording.
 *
 * @param path as named
 * @param run name of the directory, or of the recording's file
 * @param evidence what is there; empty for a run that kept nothing but its tables
 * @param tables the run directory's folder for tables; empty for a recording
 * @param within the spans that are meant; empty for all that there is
 */
public record RecordedRun(
        Path path, String run, Optional<Evidence> evidence, Optional<Path> tables, Optional<SpanSet> within)
        implements RunSource {
    private static final String TABLES = "tables";
    /** Every class: tables are to hold all that is known. */
    private static final MethodFilter EVERYTHING = new MethodFilter(List.of("**"), List.of());

    /**
     * The run at a path.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws IOException if it is a directory that is neither a run nor holds tables
     */
    public static RecordedRun of(Path path) throws IOException {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        Path tables = path.resolve(TABLES);
        boolean nothingElse = Files.isDirectory(tables)
                && !RunDirectory.isRunDirectory(path)
                && RunDirectory.jvms(path).isEmpty();
        if (nothingElse) {
            return new RecordedRun(path, name, Optional.empty(), Optional.of(tables), Optional.empty());
        }
        return new RecordedRun(
                path,
                name,
                Optional.of(Evidence.open(path)),
                Optional.of(tables).filter(folder -> Files.isDirectory(path)),
                Optional.empty());
    }

    /** The runs at a path: those of a folder of runs or recordings, else the one that it is. */
    public static List<RecordedRun> allOf(Path path) throws IOException {
        boolean several = Files.isDirectory(path)
                && !RunDirectory.isRunDirectory(path)
                && !Files.isDirectory(path.resolve(TABLES));
        List<RecordedRun> runs = new ArrayList<>();
        for (Path place : several ? Evidence.open(path).places() : List.of(path)) {
            runs.add(of(place));
        }
        return runs;
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        evidence.ifPresent(found -> files.addAll(found.sampleFiles()));
        evidence.ifPresent(found -> files.addAll(found.countFiles()));
        // A run that kept nothing but its tables is read from them.
        if (RunDirectory.isRunDirectory(path)
                && (!files.isEmpty() || tables.filter(Files::isDirectory).isEmpty())) {
            files.add(path.resolve(RunDirectory.RUN_JSON));
        }
        return files;
    }

    /**
     * What it is made of.
     *
     * @throws InputException if only its tables are left
     */
    public Evidence recorded() throws InputException {
        return evidence.orElseThrow(() -> new InputException(
                path, "has only its tables left, which cannot be narrowed to spans; ask with WHERE span IN (…)"));
    }

    /** Only what is in some spans, in tables that do not stay. */
    public RecordedRun within(SpanSet some) {
        return new RecordedRun(path, run, evidence, Optional.empty(), Optional.of(some));
    }

    @Override
    public RunTables read(Set<ParquetTable> wanted) throws IOException {
        Evidence found = evidence.orElseThrow(() ->
                new InputException(path, "its tables are of another version, and there is nothing to make them of"));
        ReadOptions options = ReadOptions.defaults()
                .withEverything()
                .withSamples(wanted.contains(ParquetTable.SAMPLES))
                .withNormalizedHidden(true);
        boolean bySpan = wanted.contains(ParquetTable.SPANS);
        NumberedSpans numbered = bySpan || wanted.contains(ParquetTable.SAMPLES) ? numbered(found) : null;
        options = within.isPresent() ? within.get().narrow(options) : options;
        options = numbered == null ? options : numbered.marking(options);
        List<Profile> profiles = found.anySamples(options);
        List<NumberedSpans.Row> spans =
                bySpan ? numbered.rows(found, profiles.stream().findFirst()) : List.of();
        Optional<RunDocument> document = found.documents().stream().findFirst();
        if (profiles.isEmpty() && found.countFiles().isEmpty()) {
            // A run may have measured nothing but its rate, a recording may have nothing but events without stacks.
            if (found.recordings().isEmpty()
                    && (document.isEmpty() || document.get().throughput() == null)) {
                throw found.nothing();
            }
            return new RunTables(document, List.of(), Optional.empty(), spans);
        }
        boolean byLine = wanted.contains(ParquetTable.LINES) || wanted.contains(ParquetTable.BRANCHES);
        Optional<LineReport> lines = byLine ? Optional.of(lines(found, options, profiles)) : Optional.empty();
        return new RunTables(document, profiles, lines, spans);
    }

    private NumberedSpans numbered(Evidence found) throws IOException {
        return within.isPresent() ? NumberedSpans.of(within.get()) : NumberedSpans.of(found);
    }

    private static LineReport lines(Evidence found, ReadOptions options, List<Profile> profiles) throws IOException {
        Optional<List<ClassCounts>> classes =
                found.countFiles().isEmpty() ? Optional.empty() : Optional.of(CountSums.of(found.counts()));
        return LineReport.of(
                classes,
                found.primary(profiles),
                Work.unscaled("the whole window", "one round"),
                EVERYTHING,
                EscapeLines.of(found, options, classes.orElse(List.of())));
    }

    /** The recordings, for the tables of single events; empty where only tables or files of other profilers are left. */
    public Optional<EventTables.Source> events(String name) {
        return evidence.filter(found -> !found.recordings().isEmpty())
                .map(found -> new EventTables.Source(name, found.recordings(), found.alternatives()));
    }
}
