package tallyflame.analysis.lines;

import java.io.IOException;
import java.util.List;
import tallyflame.analysis.source.ClassPath;
import tallyflame.counts.ClassCounts;

/** Tells whether a class that was counted is still the one on the class path. */
public final class ClassVersions {
    private ClassVersions() {}

    /** Whether the class path has a class of that name and only in other versions than the counted one. */
    public static boolean changed(ClassCounts counted, ClassPath classPath) throws IOException {
        List<byte[]> files = classPath.classFiles(List.of(counted.name())).getOrDefault(counted.name(), List.of());
        return ClassCheck.changed(counted, files);
    }
}
