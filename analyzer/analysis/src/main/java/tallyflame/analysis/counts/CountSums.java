package tallyflame.analysis.counts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.CountFile;

/** Adds the counts of the JVMs of one command that started several. */
public final class CountSums {
    /** A class as counted: with other options the same class has other methods, and its counts stay apart. */
    private record CountedClass(String name, long identity, List<MethodId> methods) {
        static CountedClass of(ClassCounts counted) {
            return new CountedClass(
                    counted.name(),
                    counted.identity(),
                    counted.methods().stream().map(counted::id).toList());
        }
    }

    private CountSums() {}

    /** The classes of all files, those of equal name and identity added up. */
    public static List<ClassCounts> of(List<CountFile> files) {
        Map<CountedClass, ClassCounts> classes = new LinkedHashMap<>();
        for (CountFile file : files) {
            for (ClassCounts counted : file.classes()) {
                classes.merge(CountedClass.of(counted), counted, ClassCounts::plus);
            }
        }
        return new ArrayList<>(classes.values());
    }
}
