package tallyflame.analysis.counts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.file.CountFile;

/** Adds the counts of several JVMs, as a command leaves them that starts more than one. */
public final class CountSums {
    /** A class as counted: with other options the same class has other methods, and its counts stay apart. */
    private record Version(String name, long identity, List<String> methods) {
        static Version of(ClassCounts counted) {
            return new Version(
                    counted.name(),
                    counted.identity(),
                    counted.methods().stream()
                            .map(m -> m.name() + m.descriptor())
                            .toList());
        }
    }

    private CountSums() {}

    /** The classes of all files, those of equal name and identity added up. */
    public static List<ClassCounts> of(List<CountFile> files) {
        Map<Version, ClassCounts> classes = new LinkedHashMap<>();
        for (CountFile file : files) {
            for (ClassCounts counted : file.classes()) {
                classes.merge(Version.of(counted), counted, ClassCounts::plus);
            }
        }
        return new ArrayList<>(classes.values());
    }
}
