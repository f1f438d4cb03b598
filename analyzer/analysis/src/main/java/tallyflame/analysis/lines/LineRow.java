package tallyflame.analysis.lines;

import java.util.List;
import java.util.Optional;
import tallyflame.counts.Allocated;
import tallyflame.counts.Allocations;
import tallyflame.counts.Branch;
import tallyflame.runs.Interval;

/**
 * What is known about one line of a method.
 *
 * @param line source line, or {@link tallyflame.flamegraphs.Frames#UNKNOWN} for samples without one
 * @param hits how often control entered the line, or {@link #NOT_COUNTED}
 * @param time weight of the stacks that contain the line, callees included, in the profile's unit, scaled to the counted work
 * @param samples of those stacks, as recorded
 * @param share of the method's total, with its interval
 * @param allocations what the line allocated, empty if that was not counted
 * @param removed bytes that escape analysis removes, empty where samples do not tell
 * @param branches conditional jumps and switches on the line, in code order
 */
public record LineRow(
        int line,
        long hits,
        double time,
        long samples,
        Share share,
        Optional<Allocations> allocations,
        Optional<Interval> removed,
        List<Branch> branches) {
    /** In place of hits that nobody counted. */
    public static final long NOT_COUNTED = -1;

    public LineRow {
        branches = List.copyOf(branches);
    }

    /** A line whose allocations were not counted. */
    public LineRow(int line, long hits, double time, long samples, Share share, List<Branch> branches) {
        this(line, hits, time, samples, share, Optional.empty(), Optional.empty(), branches);
    }

    /**
     * The same line with what it allocated.
     *
     * @param escaped what escape analysis removes, as samples say
     */
    LineRow allocating(Optional<Allocations> what, Optional<Interval> escaped) {
        return new LineRow(line, hits, time, samples, share, what, escaped, branches);
    }

    /** How many objects the line allocated itself; null if that was not counted. */
    public Long objects() {
        return allocations.map(Allocations::objects).orElse(null);
    }

    /** Their bytes; null if that was not counted, or is not known of all. */
    public Long bytes() {
        return allocations
                .map(Allocations::bytes)
                .filter(bytes -> bytes != Allocated.UNKNOWN)
                .orElse(null);
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
