package tallyflame.agent.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.agent.mark.Place;
import tallyflame.counts.graph.FlowSolver;
import tallyflame.counts.graph.InFlight;
import tallyflame.counts.graph.MethodGraph;

/**
 * Finds the activations that have not returned (the caller of {@code System.exit}, daemon threads that wait) from the stacks
 * of the threads, so that the flow that is still there is not taken to have continued to the end of the method. A thread that is
 * blocked does not move while its counters are read, and its activations are exact; one that runs may be off by what it did
 * meanwhile.
 */
final class StandingFrames {
    private final Map<String, Integer> classOf = new HashMap<>();
    private final List<CountedClass> classes;
    private final long[] counters;
    private final Set<String> uncounted;
    private final List<Map<Place, Long>> standing = new ArrayList<>();

    /**
     * Prepares for the classes of one snapshot and the counters read for it.
     *
     * @param uncounted {@code pkg.Class.method} of what is taken not to count where it stands
     */
    StandingFrames(List<CountedClass> classes, long[] counters, Set<String> uncounted) {
        this.classes = classes;
        this.counters = counters;
        this.uncounted = uncounted;
        for (int c = 0; c < classes.size(); c++) {
            classOf.putIfAbsent(classes.get(c).graph().name(), c);
            standing.add(null);
        }
    }

    /**
     * Takes in the stack of a thread, the innermost frame first.
     *
     * @param before the thread's stack when the classes were made to count while it ran, null if it was not there: frames of
     *     then run the code of then, which does not count
     */
    void add(StackTraceElement[] stack, StackTraceElement[] before) {
        int counting = stack.length - (before == null ? 0 : sameOuterFrames(stack, before));
        for (int i = 0; i < counting; i++) {
            Integer index = classOf.get(stack[i].getClassName());
            if (index == null || uncounted.contains(MoreClasses.name(stack[i]))) continue;
            add(index, stack[i], i == 0 ? null : stack[i - 1].getMethodName());
        }
    }

    /** How many outer frames of two stacks are the same activations: all that stand at the same line, and one that moved on. */
    static int sameOuterFrames(StackTraceElement[] now, StackTraceElement[] before) {
        int same = 0;
        while (same < Math.min(now.length, before.length)) {
            StackTraceElement a = now[now.length - 1 - same];
            StackTraceElement b = before[before.length - 1 - same];
            if (!a.getClassName().equals(b.getClassName()) || !a.getMethodName().equals(b.getMethodName())) break;
            same++;
            if (a.getLineNumber() != b.getLineNumber()) break;
        }
        return same;
    }

    /** The activations of one class at the snapshot. */
    List<InFlight> of(int index) {
        List<InFlight> result = new ArrayList<>();
        if (standing.get(index) == null) return result;
        standing.get(index).forEach((p, n) -> result.add(new InFlight(p.method(), p.segment(), n)));
        return result;
    }

    private void add(int index, StackTraceElement frame, String callee) {
        CountedClass counted = classes.get(index);
        List<Place> places = Place.of(counted, frame.getMethodName(), frame.getLineNumber(), callee);
        if (places.isEmpty()) return;
        if (standing.get(index) == null) standing.set(index, new HashMap<>());
        Place place = places.size() == 1 ? places.get(0) : mostConsistent(index, places);
        place = place.behindProbe(counted.graph().methods().get(place.method()));
        if (place != null) standing.get(index).merge(place, 1L, Long::sum);
    }

    /** Of several places the one that leaves the least of the method's flow unexplained. */
    private Place mostConsistent(int index, List<Place> places) {
        Place best = null;
        long least = Long.MAX_VALUE;
        for (Place place : places) {
            long residual = residual(index, place);
            if (residual < least) {
                least = residual;
                best = place;
            }
        }
        return best;
    }

    private long residual(int index, Place place) {
        CountedClass counted = classes.get(index);
        int from = counted.firstCounter(place.method());
        MethodGraph method = counted.graph().methods().get(place.method());
        FlowSolver solver = new FlowSolver(method);
        long[] left = new long[solver.firstSegment(method.outside())];
        standing.get(index).forEach((p, n) -> {
            if (p.method() == place.method()) left[p.segment()] += n;
        });
        Place behind = place.behindProbe(method);
        if (behind != null) left[behind.segment()]++;
        long[] own = Arrays.copyOfRange(counters, from, from + method.counters());
        return solver.solve(own, left).residual();
    }
}
