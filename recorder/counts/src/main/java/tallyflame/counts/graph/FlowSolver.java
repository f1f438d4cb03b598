package tallyflame.counts.graph;

import java.util.List;

/**
 * Derives the count of every edge and segment of a method from the measured ones by conservation of flow.
 *
 * <p>The unmeasured edges form a forest (Knuth 1973; Ball and Larus, "Optimally profiling and tracing programs", 1994), so
 * there is always a node with one unknown edge left, whose count is the balance of the others. Redundant measurements and
 * negative results give the residual.
 */
public final class FlowSolver {
    private final MethodGraph graph;
    private final int[] firstSegment;
    private final int[] segmentOfPosition;
    private final int[] blockOfSegment;

    /** Prepares the numbering of the graph's segments. */
    public FlowSolver(MethodGraph graph) {
        this.graph = graph;
        List<Block> blocks = graph.blocks();
        firstSegment = new int[blocks.size() + 1];
        int positions = 0;
        for (int b = 0; b < blocks.size(); b++) {
            firstSegment[b + 1] = firstSegment[b] + blocks.get(b).lines().length;
            for (int position : blocks.get(b).positions()) positions = Math.max(positions, position + 1);
        }
        segmentOfPosition = new int[positions];
        blockOfSegment = new int[firstSegment[blocks.size()]];
        for (int b = 0; b < blocks.size(); b++) {
            int[] p = blocks.get(b).positions();
            for (int s = 0; s < p.length; s++) {
                blockOfSegment[firstSegment[b] + s] = b;
                if (p[s] >= 0) segmentOfPosition[p[s]] = firstSegment[b] + s;
            }
        }
    }

    /** Number of the first segment of a block; of the outside: the number of segments. */
    public int firstSegment(int block) {
        return firstSegment[block];
    }

    /** The segment (numbered through all blocks) that a position stands for. */
    public int segmentOfPosition(int position) {
        return segmentOfPosition[position];
    }

    /**
     * Solves the flow.
     *
     * @param counters the method's counters
     * @param inFlight activations that are in each segment and have not left it, or null if none does
     */
    public Flow solve(long[] counters, long[] inFlight) {
        int outside = graph.outside();
        long[] balance = new long[outside + 1];
        long[] left = inFlight == null ? new long[blockOfSegment.length] : inFlight.clone();
        for (int s = 0; s < left.length; s++) {
            balance[blockOfSegment[s]] -= left[s];
            balance[outside] += left[s];
        }
        long leftMethod = applyRows(counters, balance, left);
        long[] flow = new long[graph.edges().size()];
        boolean[] known = new boolean[flow.length];
        for (int e = 0; e < flow.length; e++) {
            Edge edge = graph.edges().get(e);
            if (edge.counter() < 0) continue;
            known[e] = true;
            flow[e] = counters[edge.counter()];
            balance[edge.from()] -= flow[e];
            balance[edge.to()] += flow[e];
        }
        eliminate(flow, known, balance);
        long residual = 0;
        for (long b : balance) residual += Math.abs(b);
        for (int e = 0; e < flow.length; e++) {
            if (flow[e] < 0) residual -= flow[e];
            if (graph.edges().get(e).exceptional()) leftMethod += flow[e];
        }
        long[] segments = new long[blockOfSegment.length];
        residual += segments(flow, left, counters, segments);
        return new Flow(flow, segments, left, leftMethod, residual);
    }

    private long applyRows(long[] counters, long[] balance, long[] left) {
        long leftMethod = 0;
        for (ExceptionRow row : graph.rows()) {
            for (int p = row.firstPosition(); p <= row.lastPosition(); p++) {
                long thrown = counters[row.firstCounter() + p - row.firstPosition()];
                int segment = segmentOfPosition[p];
                left[segment] += thrown;
                balance[blockOfSegment[segment]] -= thrown;
                balance[row.handler()] += thrown;
                if (row.handler() == graph.outside()) leftMethod += thrown;
            }
        }
        return leftMethod;
    }

    /** Peels leaves off the forest of unknown edges. */
    private void eliminate(long[] flow, boolean[] known, long[] balance) {
        int nodes = balance.length;
        int[] degree = new int[nodes];
        int[] xor = new int[nodes];
        for (int e = 0; e < flow.length; e++) {
            if (known[e]) continue;
            Edge edge = graph.edges().get(e);
            degree[edge.from()]++;
            degree[edge.to()]++;
            // The xor of a node's unknown edges is the edge itself once only one is left.
            xor[edge.from()] ^= e;
            xor[edge.to()] ^= e;
        }
        for (int start = 0; start < nodes; start++) {
            int node = start;
            while (degree[node] == 1) {
                int e = xor[node];
                Edge edge = graph.edges().get(e);
                int other = edge.from() == node ? edge.to() : edge.from();
                flow[e] = edge.from() == node ? balance[node] : -balance[node];
                balance[edge.from()] -= flow[e];
                balance[edge.to()] += flow[e];
                degree[node]--;
                degree[other]--;
                xor[node] ^= e;
                xor[other] ^= e;
                node = other;
            }
        }
        for (int d : degree) {
            if (d != 0) throw new IllegalArgumentException("unmeasured edges form a cycle in " + graph.name());
        }
    }

    private long segments(long[] flow, long[] left, long[] counters, long[] segments) {
        long[] in = new long[graph.outside() + 1];
        for (int e = 0; e < flow.length; e++) in[graph.edges().get(e).to()] += flow[e];
        for (ExceptionRow row : graph.rows()) {
            for (int p = row.firstPosition(); p <= row.lastPosition(); p++) {
                in[row.handler()] += counters[row.firstCounter() + p - row.firstPosition()];
            }
        }
        long negative = 0;
        for (int b = 0; b < graph.outside(); b++) {
            long count = in[b];
            for (int s = firstSegment[b]; s < firstSegment[b + 1]; s++) {
                segments[s] = count;
                if (count < 0) negative -= count;
                count -= left[s];
            }
        }
        return negative;
    }
}
