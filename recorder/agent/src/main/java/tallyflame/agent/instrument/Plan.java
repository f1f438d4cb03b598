package tallyflame.agent.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
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
    final Cfg cfg;
    /** Position of each segment, -1 for none. */
    final int[] positions;
    /** Whether a block is left by exceptions, or goes on to the end of the method, without anything telling them apart. */
    private final boolean[] tail;

    final List<Cfg.Arc> arcs;
    final int[] counterOfArc;
    final List<ExceptionRow> rows = new ArrayList<>();
    /** Estimated increments per call. */
    final double cost;

    int counters;
    private final BitSet leaks = new BitSet();
    private int positionCount;
    private boolean tailThrows;

    Plan(Cfg cfg) {
        this.cfg = cfg;
        arcs = new ArrayList<>(cfg.arcs);
        positions = new int[cfg.segments.size()];
        Arrays.fill(positions, -1);
        tail = tails();
        for (int b = 0; b < cfg.outside(); b++) placePositions(b);
        SpanningTree tree = new SpanningTree(cfg, arcs);
        counterOfArc = tree.counters();
        cost = tree.cost();
        for (int counter : counterOfArc) counters = Math.max(counters, counter + 1);
        placeRows();
    }

    private boolean[] tails() {
        int[] only = new int[cfg.outside()];
        Arrays.fill(only, -1);
        int[] outs = new int[cfg.outside()];
        for (int a = 0; a < arcs.size(); a++) {
            int from = arcs.get(a).from();
            if (from == cfg.outside()) continue;
            outs[from]++;
            only[from] = a;
        }
        boolean[] result = new boolean[cfg.outside()];
        for (int b = 0; b < result.length; b++) result[b] = isTail(b, outs, only);
        return result;
    }

    private boolean isTail(int block, int[] outs, int[] only) {
        int b = block;
        for (int steps = 0; steps <= cfg.outside(); steps++) {
            if (outs[b] != 1) return false;
            Cfg.Arc arc = arcs.get(only[b]);
            if (arc.to() == cfg.outside()) return true;
            if (cfg.enters(arc) || cfg.firstSegment[arc.to() + 1] - cfg.firstSegment[arc.to()] > 1) return false;
            b = arc.to();
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
                arcs.add(new Cfg.Arc(block, cfg.outside(), null, true));
            } else {
                if (cfg.isSplit(block)) leak(block);
                if (cfg.isSplit(block) && !covered) continue;
                positions[s] = positionCount++;
            }
        }
    }

    private void leak(int block) {
        leaks.set(block);
        arcs.add(new Cfg.Arc(block, cfg.outside(), null, true));
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

    /** How many edges have a counter. */
    int measuredEdges() {
        return (int) Arrays.stream(counterOfArc).filter(counter -> counter >= 0).count();
    }

    /** Estimated bytes of counting code. */
    int bytes() {
        int probes = measuredEdges();
        int edges = probes == 1 ? 6 : 8 + 7 * probes;
        return rows.isEmpty() ? edges : edges + 3 + 3 * positionCount + 10 * rows.size();
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

        List<Edge> edges = new ArrayList<>();
        for (int a = 0; a < arcs.size(); a++) {
            Cfg.Arc arc = arcs.get(a);
            edges.add(new Edge(arc.from(), arc.to(), counterOfArc[a], arc.exceptional(), cfg.enters(arc)));
        }
        return new MethodGraph(
                cfg.code.method.name, cfg.code.method.desc, blocks, edges, rows, branches(), counters, tailThrows);
    }

    private List<BranchSite> branches() {
        Map<Integer, Integer> ordinals = new HashMap<>();
        List<BranchSite> sites = new ArrayList<>();
        for (int b = 0; b < cfg.outside(); b++) {
            int last = cfg.last(b);
            boolean isSwitch = cfg.code.isSwitch(last);
            boolean isJump = cfg.code.instructions[last] instanceof JumpInsnNode && !cfg.code.isEnd(last);
            if (!isSwitch && !isJump) continue;
            List<Integer> out = new ArrayList<>();
            for (int a = 0; a < arcs.size(); a++) {
                if (arcs.get(a).from() == b && !arcs.get(a).exceptional()) out.add(a);
            }
            int line = cfg.code.lines[last];
            int ordinal = ordinals.merge(line, 1, Integer::sum) - 1;
            int[] edges = out.stream().mapToInt(Integer::intValue).toArray();
            sites.add(new BranchSite(line, ordinal, isSwitch, edges));
        }
        return sites;
    }
}
