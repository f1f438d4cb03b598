package tallyflame.analysis.spans.counts;

import java.util.HashMap;
import java.util.Map;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.SpanFile;
import tallyflame.counts.span.RawCounts;
import tallyflame.counts.span.SpanRecord;
import tallyflame.counts.span.SpanSum;

/**
 * Whether the sum over all spans and what was counted outside of them is the whole, counter by counter: what they say together must be what
 * the agent read from the threads, and that not more than there is.
 */
final class SpanSumCheck {
    private final Map<Integer, Long> sums = new HashMap<>();

    private SpanSumCheck() {}

    /** What is wrong, in words; empty if nothing is. */
    static String problem(SpanFile file) {
        SpanSumCheck check = new SpanSumCheck();
        SpanRecord spans = file.spans();
        for (SpanSum sum : spans.sums()) {
            check.add(sum.counts(), 1);
            check.add(sum.nested(), -1);
        }
        check.add(spans.outside(), 1);
        check.add(spans.read(), -1);
        for (Map.Entry<Integer, Long> counter : check.sums.entrySet()) {
            if (counter.getValue() != 0) {
                return "spans and what was counted outside of them differ by " + counter.getValue()
                        + " from what the threads counted, at counter " + counter.getKey();
            }
        }
        return check.more(file);
    }

    private String more(SpanFile file) {
        sums.clear();
        add(file.spans().read(), -1);
        for (int type = 0; type < file.spans().firstCounters().size(); type++) {
            ClassSnapshot counted = file.classes().get(type);
            int first = file.spans().firstCounters().get(type);
            for (int i = 0; i < counted.counters().length; i++) {
                long rest = counted.counters()[i] + sums.getOrDefault(first + i, 0L);
                if (rest < 0) {
                    return "spans counted " + -rest + " more in "
                            + counted.graph().name() + " than there is, at counter " + (first + i);
                }
            }
        }
        return "";
    }

    private void add(RawCounts counts, int sign) {
        for (int i = 0; i < counts.numbers().length; i++) {
            sums.merge(counts.numbers()[i], sign * counts.values()[i], Long::sum);
        }
    }
}
