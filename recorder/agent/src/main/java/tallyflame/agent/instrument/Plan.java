package tallyflame.agent.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.TryCatchBlockNode;
import tallyflame.agent.allocation.AllocationCode;
import tallyflame.agent.allocation.ArrayLayout;
import tallyflame.counts.graph.Block;
import tallyflame.counts.graph.BranchSite;
import tallyflame.counts.graph.Edge;
import tallyflame.counts.graph.ExceptionRow;
import tallyflame.counts.graph.MethodGraph;

/**
 * Decides what is measured in a method: which segments get a position, which edges a counter, which handlers a row.
 *
 * <p>A segment that can throw needs a position, a number that a local variable holds while it executes, so that the handler
 * that catches the exception knows where flow left. It needs none if nothing that is reported depends on where flow went from
 * there: when the rest of the way out of the method enters no line and takes no branch, an exception is counted like a return.
 */
final class Plan {
    /** A method with more positions has more locals than that one more would make its frames much larger. */
    private static final int MOST_HANDLERS = 16;

    final Cfg cfg;
    /** Position of each segment, -1 for none. */
    final int[] positions;
    /** Whether a block is left by exceptions, or goes on to the end of the method, without anything telling them apart. */
    private final boolean[] tail;

    /** The edges of the graph and those that exceptions take, with their counters. */
    final List<LabelledEdge> edges;

    final List<ExceptionRow> rows = new ArrayList<>();
    /** Estimated increments per call. */
    final double cost;

    /** Whether calls of the method come back to it, so that many of its frames may stand on a stack. */
    boolean recursive;

    int counters;
    private final BitSet leaks = new BitSet();
    private int positionCount;
    private boolean tailThrows;

    /** Where the method allocates; null if that is not counted. */
    private AllocationCode allocation;

    Plan(Cfg cfg) {
        this.cfg = cfg;
        edges = new ArrayList<>(cfg.edges);
        positions = new int[cfg.segments.size()];
        Arrays.fill(positions, -1);
        tail = tails();
        for (int b = 0; b < cfg.outside(); b++) placePositions(b);
        cost = new SpanningTree(cfg, edges).measure();
        counters = measuredEdges();
        placeRows();
    }

    private boolean[] tails() {
        int[] only = new int[cfg.outside()];
        Arrays.fill(only, -1);
        int[] outs = new int[cfg.outside()];
        for (int e = 0; e < edges.size(); e++) {
            int from = edges.get(e).from();
            if (from == cfg.outside()) continue;
            outs[from]++;
            only[from] = e;
        }
        boolean[] result = new boolean[cfg.outside()];
        for (int b = 0; b < result.length; b++) result[b] = isTail(b, outs, only);
        return result;
    }

    private boolean isTail(int block, int[] outs, int[] only) {
        int b = block;
        for (int steps = 0; steps <= cfg.outside(); steps++) {
            if (outs[b] != 1) return false;
            LabelledEdge edge = edges.get(only[b]);
            if (edge.to() == cfg.outside()) return true;
            if (edge.enters() || cfg.firstSegment[edge.to() + 1] - cfg.firstSegment[edge.to()] > 1) return false;
            b = edge.to();
        }
        return false;
    }

    /** Whether the exits by exception of a block's last segment are part of its only edge. */
    boolean isMerged(int block) {
        return !leaks.get(block) && positions[cfg.firstSegment[block + 1] - 1] < 0;
    }

    private void placePositions(int block) {
        int end = cfg.firstSegment[block + 1];
        boolean isThrow = cfg.code.opcode(cfg.last(block)) == Opcodes.ATHROW;
        for (int s = cfg.firstSegment[block]; s < end; s++) {
            Cfg.Segment segment = cfg.segments.get(s);
            if (segment.firstThrowing() < 0) continue;
            boolean covered = cfg.isCovered(segment);
            boolean last = s + 1 == end;
            if (!covered && last && tail[block]) {
                tailThrows = true;
            } else if (!covered && last && isThrow) {
                edges.add(LabelledEdge.of(block, cfg.outside(), null, true));
            } else {
                if (cfg.isSplit(block)) leak(block);
                if (cfg.isSplit(block) && !covered) continue;
                positions[s] = positionCount++;
            }
        }
    }

    private void leak(int block) {
        leaks.set(block);
        edges.add(LabelledEdge.of(block, cfg.outside(), null, true));
    }

