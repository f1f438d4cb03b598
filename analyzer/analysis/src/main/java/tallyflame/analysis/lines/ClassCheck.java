package tallyflame.analysis.lines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.source.ClassPath;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.ClassIdentity;
import tallyflame.counts.CountFile;
import tallyflame.recordings.InputException;

/** Refuses counts of classes that have changed since: their lines would stand beside other source. */
final class ClassCheck {
    private ClassCheck() {}

    /**
     * Compares every counted class with the class files on the class path now. Classes that are not there (made at run time,
     * or moved) cannot be compared and pass.
     *
     * @throws InputException if a class has class files and none of them is the one that was counted
     */
    static void check(Path file, CountFile counts, ClassPath classPath) throws IOException {
        List<String> names = counts.classes().stream().map(ClassCounts::name).toList();
        Map<String, List<byte[]>> files = classPath.classFiles(names);
        for (ClassCounts counted : counts.classes()) {
            List<byte[]> candidates = files.getOrDefault(counted.name(), List.of());
            if (changed(counted, candidates)) {
                throw new InputException(
                        file,
                        counted.name() + " has changed since it was counted (the class path has another version); "
                                + "record the counts again");
            }
        }
    }

    /** Whether there are class files of a counted class and none of them is the one that was counted. */
    static boolean changed(ClassCounts counted, List<byte[]> classFiles) {
        return !classFiles.isEmpty() && classFiles.stream().noneMatch(bytes -> isSame(counted, bytes));
    }

    /** A class file that this version cannot read proves nothing. */
    private static boolean isSame(ClassCounts counted, byte[] classFile) {
        try {
            return ClassIdentity.of(classFile) == counted.identity();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
