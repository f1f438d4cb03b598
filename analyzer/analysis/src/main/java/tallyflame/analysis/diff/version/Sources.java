package tallyflame.analysis.diff.version;

import java.io.IOException;
import java.util.Optional;
import tallyflame.analysis.counts.ClassCheck;
import tallyflame.analysis.source.ClassPath;
import tallyflame.analysis.source.SourceFinder;
import tallyflame.analysis.source.SourceText;
import tallyflame.counts.ClassCounts;

/**
 * The source that one version was made of.
 *
 * @param finder where it is looked for
 * @param classPath tells whether a counted class has been rebuilt since, so that what is found is no longer its source
 */
public record Sources(SourceFinder finder, ClassPath classPath) {
    /** The source of a class, or empty if there is none that is its own for all that is known. */
    public Optional<SourceText> of(String className, ClassCounts counted) throws IOException {
        Optional<SourceText> found = finder.find(className, counted == null ? "" : counted.sourceFile(), 0);
        boolean sure = found.filter(finder::isCertain).isPresent();
        boolean stale = !sure && counted != null && ClassCheck.changed(counted, classPath);
        return stale ? Optional.empty() : found;
    }
}
