package tallyflame.analysis.counts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.source.ClassPath;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.ClassIdentity;
import tallyflame.counts.file.CountFile;
import tallyflame.recordings.InputException;

/** Tells whether a class that was counted is still the one on the class path: otherwise its lines would be shown with other source. */
public final class ClassCheck {
    private ClassCheck() {}

    /**
     * Compares every counted class with the class files on the class path now. Classes that are not there (made at run time,
     * or moved) cannot be compared and pass.
     *
     * @throws InputException if a class has class files and none of them is the one that was counted
     */
    public static void check(Path file, CountFile counts, ClassPath classPath) throws IOException {
        List<String> names = counts.classes().stream().map(ClassCounts::name).toList();
        Map<String, List<byte[]>> files = classPath.classFiles(names);
        for (ClassCounts counted : counts.classes()) {
            List<byte[]> candidates = files.getOrDefault(counted.name(), List.of());
            if (changed(counted, candidates)) {
                throw new InputException(file, counted.name() + reason(counted));
            }
        }
    }

    /** Another agent changes classes before ours sees them, whichever comes first. */
    private static String reason(ClassCounts counted) {
        boolean jacoco =
                counted.methods().stream().anyMatch(method -> method.name().equals("$jacocoInit"));
        return jacoco
                ? " was counted as JaCoCo's agent had changed it; count without that (Maven: -Djacoco.skip)"
                : " has changed since it was counted (the class path has another version); record the counts again";
    }

    /** Whether the class path has a class of that name and only in other versions than the counted one. */
    public static boolean changed(ClassCounts counted, ClassPath classPath) throws IOException {
        List<byte[]> files = classPath.classFiles(List.of(counted.name())).getOrDefault(counted.name(), List.of());
        return changed(counted, files);
    }

    /** Whether there are class files of a counted class and none of them is the one that was counted. */
    private static boolean changed(ClassCounts counted, List<byte[]> classFiles) {
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
