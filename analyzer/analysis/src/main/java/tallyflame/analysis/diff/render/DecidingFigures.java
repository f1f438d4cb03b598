package tallyflame.analysis.diff.render;

import tallyflame.analysis.diff.Diff;
import tallyflame.analysis.diff.change.FunctionChange;
import tallyflame.analysis.diff.change.LineChange;
import tallyflame.flamegraphs.Quantity;

/** The figures that decided what a change is called: whoever reads the kind sees them beside it. */
final class DecidingFigures {
    private final String unit;

    DecidingFigures(Diff diff) {
        unit = diff.work().map(Diff.HitTotals::unit).orElse("");
    }

    String of(FunctionChange change) {
        return switch (change.kind()) {
            case MORE_CALLS, FEWER_CALLS -> calls(change);
            case MORE_WORK, LESS_WORK -> counts("line hits", change.hitsBefore(), change.hitsAfter());
            case NEW, VANISHED -> change.callsBefore() == null ? time(change) : calls(change);
            case RENAMED -> "was " + change.renamedFrom();
            default -> time(change);
        };
    }

    String of(LineChange line) {
        return switch (line.kind()) {
            case COSTLIER, CHEAPER, SLOWER, FASTER -> time(line);
            case CHANGED ->
                counts("hits", line.hitsBefore(), line.hitsAfter()) + (line.before() == null ? "" : ", " + time(line));
            default -> counts("hits", line.hitsBefore(), line.hitsAfter());
        };
    }

    private String calls(FunctionChange change) {
        return counts("calls", change.callsBefore(), change.callsAfter());
    }

    private String counts(String what, Double before, Double after) {
        return what + (unit.startsWith("a") || unit.startsWith("e") ? " an " : " a ") + unit + " "
                + DiffFormat.counts(before, after);
    }

    private static String time(FunctionChange change) {
        return time("own time", change.before(), change.after(), change.low(), change.high());
    }

    private static String time(LineChange line) {
        boolean loop = line.loop() != null && line.loopEnd() > line.loop();
        return time(loop ? "time of the loop" : "own time", line.before(), line.after(), line.low(), line.high());
    }

    /** A single fork of a side leaves the difference without an interval. */
    private static String time(String what, double before, double after, Double low, Double high) {
        return what + " " + Quantity.percent(before) + " → " + Quantity.percent(after)
                + (low == null ? ", no interval" : " (95 %: " + DiffFormat.interval(low, high) + ")");
    }
}
