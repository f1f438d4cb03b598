package tallyflame.agent.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.counts.graph.ClassGraph;
import tallyflame.counts.graph.Edge;
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
    /**
     * A place in a class.
     *
     * @param method index of the method
     * @param segment segment of the method, numbered through its blocks
     */
    private record Place(int method, int segment) {}

    private final Map<String, Integer> classOf = new HashMap<>();
    private final List<CountedClass> classes;
    private final long[] counters;
    private final List<Map<Place, Long>> standing = new ArrayList<>();

    /** Prepares for the classes of one snapshot and the counters read for it. */
    StandingFrames(List<CountedClass> classes, long[] counters) {
        this.classes = classes;
        this.counters = counters;
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
            if (index != null) add(index, stack[i], i == 0 ? null : stack[i - 1].getMethodName());
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
        List<Place> places = candidates(counted.graph(), frame);
        if (places.size() > 1 && callee != null) {
            List<Place> calling = places.stream()
                    .filter(p -> counted.calls().mayCall(p.method(), p.segment(), callee))
                    .toList();
            if (!calling.isEmpty()) places = calling;
        }
        if (places.isEmpty()) return;
        if (standing.get(index) == null) standing.set(index, new HashMap<>());
        Place place = places.size() == 1 ? places.get(0) : mostConsistent(index, places);
        place = behindProbe(counted.graph().methods().get(place.method()), place);
        if (place != null) standing.get(index).merge(place, 1L, Long::sum);
    }

    private static List<Place> candidates(ClassGraph graph, StackTraceElement frame) {
        List<Place> places = new ArrayList<>();
        for (int m = 0; m < graph.methods().size(); m++) {
            MethodGraph method = graph.methods().get(m);
            if (!method.name().equals(frame.getMethodName())) continue;
            int segment = 0;
            for (var block : method.blocks()) {
                for (int line : block.lines()) {
                    if (line == frame.getLineNumber()) places.add(new Place(m, segment));
                    segment++;
                }
            }
        }
        return places;
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
        Place behind = behindProbe(method, place);
        if (behind != null) left[behind.segment()]++;
        long[] own = Arrays.copyOfRange(counters, from, from + method.counters());
        return solver.solve(own, left).residual();
    }

    /**
     * Where an activation is, as the counters see it. The probe of a block's only way out is passed before the block's last segment
     * if exceptions there are not told apart: such an activation stands in the next block already, or is out of the method
     * (null).
     */
    private static Place behindProbe(MethodGraph method, Place place) {
        int block = 0;
        int segment = place.segment();
        while (segment >= method.blocks().get(block).lines().length) {
            segment -= method.blocks().get(block).lines().length;
            block++;
        }
        int[] positions = method.blocks().get(block).positions();
        if (segment < positions.length - 1 || positions[segment] >= 0) return place;
        Edge only = null;
        for (Edge edge : method.edges()) {
            if (edge.from() != block) continue;
            if (only != null) return place;
            only = edge;
        }
        if (only == null || only.counter() < 0) return place;
        if (only.to() == method.outside()) return null;
        return new Place(place.method(), new FlowSolver(method).firstSegment(only.to()));
    }
}
