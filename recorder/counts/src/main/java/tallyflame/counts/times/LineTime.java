package tallyflame.counts.times;

/**
 * How long a line took.
 *
 * @param line source line
 * @param entries how often control entered it, as {@link tallyflame.counts.LineHits} defines it
 * @param nanos from entering it until the next line of the same frame is entered or the frame is left, callees included,
 *     recursion once
 * @param calls traced calls within that time
 * @param turns line probes within that time, its own included
 */
public record LineTime(int line, long entries, long nanos, long calls, long turns) {
    /** The time without what the probes are reckoned to have taken, at least 0. */
    public double compensated(ProbeCost cost) {
        return Math.max(0, nanos - calls * cost.call() - turns * cost.line());
    }

    LineTime plus(LineTime other) {
        return new LineTime(
                line, entries + other.entries, nanos + other.nanos, calls + other.calls, turns + other.turns);
    }
}
