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
    private final List<LabelledEdge> edges;
    private final double[] weights;
    private final int[] ways;

    SpanningTree(Cfg cfg, List<LabelledEdge> edges) {
        this.cfg = cfg;
        this.edges = edges;
        weights = new double[edges.size()];
        ways = new int[cfg.outside() + 1];
        for (LabelledEdge edge : edges) ways[edge.to()]++;
        estimate();
    }

    /**
     * Gives a counter to each edge that is not in the tree.
     *
     * @return estimated increments per call
     */
    double measure() {
        Integer[] order = IntStream.range(0, edges.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer e) -> -weights[e]));
        double cost = 0;
        int[] parent = IntStream.rangeClosed(0, cfg.outside()).toArray();
        boolean[] isMeasured = new boolean[edges.size()];
        for (int e : order) {
            int from = root(parent, edges.get(e).from());
            int to = root(parent, edges.get(e).to());
            parent[from] = to;
            isMeasured[e] = from == to;
            if (from == to) cost += weights[e];
        }
        int next = 0;
        for (int e = 0; e < isMeasured.length; e++) {
            if (isMeasured[e]) edges.set(e, edges.get(e).measuredBy(next++));
        }
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
        for (LabelledEdge edge : edges) {
            if (cfg.isBackward(edge)) loopEnd[edge.to()] = Math.max(loopEnd[edge.to()], edge.from());
        }
        for (int e : out[n]) weights[e] = 0.99;
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
            LabelledEdge edge = edges.get(out[k]);
            parts[k] = part(edge, b, loops);
            sum += parts[k];
        }
        for (int k = 0; k < out.length; k++) {
            LabelledEdge edge = edges.get(out[k]);
            double weight = flow[b] * parts[k] / sum;
            weights[out[k]] = cfg.isLeak(edge) ? Double.MAX_VALUE : weight;
            if (edge.to() != cfg.outside() && !cfg.isBackward(edge)) flow[edge.to()] += weight;
            if (needsDetour(edge, out)) weights[out[k]] *= DETOUR;
        }
    }

    /** Whether a probe on the edge would need code of its own at the method's end: a conditional jump to where others go too. */
    private boolean needsDetour(LabelledEdge edge, int[] out) {
        return out.length > 1 && edge.label() != null && ways[edge.to()] > 1;
    }

    private double part(LabelledEdge edge, int from, int[] loops) {
        if (edge.to() == cfg.outside()) return cfg.isLeak(edge) ? RARE : 1;
        if (cfg.code.opcode(cfg.last(edge.to())) == Opcodes.ATHROW) return RARE;
        return loops[edge.to()] < loops[from] ? 1 / LOOP : 1;
    }

    private int[][] outgoing() {
        int[] sizes = new int[cfg.outside() + 1];
        for (LabelledEdge edge : edges) sizes[edge.from()]++;
        int[][] out = new int[sizes.length][];
        for (int b = 0; b < out.length; b++) out[b] = new int[sizes[b]];
        for (int e = edges.size() - 1; e >= 0; e--)
            out[edges.get(e).from()][--sizes[edges.get(e).from()]] = e;
        return out;
    }
}
