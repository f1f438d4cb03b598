package tallyflame.analysis.lines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.analysis.counts.CountSums;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.file.CountFile;

/**
 * Exact counts by name, for graphs that only know names: overloads are added up.
 *
 * @param counts entries by {@code pkg.Class.method}, hits by {@code pkg.Class.method:line}
 * @param work how the sampled work relates to the counted work
 */
public record HitCounts(Map<String, Long> counts, Work work) {
    /**
     * Reads the count files of run directories; nothing where there are none.
     *
     * @param part whether only a part of the samples is looked at
     */
    public static HitCounts of(List<Path> inputs, boolean part) throws IOException {
        LineInputs found = LineInputs.of(inputs);
        List<CountFile> files = new ArrayList<>();
        for (Path file : found.counts()) {
            files.add(CountFile.read(file));
        }
        Map<String, Long> counts = new HashMap<>();
        for (ClassCounts counted : CountSums.of(files)) {
            for (MethodCounts method : counted.methods()) {
                String name = counted.name() + "." + method.name();
                counts.merge(name, method.entered(), Long::sum);
                for (LineHits line : method.lines()) {
                    counts.merge(name + ":" + line.line(), line.hits(), Long::sum);
                }
            }
        }
        return new HitCounts(counts, found.work(part));
    }
}
