package tallyflame.flamegraphs.html;

import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;

/** What became of the samples, in one sentence, and what else has to be known in one each. */
final class LedgerSentence {
    private LedgerSentence() {}

    static String of(Profile profile) {
        Ledger ledger = profile.ledger();
        List<String> parts = new ArrayList<>();
        parts.add(ledger.kept() + " of " + ledger.total() + " samples are shown");
        add(parts, ledger.outsideWindow(), "outside the measured window");
        add(parts, ledger.outsideRange(), "outside the time range");
        add(parts, ledger.outsideSpans(), "outside the spans asked for");
        add(parts, ledger.otherThreads(), "of other threads");
        add(parts, ledger.outsideFunctions(), "outside the functions shown");
        add(parts, ledger.withoutStack(), "without a stack");
        add(parts, ledger.unresolved(), "with a stack that could not be read");
        add(parts, ledger.duplicates(), "that another recording of the JVM has, too");
        add(parts, ledger.truncated(), "shown with a stack whose root end is missing");
        add(parts, ledger.failed(), "shown as an error of the profiler");
        add(parts, ledger.lost(), "reported as lost by the profiler");
        add(parts, ledger.unreadableBytes(), "bytes of the recording could not be read");
        return profile.event() + ": " + String.join(", ", parts) + "."
                + String.join(
                        "",
                        ledger.remarks().stream()
                                .map(remark -> " " + remark + ".")
                                .toList());
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
