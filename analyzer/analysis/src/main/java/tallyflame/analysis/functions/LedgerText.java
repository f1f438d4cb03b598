package tallyflame.analysis.functions;

import java.util.ArrayList;
import java.util.List;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Ledger.Loss;
import tallyflame.flamegraphs.Quantity;

/** The ledger as the lines below a table. */
public final class LedgerText {
    private static final int MOST_LOSSES = 5;

    private LedgerText() {}

    /** One line for the samples, then what else has to be known, and one line for each part that could not be read; what is zero is left out. */
    public static List<String> lines(Ledger ledger) {
        List<String> parts = new ArrayList<>();
        add(parts, ledger.outsideWindow(), "outside the measured window");
        add(parts, ledger.outsideRange(), "outside the time range");
        add(parts, ledger.outsideSpans(), "outside the spans asked for");
        add(parts, ledger.otherThreads(), "of other threads");
        add(parts, ledger.outsideFunctions(), "outside the functions shown");
        add(parts, ledger.withoutStack(), "without a stack");
        add(parts, ledger.unresolved(), "whose stack is not in the file");
        add(parts, ledger.duplicates(), "that another recording of the JVM has, too");
        List<String> lines = new ArrayList<>();
        lines.add("samples: " + count(ledger.total()) + " read = " + count(ledger.kept()) + " kept"
                + String.join("", parts.stream().map(part -> " + " + part).toList())
                + (ledger.balanced() ? "" : " (THE SUM IS WRONG: please report this)"));
        List<String> kept = new ArrayList<>();
        add(kept, ledger.truncated(), "with a truncated stack");
        add(kept, ledger.failed(), "whose stack the profiler could not walk");
        if (!kept.isEmpty()) {
            lines.add("of those kept: " + String.join(", ", kept));
        }
        if (ledger.lost() > 0) {
            lines.add("lost by the profiler: " + count(ledger.lost()) + " samples");
        }
        lines.addAll(ledger.remarks());
        lines.addAll(losses(ledger.unreadable()));
        return lines;
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(count(number) + " " + what);
        }
    }

    /** One line for each part of recordings that could not be read, up to a few. */
    public static List<String> losses(List<Loss> losses) {
        List<String> lines = new ArrayList<>();
        for (Loss loss : losses.subList(0, Math.min(MOST_LOSSES, losses.size()))) {
            lines.add("not readable: " + loss.file() + " at byte " + loss.position() + ": " + count(loss.bytes())
                    + " bytes" + (loss.events() > 0 ? ", " + count(loss.events()) + " events" : "") + ": "
                    + loss.reason());
        }
        if (losses.size() > MOST_LOSSES) {
            lines.add("not readable: " + (losses.size() - MOST_LOSSES) + " more parts, "
                    + count(losses.stream().mapToLong(Loss::bytes).sum()) + " bytes in all");
        }
        return lines;
    }

    private static String count(long number) {
        return Quantity.count(number);
    }
}
