package tallyflame.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tallyflame.counts.graph.AllocationSite;
import tallyflame.counts.graph.AllocationSites;
import tallyflame.counts.graph.Block;
import tallyflame.counts.graph.BranchSite;
import tallyflame.counts.graph.Edge;
import tallyflame.counts.graph.ExceptionRow;
import tallyflame.counts.graph.Flow;
import tallyflame.counts.graph.FlowSolver;
import tallyflame.counts.graph.InFlight;
import tallyflame.counts.graph.Loops;
import tallyflame.counts.graph.MethodGraph;

/** Turns the solved flow of a method into line hits and branch outcomes, as {@link LineHits} and {@link BranchKind} define them. */
public final class Tally {
    private final MethodGraph graph;
    private final FlowSolver solver;
    private final Map<Integer, Long> hits = new TreeMap<>();

    /** Prepares for the counters of one method. */
    public Tally(MethodGraph graph) {
        this.graph = graph;
        this.solver = new FlowSolver(graph);
    }

    /**
     * The counts of the method.
     *
     * @param counters the method's counters
     * @param inFlight activations that had not returned, in all methods of the class
     * @param method index of the method in its class
     * @param sizes bytes of one object of each of the method's allocation sites, as in {@code ClassSnapshot}
     * @throws IllegalArgumentException if the unmeasured edges of the graph form a cycle
     */
    public MethodCounts counts(long[] counters, List<InFlight> inFlight, int method, long[] sizes) {
        long[] standing = null;
        long activations = 0;
        for (InFlight f : inFlight) {
            if (f.method() != method) continue;
            if (standing == null) standing = new long[solver.firstSegment(graph.outside())];
            standing[f.segment()] += f.activations();
            activations += f.activations();
        }
        Flow flow = solver.solve(counters, standing);
        lines(flow, counters);
        long entered = 0;
        for (int e = 0; e < flow.edges().length; e++) {
            if (graph.edges().get(e).from() == graph.outside()) entered += flow.edges()[e];
        }
        hits.remove(0);
        List<LineHits> lines = new ArrayList<>();
        Map<Integer, Integer> loops = Loops.byLine(graph);
        hits.forEach((line, n) -> lines.add(new LineHits(line, Math.max(n, 0), loops.getOrDefault(line, 0))));
        return new MethodCounts(
                graph.name(),
                graph.descriptor(),
                firstLine(lines),
                Math.max(entered, 0),
                graph.tailThrows() ? -1 : flow.leftMethod(),
                flow.residual(),
                activations,
                lines,
                branches(flow),
                graph.allocations().map(sites -> allocations(sites, counters, sizes)));
    }

    private static Allocations allocations(AllocationSites sites, long[] counters, long[] sizes) {
        List<Allocated> allocated = new ArrayList<>();
        for (int s = 0; s < sites.sites().size(); s++) {
            AllocationSite site = sites.sites().get(s);
            long objects = Math.max(counters[site.counter()], 0);
            allocated.add(new Allocated(site.line(), site.type(), objects, bytes(site, objects, counters, sizes[s])));
        }
        return new Allocations(allocated, sites.jdkCalls());
    }

    private static long bytes(AllocationSite site, long objects, long[] counters, long size) {
        if (site.byteCounter() >= 0) return Math.max(counters[site.byteCounter()], 0);
        if (objects == 0) return 0;
        return size < 0 ? Allocated.UNKNOWN : objects * size;
    }

    private int firstLine(List<LineHits> lines) {
        int line = graph.blocks().get(0).lines()[0];
        return line == 0 && !lines.isEmpty() ? lines.get(0).line() : line;
    }

    private void lines(Flow flow, long[] counters) {
        for (int b = 0; b < graph.outside(); b++) {
            int[] lines = graph.blocks().get(b).lines();
            boolean[] steps = graph.blocks().get(b).steps();
            hits.merge(lines[0], 0L, Long::sum);
            for (int s = 1; s < lines.length; s++) {
                hits.merge(lines[s], steps[s] ? 0 : flow.segments()[solver.firstSegment(b) + s], Long::sum);
            }
        }
        for (int e = 0; e < flow.edges().length; e++) {
            Edge edge = graph.edges().get(e);
            if (edge.enters()) hits.merge(lineOf(edge.to()), flow.edges()[e], Long::sum);
        }
        for (ExceptionRow row : graph.rows()) {
            if (row.handler() != graph.outside()) handler(row, counters);
        }
    }

    /** An exception enters the handler's line if it comes from another line (and does not arrive at a step). */
    private void handler(ExceptionRow row, long[] counters) {
        if (graph.blocks().get(row.handler()).steps()[0]) return;
        int line = lineOf(row.handler());
        for (int p = row.firstPosition(); p <= row.lastPosition(); p++) {
            if (lineOfPosition(p) == line) continue;
            hits.merge(line, counters[row.firstCounter() + p - row.firstPosition()], Long::sum);
        }
    }

    private int lineOf(int block) {
        return block == graph.outside() ? 0 : graph.blocks().get(block).lines()[0];
    }

    private int lineOfPosition(int position) {
        int segment = solver.segmentOfPosition(position);
        int b = 0;
        while (solver.firstSegment(b + 1) <= segment) b++;
        Block block = graph.blocks().get(b);
        return block.lines()[segment - solver.firstSegment(b)];
    }

    private List<Branch> branches(Flow flow) {
        List<Branch> branches = new ArrayList<>();
        for (BranchSite site : graph.branches()) {
            List<BranchOutcome> outcomes = new ArrayList<>();
            for (int e : site.edges()) {
                outcomes.add(new BranchOutcome(lineOf(graph.edges().get(e).to()), Math.max(flow.edges()[e], 0)));
            }
            branches.add(new Branch(
                    site.line(), site.ordinal(), site.isSwitch() ? BranchKind.SWITCH : BranchKind.JUMP, outcomes));
        }
        return branches;
    }
}
