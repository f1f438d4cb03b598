package tallyflame.agent.instrument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;

/**
 * Chooses the edges to measure: those outside a maximum-weight spanning tree of the flow graph, so that the edges that
 * execute most often, as far as can be estimated, are derived (Knuth 1973; Ball and Larus 1994). Edges that exceptions take
 * before {@code super()} cannot be measured and come first into the tree; no two of them leave the same block.
 */
final class SpanningTree {
    private static final double LOOP = 8;
    private static final double RARE = 1.0 / 64;

    /** Among equally frequent edges those are measured first that take less code. */
    private static final double DETOUR = 1.01;

    private final Cfg cfg;
    private final List<Cfg.Arc> arcs;
    private final double[] weights;
    private final int[] ways;
    private double cost;

    SpanningTree(Cfg cfg, List<Cfg.Arc> arcs) {
        this.cfg = cfg;
        this.arcs = arcs;
        weights = new double[arcs.size()];
        ways = new int[cfg.outside() + 1];
        for (Cfg.Arc arc : arcs) ways[arc.to()]++;
        estimate();
    }

    /** The counter of each edge, -1 for the edges of the tree. */
    int[] counters() {
        Integer[] order = IntStream.range(0, arcs.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer a) -> -weights[a]));
        int[] parent = IntStream.rangeClosed(0, cfg.outside()).toArray();
        int[] counters = new int[arcs.size()];
        for (int a : order) {
            int from = root(parent, arcs.get(a).from());
            int to = root(parent, arcs.get(a).to());
            parent[from] = to;
            counters[a] = from == to ? 0 : -1;
            if (from == to) cost += weights[a];
        }
        int next = 0;
        for (int a = 0; a < counters.length; a++) {
            if (counters[a] == 0) counters[a] = next++;
        }
        return counters;
    }

    /** Estimated increments per call, once the counters are chosen. */
    double cost() {
        return cost;
    }

    private static int root(int[] parent, int node) {
        int n = node;
        while (parent[n] != n) {
            parent[n] = parent[parent[n]];
            n = parent[n];
        }
        return n;
    }

    /** One pass in code order: backward jumps multiply their target, branches share, ways out of loops and throws are rare. */
    private void estimate() {
        int n = cfg.outside();
        int[] loopEnd = new int[n + 1];
        Arrays.fill(loopEnd, -1);
        int[][] out = outgoing();
        for (Cfg.Arc arc : arcs) {
            if (cfg.isBackward(arc)) loopEnd[arc.to()] = Math.max(loopEnd[arc.to()], arc.from());
        }
        for (int a : out[n]) weights[a] = 0.99;
        int[] loops = new int[n];
        for (int b = 0; b < n; b++) {
            for (int k = b; loopEnd[b] >= 0 && k <= loopEnd[b]; k++) loops[k]++;
        }
        // Frequencies flow forward; the factor of a loop is applied where the loop starts.
        double[] flow = new double[n + 1];
        for (int h = cfg.handlers.nextSetBit(0); h >= 0; h = cfg.handlers.nextSetBit(h + 1)) flow[h] = RARE;
        flow[0] = 1;
        for (int b = 0; b < n; b++) {
            if (loopEnd[b] >= 0) flow[b] = Math.min(flow[b] * LOOP, 1e9);
            share(b, out[b], flow, loops);
        }
    }

    private void share(int b, int[] out, double[] flow, int[] loops) {
        double sum = 0;
        double[] parts = new double[out.length];
        for (int k = 0; k < out.length; k++) {
            Cfg.Arc arc = arcs.get(out[k]);
            parts[k] = part(arc, b, loops);
            sum += parts[k];
        }
        for (int k = 0; k < out.length; k++) {
            Cfg.Arc arc = arcs.get(out[k]);
            double weight = flow[b] * parts[k] / sum;
            weights[out[k]] = cfg.isLeak(arc) ? Double.MAX_VALUE : weight;
            if (arc.to() != cfg.outside() && !cfg.isBackward(arc)) flow[arc.to()] += weight;
            if (needsDetour(arc, out)) weights[out[k]] *= DETOUR;
        }
    }

    /** Whether a probe on the edge would need code of its own at the method's end: a conditional jump to where others go too. */
    private boolean needsDetour(Cfg.Arc arc, int[] out) {
        return out.length > 1 && arc.label() != null && ways[arc.to()] > 1;
    }

    private double part(Cfg.Arc arc, int from, int[] loops) {
        if (arc.to() == cfg.outside()) return cfg.isLeak(arc) ? RARE : 1;
        if (cfg.code.opcode(cfg.last(arc.to())) == Opcodes.ATHROW) return RARE;
        return loops[arc.to()] < loops[from] ? 1 / LOOP : 1;
    }

    private int[][] outgoing() {
        int[] sizes = new int[cfg.outside() + 1];
        for (Cfg.Arc arc : arcs) sizes[arc.from()]++;
        int[][] out = new int[sizes.length][];
        for (int b = 0; b < out.length; b++) out[b] = new int[sizes[b]];
        for (int a = arcs.size() - 1; a >= 0; a--)
            out[arcs.get(a).from()][--sizes[arcs.get(a).from()]] = a;
        return out;
    }
}
