package tallyflame.analysis.lines;

import java.util.ArrayList;
import java.util.List;
import tallyflame.analysis.counts.CountLedger;
import tallyflame.analysis.filters.FilterLedger;
import tallyflame.analysis.functions.LedgerText;
import tallyflame.flamegraphs.Ledger;

/**
 * What became of everything that the report's inputs hold; written as the {@code ledger} of the JSON document.
 *
 * @param samples what became of the samples, {@code null} if there are none
 * @param counts what the counts account for, {@code null} if there are none
 * @param neverLoaded classes that no JVM has loaded and that are shown with 0 hits all the same
 * @param filtered what was left out of the counts because a compiler made it, {@code null} if nothing was to be
 * @param escapeAnalysis of how many lines samples tell what it removes, or why of none; {@code null} if it was not left out in any
 *     pass
 * @param missing what the run should have and has not, one line each
 */
public record LineLedger(
        Ledger samples,
        CountLedger counts,
        int neverLoaded,
        FilterLedger filtered,
        String escapeAnalysis,
        List<String> missing) {
    public LineLedger {
        missing = List.copyOf(missing);
    }

    /** The lines below a table. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (samples != null) {
            lines.addAll(LedgerText.lines(samples));
        }
        if (counts != null) {
            lines.addAll(counts.lines());
        }
        if (neverLoaded > 0) {
            lines.add("never loaded, shown with 0 hits (--classes): " + neverLoaded
                    + (neverLoaded == 1 ? " class" : " classes"));
        }
        if (filtered != null) {
            lines.addAll(filtered.text());
        }
        if (escapeAnalysis != null) {
            lines.add("removed by escape analysis: " + escapeAnalysis);
        }
        missing.forEach(line -> lines.add("missing: " + line));
        return lines;
    }
}
