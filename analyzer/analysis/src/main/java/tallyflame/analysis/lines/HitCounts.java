package tallyflame.analysis.lines;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tallyflame.analysis.counts.CountSums;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.evidence.Work;
import tallyflame.counts.ClassCounts;
import tallyflame.counts.LineHits;
import tallyflame.counts.MethodCounts;
import tallyflame.counts.code.CodeUnit;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;

/**
 * Exact counts for graphs, which only know functions: overloads are added up.
 *
 * @param counts entries of functions, hits of lines
 * @param work how the sampled work relates to the counted work
 */
public record HitCounts(Map<CodeUnit, Long> counts, Work work) {
    /**
     * The counts of some evidence; empty where nothing was counted.
     *
     * @param part whether only a part of the samples is looked at
     */
    public static HitCounts of(Evidence evidence, boolean part) throws IOException {
        Map<CodeUnit, Long> counts = new HashMap<>();
        for (ClassCounts counted : CountSums.of(evidence.counts())) {
            for (MethodCounts method : counted.methods()) {
                MethodId function = counted.id(method).function();
                counts.merge(function, method.entered(), Long::sum);
                for (LineHits line : method.lines()) {
                    counts.merge(new LineId(function, line.line()), line.hits(), Long::sum);
                }
            }
        }
        return new HitCounts(counts, evidence.work(part));
    }

    /** The counts by the text that graphs write on their boxes. */
    public Map<String, Long> byText() {
        Map<String, Long> byText = new HashMap<>();
        counts.forEach((unit, count) -> byText.put(unit.toString(), count));
        return byText;
    }
}
