package tallyflame.agent.instrument;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import tallyflame.agent.graph.Edge;

/**
 * Decides which edges enter a line, as {@link tallyflame.agent.counts.LineHits} defines it.
 *
 * <p>Only a backward jump within one line is not decided by its ends: it enters the line if its target was executed before in
 * this visit of the line. Control that came to the line behind the target (to the step of a {@code for} loop, from a body on
 * other lines) executes the target for the first time. All ways on which that can happen are found by walking the line's
 * blocks backward from the jump without passing its target; their counts are taken off the jump's.
 */
final class Visits {
    private final Cfg cfg;
    private final List<Cfg.Arc> arcs;

    Visits(Cfg cfg, List<Cfg.Arc> arcs) {
        this.cfg = cfg;
        this.arcs = arcs;
    }

    Edge edge(int index, int counter) {
        Cfg.Arc arc = arcs.get(index);
        boolean enters = cfg.enters(arc);
        Edge plain = new Edge(arc.from(), arc.to(), counter, arc.exceptional(), enters);
        boolean sameLine = enters
                && arc.from() != cfg.outside()
                && cfg.lastOf(arc.from()).line() == cfg.firstOf(arc.to()).line();
        return sameLine ? backward(plain) : plain;
    }

    private Edge backward(Edge edge) {
        int target = edge.to();
        List<Integer> lessEdges = new ArrayList<>();
        List<Integer> lessSegments = new ArrayList<>();
        boolean again = edge.from() == target;
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>();
        if (!again) work.push(edge.from());
        while (!work.isEmpty()) {
            int block = work.pop();
            if (seen.get(block)) continue;
            seen.set(block);
            if (cfg.firstSegment[block + 1] - cfg.firstSegment[block] > 1) {
                lessSegments.add(cfg.firstSegment[block + 1] - 1);
                continue;
            }
            for (int a = 0; a < arcs.size(); a++) {
                Cfg.Arc in = arcs.get(a);
                if (in.to() != block) continue;
                boolean sameLine = in.from() != cfg.outside()
                        && cfg.lastOf(in.from()).line() == cfg.firstOf(block).line();
                if (!sameLine) {
                    lessEdges.add(a);
                } else if (in.from() == target) {
                    again = true;
                } else {
                    work.push(in.from());
                }
            }
        }
        return new Edge(
                edge.from(),
                target,
                edge.counter(),
                edge.exceptional(),
                again,
                lessEdges.stream().mapToInt(Integer::intValue).toArray(),
                lessSegments.stream().mapToInt(Integer::intValue).toArray());
    }
}
