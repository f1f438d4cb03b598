package tallyflame.analysis.compare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tallyflame.analysis.functions.FrameMethods;
import tallyflame.counts.code.LineId;
import tallyflame.counts.code.MethodId;
import tallyflame.counts.file.TraceFile;
import tallyflame.counts.times.ClassTimes;
import tallyflame.counts.times.LineTime;
import tallyflame.counts.times.MethodTimes;
import tallyflame.flamegraphs.FrameType;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.StackForest;

/**
 * What one instrument says about one round, in a form that all instruments share: a function's own weight is that of the moments
 * in which it is the innermost traced function, whatever untraced code it called; a line's weight is that of the moments in
 * which it is on the stack, recursion once. Moments without a traced function are left out.
 */
final class RoundProfile {
    /** Weight of everything: samples, or nanoseconds of a trace. */
    double total;

    /** Own weight by function. */
    final Map<MethodId, Double> functions = new HashMap<>();
    /** Weight by function of the moments in which it is on the stack. */
    final Map<MethodId, Double> totals = new HashMap<>();
    /** Weight by line, callees included. */
    final Map<LineId, Double> lines = new HashMap<>();
    /** Samples by the line on which the innermost traced function stood. */
    final Map<LineId, Double> ownLines = new HashMap<>();
    /** Samples by function in which its frame was inlined into another. */
    final Map<MethodId, Double> inlined = new HashMap<>();
    /** Samples by function that were taken in native code below it. */
    final Map<MethodId, Double> inNative = new HashMap<>();
    /** What became of the samples; empty of a trace. */
    Ledger ledger = Ledger.EMPTY;

    /** The functions in traces. */
    static Set<MethodId> functionsOf(Iterable<TraceFile> traces) {
        Set<MethodId> names = new HashSet<>();
        for (TraceFile trace : traces) {
            for (ClassTimes type : trace.classes()) {
                type.methods().forEach(method -> names.add(type.id(method).function()));
            }
        }
        return names;
    }

    /**
     * A trace.
     *
     * @param compensated whether the probes' cost is taken off
     */
    static RoundProfile of(Iterable<TraceFile> traces, boolean compensated) {
        RoundProfile result = new RoundProfile();
        for (TraceFile trace : traces) {
            for (ClassTimes type : trace.classes()) {
                for (MethodTimes method : type.methods()) {
                    result.add(type.id(method).function(), method, trace, compensated);
                }
            }
        }
        return result;
    }

    private void add(MethodId name, MethodTimes method, TraceFile trace, boolean compensated) {
        double own = compensated ? method.exclusiveCompensated(trace.cost()) : method.exclusive();
        double inclusive = compensated ? method.inclusiveCompensated(trace.cost()) : method.inclusive();
        if (inclusive == 0 && own == 0) {
            return;
        }
        total += own;
        functions.merge(name, own, Double::sum);
        totals.merge(name, inclusive, Double::sum);
        for (LineTime line : method.lines()) {
            lines.merge(
                    new LineId(name, line.line()),
                    compensated ? line.compensated(trace.cost()) : line.nanos(),
                    Double::sum);
        }
    }

    /**
     * Samples.
     *
     * @param traced the traced functions
     */
    static RoundProfile of(Profile profile, Set<MethodId> traced) {
        RoundProfile result = new RoundProfile();
        result.ledger = profile.ledger();
        StackForest tree = profile.tree();
        Frames frames = tree.frames();
        MethodId[] names = FrameMethods.functions(frames);
        for (int method = 0; method < names.length; method++) {
            names[method] = traced.contains(names[method]) ? names[method] : null;
        }
        for (int node = 1; node < tree.size(); node++) {
            if (tree.selfSamples(node) > 0) {
                result.add(tree, node, names);
            }
        }
        return result;
    }

    private void add(StackForest tree, int leaf, MethodId[] names) {
        Frames frames = tree.frames();
        double samples = tree.selfSamples(leaf);
        Set<MethodId> seen = new HashSet<>();
        Set<LineId> places = new HashSet<>();
        for (int node = leaf; node != StackForest.ROOT; node = tree.parent(node)) {
            int frame = tree.frame(node);
            MethodId name = names[frames.methodOf(frame)];
            if (name == null) {
                continue;
            }
            LineId place = new LineId(name, frames.line(frame));
            if (seen.isEmpty()) {
                own(name, place, samples, frames.type(frame), frames.type(tree.frame(leaf)));
            }
            if (seen.add(name)) {
                totals.merge(name, samples, Double::sum);
            }
            if (place.line() > 0 && places.add(place)) {
                lines.merge(place, samples, Double::sum);
            }
        }
    }

    private void own(MethodId name, LineId place, double samples, FrameType type, FrameType leaf) {
        total += samples;
        functions.merge(name, samples, Double::sum);
        if (place.line() > 0) {
            ownLines.merge(place, samples, Double::sum);
        }
        if (type == FrameType.INLINED) {
            inlined.merge(name, samples, Double::sum);
        }
        if (leaf == FrameType.NATIVE || leaf == FrameType.CPP || leaf == FrameType.KERNEL) {
            inNative.merge(name, samples, Double::sum);
        }
    }
}
