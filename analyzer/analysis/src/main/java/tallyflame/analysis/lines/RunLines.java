package tallyflame.analysis.lines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tallyflame.analysis.counts.ClassCheck;
import tallyflame.analysis.counts.CountLedger;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.InputException;
import tallyflame.recordings.ReadOptions;
import tallyflame.recordings.RecordingReader;

/**
 * Everything about the lines of run directories, recordings and count files: the way into this package.
 *
 * @param report hits and times by method and line
 * @param profile the samples, if any
 * @param ledger what became of all samples and counts
 * @param sources finds source text
 */
public record RunLines(LineReport report, Optional<Profile> profile, LineLedger ledger, SourceFinder sources) {
    /**
     * Reads inputs and joins what they hold.
     *
     * @param inputs run directories, recordings and count files ({@code .tfc}); several are merged
     * @param options which samples
     * @param filter which methods
     * @param sources where the user says that source is
     * @throws IOException if an input cannot be read, or if a counted class has changed since it was counted
     */
    public static RunLines read(List<Path> inputs, ReadOptions options, MethodFilter filter, List<Path> sources)
            throws IOException {
        LineInputs found = LineInputs.of(inputs);
        return join(found, inputs, profile(found, options), options, filter, sources);
    }

    /**
     * Joins samples that were read before with the counts of the same inputs.
     *
     * @param profile samples of the inputs, read with these options
     * @throws IOException as {@link #read}
     */
    public static RunLines of(
            List<Path> inputs, Optional<Profile> profile, ReadOptions options, MethodFilter filter, List<Path> sources)
            throws IOException {
        return join(LineInputs.of(inputs), inputs, profile, options, filter, sources);
    }

    private static RunLines join(
            LineInputs found,
            List<Path> inputs,
            Optional<Profile> profile,
            ReadOptions options,
            MethodFilter filter,
            List<Path> sources)
            throws IOException {
        ClassPath classPath = ClassPath.recorded(found.recordings())
                .orElseGet(ClassPath::own)
                .with(found.classPath()); // async-profiler cuts long class paths off
        List<CountFile> counts = new ArrayList<>();
        for (Path file : found.counts()) {
            CountFile read = CountFile.read(file);
            ClassCheck.check(file, read, classPath);
            counts.add(read);
        }
        if (profile.isEmpty() && counts.isEmpty()) {
            throw new InputException(inputs.get(0), "holds no samples of that kind and no counts; try another --event");
        }
        Optional<List<ClassCounts>> classes = counts.isEmpty() ? Optional.empty() : Optional.of(CountSums.of(counts));
        boolean part = options.thread().isPresent()
                || options.from().isPresent()
                || options.to().isPresent()
                || !options.measuredWindowOnly();
        LineReport report = LineReport.of(classes, profile, found.work(part), filter);
        LineLedger ledger = new LineLedger(
                profile.map(Profile::ledger).orElse(null),
                counts.isEmpty() ? null : CountLedger.of(counts),
                found.missing());
        return new RunLines(
                report, profile, ledger, SourceFinder.of(sources, classPath.entries(), classPath.javaHome()));
    }

    private static Optional<Profile> profile(LineInputs found, ReadOptions options) throws IOException {
        return found.recordings().isEmpty()
                ? Optional.empty()
                : RecordingReader.read(found.recordings(), options.withRepeatedStacks(true)).stream()
                        .findFirst();
    }

    /**
     * The source text of a method's class, whether it matches or not.
     *
     * @throws UncheckedIOException when it is there and cannot be read
     */
    public Optional<SourceText> source(MethodLines method) {
        int last = method.sourceFile().endsWith(".kt") ? 0 : method.lastLine();
        try {
            return sources.find(method.className(), method.sourceFile(), last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
