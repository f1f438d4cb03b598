package tallyflame.counts.times;

import java.util.ArrayList;
import java.util.List;

/**
 * How long a method took, summed over all threads.
 *
 * @param name method name as in the class file
 * @param descriptor method descriptor
 * @param calls how often it was called
 * @param inclusive nanoseconds of its outermost activations, callees included
 * @param exclusive nanoseconds without traced callees
 * @param made traced calls that it made itself
 * @param turns line probes that it passed itself
 * @param outermost calls that were not recursive
 * @param innerCalls traced calls within the inclusive time, its own outermost ones not included
 * @param innerTurns line probes within the inclusive time
 * @param lines its lines, ascending
 */
public record MethodTimes(
        String name,
        String descriptor,
        long calls,
        long inclusive,
        long exclusive,
        long made,
        long turns,
        long outermost,
        long innerCalls,
        long innerTurns,
        List<LineTime> lines) {
    /** Copies the lines. */
    public MethodTimes {
        lines = List.copyOf(lines);
    }

    /** Nanoseconds of the exclusive time that the probes are reckoned to have taken. */
    public double probes(ProbeCost cost) {
        return calls * cost.inside() + turns * cost.line() + made * (cost.call() - cost.inside());
    }

    /** The exclusive time without the probes, at least 0. */
    public double exclusiveCompensated(ProbeCost cost) {
        return Math.max(0, exclusive - probes(cost));
    }

    /** The inclusive time without the probes, at least 0. */
    public double inclusiveCompensated(ProbeCost cost) {
        return Math.max(0, inclusive - outermost * cost.inside() - innerCalls * cost.call() - innerTurns * cost.line());
    }

    MethodTimes plus(MethodTimes other) {
        List<LineTime> sums = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) sums.add(lines.get(i).plus(other.lines.get(i)));
        return new MethodTimes(
                name,
                descriptor,
                calls + other.calls,
                inclusive + other.inclusive,
                exclusive + other.exclusive,
                made + other.made,
                turns + other.turns,
                outermost + other.outermost,
                innerCalls + other.innerCalls,
                innerTurns + other.innerTurns,
                sums);
    }
}
