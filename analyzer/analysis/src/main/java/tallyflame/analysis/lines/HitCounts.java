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
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.CountFile;

/**
 * Exact counts for graphs, which only know functions: overloads are added up.
 *
 * @param counts entries of functions, hits of lines
 * @param work how the sampled work relates to the counted work
 */
public record HitCounts(Map<CodeUnit, Long> counts, Work work) {
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
        Map<CodeUnit, Long> counts = new HashMap<>();
        for (ClassCounts counted : CountSums.of(files)) {
            for (MethodCounts method : counted.methods()) {
                MethodId function = counted.id(method).function();
                counts.merge(function, method.entered(), Long::sum);
                for (LineHits line : method.lines()) {
                    counts.merge(new LineId(function, line.line()), line.hits(), Long::sum);
                }
            }
        }
        return new HitCounts(counts, found.work(part));
    }

    /** The counts by the text that graphs write on their boxes. */
    public Map<String, Long> byText() {
        Map<String, Long> byText = new HashMap<>();
        counts.forEach((unit, count) -> byText.put(unit.toString(), count));
        return byText;
    }
}
