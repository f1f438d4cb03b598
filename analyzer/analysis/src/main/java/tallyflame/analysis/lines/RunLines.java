package tallyflame.analysis.lines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tallyflame.analysis.counts.ClassCheck;
import tallyflame.analysis.counts.CountLedger;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.counts.NeverLoaded;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.filters.CodeFilters.Filtered;
import tallyflame.analysis.outcomes.OutcomeLabels;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;
import tallyflame.flamegraphs.Profile;
import tallyflame.recordings.ReadOptions;

/**
 * Everything about the lines of what was recorded and counted: the way into this package.
 *
 * @param report hits and times by method and line
 * @param profile the samples, if any
 * @param ledger what became of all samples and counts
 * @param sources finds source text
 */
public record RunLines(LineReport report, Optional<Profile> profile, LineLedger ledger, SourceFinder sources) {
    /**
     * Reads samples and counts and joins them.
     *
     * @param options which samples
     * @param filter which methods
     * @param sources where the user says that source is
     * @throws IOException if there are neither samples nor counts, a file cannot be read, or a counted class has changed since
     */
    public static RunLines read(Evidence evidence, ReadOptions options, MethodFilter filter, List<Path> sources)
            throws IOException {
        Optional<Profile> profile = evidence.anySamples(options).stream().findFirst();
        return of(evidence, profile, options, filter, sources);
    }

    /**
     * Joins samples that were read before with the counts of the same evidence.
     *
     * @param profile its samples, read with these options
     * @throws IOException as {@link #read}
     */
    public static RunLines of(
            Evidence evidence, Optional<Profile> profile, ReadOptions options, MethodFilter filter, List<Path> sources)
            throws IOException {
        ClassPath classPath = evidence.classPath();
        Map<Path, CountFile> files = new LinkedHashMap<>();
        for (Path file : evidence.countFiles()) {
            CountFile read = CountFile.read(file);
            ClassCheck.check(file, read, classPath);
            files.put(file, read);
        }
        List<CountFile> counts = List.copyOf(files.values());
        if (profile.isEmpty() && counts.isEmpty()) {
            throw evidence.nothing();
        }
        List<ClassCounts> classes = CountSums.of(counts);
        List<ClassCounts> never = counts.isEmpty() ? List.of() : NeverLoaded.of(evidence.blank(), classes, files);
        classes.addAll(never);
        ClassPath code = classPath.with(evidence.filters().classes());
        Filtered filtered = evidence.filters().of(OutcomeLabels.of(classes, code), classPath);
        EscapeLines escape = EscapeLines.of(evidence, options, classes);
        LineReport report = LineReport.of(
                counts.isEmpty() ? Optional.empty() : Optional.of(filtered.classes()),
                profile,
                evidence.work(options.part()),
                filter,
                escape);
        LineLedger ledger = new LineLedger(
                profile.map(Profile::ledger).orElse(null),
                counts.isEmpty() ? null : CountLedger.of(counts),
                never.size(),
                filtered.ledger().orElse(null),
                escape.remark(),
                evidence.missing());
        return new RunLines(report, profile, ledger, evidence.sources(sources));
    }

    /**
     * The source text of a method's class, whether it matches or not.
     *
     * @throws UncheckedIOException when it is there and cannot be read
     */
    public Optional<SourceText> source(MethodLines method) {
        int last = method.sourceFile().endsWith(".kt") ? 0 : method.lastLine();
        try {
            return sources.find(method.home(), method.sourceFile(), last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
