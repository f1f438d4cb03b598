package tallyflame.analysis.diff.version;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.runs.RunDocument;

/**
 * One of the two versions that are compared: everything that its runs and recordings know.
 *
 * @param inputs as named by the user
 * @param rates throughput, one a fork; of runs that were made in pairs one a run
 * @param pairs the names of those pairs, in the order of {@code rates}; empty unless all runs were made in pairs
 * @param forks samples, one entry a sampled JVM
 * @param counted exact counts of the first run that has any
 * @param unsteady functions and lines whose counts differ between runs of this same version
 * @param sources finds source text
 * @param runs the documents of the inputs that are run directories
 * @param missing what the runs should have and have not
 */
public record Version(
        List<Path> inputs,
        List<MeasuredRate> rates,
        List<String> pairs,
        List<Observation> forks,
        Optional<VersionCounts> counted,
        Set<CodeUnit> unsteady,
        Sources sources,
        List<RunDocument> runs,
        List<String> missing) {

    /** The counts of a class, {@code null} if it was not counted. */
    public ClassCounts classOf(String className) {
        return counted.map(counts -> counts.classes().get(className)).orElse(null);
    }

    /** Alerts that the samples were taken over, 0 if that is not known for all of them. */
    public long sampledAlerts() {
        return forks.stream().anyMatch(fork -> fork.alerts() == 0)
                ? 0
                : forks.stream().mapToLong(Observation::alerts).sum();
    }

    /** The first run's document, if there is a run. */
    public Optional<RunDocument> run() {
        return runs.stream().findFirst();
    }

    /** The source file of a class below its source root. */
    public String sourceFile(String className) {
        return SourceLines.file(this, className);
    }

    /** The text of a line without indentation, empty if it was not found. */
    public String text(LineId line) {
        return SourceLines.text(this, line.method().className(), line.line());
    }
}
