package tallyflame.analysis.diff.change;

/** Splits differences into what comes from how often and what comes from how much at a time. */
public final class Split {
    /** Counts for one call are equal if they differ by rounding only. */
    private static final double ROUNDING = 1e-12;

    private Split() {}

    /**
     * What of a difference of times comes from the number of calls: their difference times the mean cost of a call. What comes from
     * the cost is the difference of costs times the mean number of calls, and both add up to the whole.
     */
    public static double byCalls(double before, double after, double callsBefore, double callsAfter) {
        double costBefore = callsBefore > 0 ? before / callsBefore : after / callsAfter;
        double costAfter = callsAfter > 0 ? after / callsAfter : costBefore;
        return callsBefore > 0 || callsAfter > 0 ? (callsAfter - callsBefore) * (costBefore + costAfter) / 2 : 0;
    }

    /** Whether a figure is larger than another, rounding aside. */
    public static boolean more(double one, double other) {
        return one - other > ROUNDING * Math.max(Math.abs(one), Math.abs(other));
    }

    /** 1 if a figure grew, -1 if it fell, 0 if it is the same, rounding aside. */
    public static int direction(double before, double after) {
        return more(after, before) ? 1 : more(before, after) ? -1 : 0;
    }
}