    private void placeRows() {
        Map<Integer, BitSet> caught = new TreeMap<>();
        BitSet all = new BitSet();
        for (int s = 0; s < positions.length; s++) {
            if (positions[s] < 0) continue;
            Cfg.Segment segment = cfg.segments.get(s);
            if (!cfg.uninitialized.get(segment.block())) all.set(positions[s]);
            for (TryCatchBlockNode t : cfg.code.method.tryCatchBlocks) {
                if (cfg.code.index(t.start) > segment.last() || cfg.code.index(t.end) <= segment.first()) continue;
                caught.computeIfAbsent(cfg.block(t.handler), h -> new BitSet()).set(positions[s]);
            }
        }
        caught.forEach(this::addRow);
        if (!all.isEmpty()) addRow(cfg.outside(), all);
    }

    private void addRow(int handler, BitSet caught) {
        int first = caught.nextSetBit(0);
        int last = caught.length() - 1;
        rows.add(new ExceptionRow(handler, first, last, counters));
        counters += last - first + 1;
    }

    /** The row of a handler block or of the outside, null if it has none. */
    ExceptionRow row(int handler) {
        for (ExceptionRow row : rows) {
            if (row.handler() == handler) return row;
        }
        return null;
    }

    /**
     * Whether it takes a local to tell positions apart. Handlers that can be reached from one position only know it. In a method that
     * comes back to itself each position has handlers of its own, if that is not much code.
     */
    boolean needsLocal() {
        boolean several = rows.stream().anyMatch(row -> row.firstPosition() < row.lastPosition());
        return several && !hasHandlersByPosition();
    }

    /** Whether each position has handlers of its own. */
    boolean hasHandlersByPosition() {
        return recursive && positionCount <= MOST_HANDLERS;
    }

    /** Counts allocations, too. */
    Plan allocating(ArrayLayout layout) {
        allocation = new AllocationCode(cfg.code.method, layout, counters);
        counters += allocation.counters();
        return this;
    }

    /** Where the method allocates; null if that is not counted. */
    AllocationCode allocation() {
        return allocation;
    }

    /** How many edges have a counter. */
    int measuredEdges() {
        return (int) edges.stream().filter(edge -> edge.counter() >= 0).count();
    }

    /** Estimated bytes of counting code. */
    int bytes() {
        int probes = measuredEdges();
        int bytes = probes == 1 ? 6 : 8 + 7 * probes;
        return rows.isEmpty() ? bytes : bytes + 3 + 3 * positionCount + 10 * rows.size();
    }

    /** What the reader needs to know. */
    MethodGraph graph() {
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; b < cfg.outside(); b++) {
            int from = cfg.firstSegment[b];
            int to = cfg.firstSegment[b + 1];
            int[] lines = cfg.segments.subList(from, to).stream()
                    .mapToInt(Cfg.Segment::line)
                    .toArray();
            boolean[] steps = new boolean[lines.length];
            for (int s = 0; s < steps.length; s++) steps[s] = cfg.isStep(from + s);
            blocks.add(new Block(lines, Arrays.copyOfRange(positions, from, to), steps));
        }

        List<Edge> flow = edges.stream().map(LabelledEdge::edge).toList();
        MethodGraph graph = new MethodGraph(
                cfg.code.method.name, cfg.code.method.desc, blocks, flow, rows, branches(), counters, tailThrows);
        return allocation == null ? graph : graph.allocatingAt(allocation.sites());
    }

    private List<BranchSite> branches() {
        Map<Integer, Integer> ordinals = new HashMap<>();
        List<BranchSite> sites = new ArrayList<>();
        for (int b = 0; b < cfg.outside(); b++) {
            int last = cfg.last(b);
            if (!cfg.code.isBranch(last)) continue;
            List<Integer> out = new ArrayList<>();
            for (int e = 0; e < edges.size(); e++) {
                if (edges.get(e).from() == b && !edges.get(e).exceptional()) out.add(e);
            }
            int line = cfg.code.lines[last];
            int ordinal = ordinals.merge(line, 1, Integer::sum) - 1;
            sites.add(new BranchSite(
                    line,
                    ordinal,
                    cfg.code.isSwitch(last),
                    out.stream().mapToInt(Integer::intValue).toArray()));
        }
        return sites;
    }
}
