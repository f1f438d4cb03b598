package tallyflame.analysis.lines;

import java.util.List;
import tallyflame.counts.Branch;

/**
 * What is known about one line of a method.
 *
 * @param line source line, or {@link tallyflame.flamegraphs.Frames#UNKNOWN} for samples without one
 * @param hits how often control entered the line, or {@link #NOT_COUNTED}
 * @param time weight of the stacks that contain the line, callees included, in the profile's unit, scaled to the counted work
 * @param samples of those stacks, as recorded
 * @param share of the method's total, with its interval
 * @param branches conditional jumps and switches on the line, in code order
 */
public record LineRow(int line, long hits, double time, long samples, Share share, List<Branch> branches) {
    /** In place of hits that nobody counted. */
    public static final long NOT_COUNTED = -1;

    public LineRow {
        branches = List.copyOf(branches);
    }

    /** Whether the line's entries were counted. */
    public boolean counted() {
        return hits != NOT_COUNTED;
    }

    /** Time for one entry, or NaN where either figure is missing or the line was not entered. */
    public double perHit() {
        return hits > 0 && samples > 0 ? time / hits : Double.NaN;
    }
}
