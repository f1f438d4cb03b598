package tallyflame.analysis.diff.render;

import java.util.Locale;
import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.ThroughputRatio;

/** What changed, in one sentence with its figure: how much more time the same work takes. */
final class VerdictSentence {
    private static final String UNDECIDED = "undecided";

    private VerdictSentence() {}

    /** {@code +3.2 % ± 0.4 CPU time an alert: slower}, or {@code undecided: …}. */
    static String of(Diff diff) {
        if (diff.throughput().isPresent()) {
            return of(diff.throughput().get(), diff.verdict());
        }
        return diff.timeUndecided() ? UNDECIDED + ": " + diff.verdict() : diff.verdict();
    }

    /** Of the times of an alert; a ratio of rates is turned over. */
    static String of(ThroughputRatio ratio, String verdict) {
        if (!ratio.undecided().isEmpty()) {
            return UNDECIDED + ": " + verdict;
        }
        double low = 1 / ratio.ratio().high() - 1;
        double high = 1 / ratio.ratio().low() - 1;
        String change = String.format(
                Locale.ROOT,
                "%+.1f %% ± %.1f CPU time an alert",
                100 * (1 / ratio.ratio().value() - 1),
                50 * (high - low));
        return (ratio.differs() ? "" : UNDECIDED + ", ") + change + ": " + verdict;
    }
}
