package tallyflame.cli.record;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import tallyflame.analysis.counts.CountDifference;
import tallyflame.analysis.counts.CountForks;
import tallyflame.analysis.evidence.Evidence;
import tallyflame.analysis.table.Format;
import tallyflame.analysis.table.TerminalText;
import tallyflame.cli.options.TableOptions;

/** Proves that the forks of a count pass counted the same, or names what differs. */
record CountVerification(TableOptions common) {
    private static final int MOST = 20;

    /** Compares and says so; true if every count is the same. */
    boolean verify(Path run) throws IOException {
        CountForks forks = CountForks.of(Evidence.open(run));
        // Otherwise standard output holds one document and nothing else.
        PrintWriter words = common.format() == Format.TABLE ? common.out() : common.err();
        if (!forks.comparable()) {
            words.println("counts not verified: " + forks.forks() + " of 2 forks left complete counts");
        } else if (forks.differences().isEmpty()) {
            words.println("counts verified: two forks agree on all " + forks.figures() + " counts");
        } else {
            words.println(forks.differences().size() + " counts differ between two forks of the same work:");
            List<CountDifference> differences = forks.differences();
            differences.stream().limit(MOST).forEach(d -> words.println("  " + TerminalText.clean(d.words())));
            if (differences.size() > MOST) {
                words.println("  ... and " + (differences.size() - MOST) + " more");
            }
        }
        words.flush();
        return forks.comparable() && forks.differences().isEmpty();
    }
}
