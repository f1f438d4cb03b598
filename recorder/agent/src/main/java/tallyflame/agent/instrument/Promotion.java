package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Finds the loops whose counters live in local variables: innermost loops that call nothing, so that no thread can be blocked
 * in them. The locals are flushed on every way out of the loop, in every handler, and every {@link #PERIOD} jumps back, so that
 * a thread that never leaves the loop is seen too. Each jump back is measured itself (it is kept out of the spanning tree): its
 * counter runs in step with the loop, which lets the JIT derive it from the loop's own variable.
 */
final class Promotion {
    /** Jumps back between flushes; the counter of a jump back runs from minus this number to zero. */
    static final int PERIOD = 1 << 20;

    private static final int MAX_COUNTERS = 6;
    private static final int MAX_EXITS = 6;

    /**
     * A loop.
     *
     * @param header block that all jumps back lead to
     * @param blocks its blocks
     * @param back its jumps back (arcs)
     */
    record Loop(int header, BitSet blocks, List<Integer> back) {
        boolean isInside(Cfg.Arc arc) {
            return blocks.get(arc.from()) && blocks.get(arc.to());
        }

        boolean isExit(Cfg.Arc arc) {
            return blocks.get(arc.from()) && !blocks.get(arc.to());
        }
    }

    private final Cfg cfg;
    private final List<Cfg.Arc> arcs;
    final List<Loop> loops = new ArrayList<>();

    Promotion(Cfg cfg, List<Cfg.Arc> arcs, BitSet leaks) {
        this.cfg = cfg;
        this.arcs = arcs;
        Map<Integer, List<Integer>> backTo = new TreeMap<>();
        for (int a = 0; a < arcs.size(); a++) {
            if (cfg.isBackward(arcs.get(a))) {
                backTo.computeIfAbsent(arcs.get(a).to(), h -> new ArrayList<>()).add(a);
            }
        }
        backTo.forEach((header, back) -> {
            Loop loop = new Loop(header, body(header, back), List.copyOf(back));
            if (!loop.blocks().get(cfg.outside()) && isPlain(loop, leaks)) loops.add(loop);
        });
        removeOverlapping();
    }

    /** Loops that share blocks (irreducible code) cannot tell whose counters to flush. */
    private void removeOverlapping() {
        BitSet seen = new BitSet();
        BitSet shared = new BitSet();
        for (Loop loop : loops) {
            BitSet again = (BitSet) loop.blocks().clone();
            again.and(seen);
            shared.or(again);
            seen.or(loop.blocks());
        }
        loops.removeIf(loop -> loop.blocks().intersects(shared));
    }

    private BitSet body(int header, List<Integer> back) {
        BitSet body = new BitSet();
        body.set(header);
        Deque<Integer> work = new ArrayDeque<>();
        for (int a : back) work.push(arcs.get(a).from());
        while (!work.isEmpty()) {
            int block = work.pop();
            if (body.get(block)) continue;
            body.set(block);
            if (block == cfg.outside()) return body;
            for (Cfg.Arc arc : arcs) {
                if (arc.to() == block) work.push(arc.from());
            }
        }
        return body;
    }

    private boolean isPlain(Loop loop, BitSet leaks) {
        if (loop.blocks().intersects(leaks) || loop.blocks().intersects(cfg.uninitialized)) return false;
        int exits = 0;
        int inside = 0;
        for (Cfg.Arc arc : arcs) {
            if (loop.isExit(arc)) exits++;
            if (!loop.isInside(arc)) continue;
            inside++;
            if (cfg.isBackward(arc) && arc.to() != loop.header()) return false;
        }
        // A tree on the loop's blocks leaves this many edges to be measured, at most.
        int measured = inside - loop.blocks().cardinality() + 1;
        if (exits > MAX_EXITS || measured > MAX_COUNTERS) return false;
        return loop.blocks().stream().noneMatch(this::calls);
    }

    private boolean calls(int block) {
        for (int i = cfg.starts[block]; i <= cfg.last(block); i++) {
            int op = cfg.code.opcode(i);
            if (op == MONITORENTER || op == INVOKEDYNAMIC) return true;
            if (op < INVOKEVIRTUAL || op > INVOKEINTERFACE) continue;
            // These compute and return.
            if (!((MethodInsnNode) cfg.code.instructions[i]).owner.equals("java/lang/Math")) return true;
        }
        return false;
    }

    /** The jumps back of all these loops. */
    BitSet backArcs() {
        BitSet result = new BitSet();
        for (Loop loop : loops) loop.back().forEach(result::set);
        return result;
    }

    /** The loop an arc leaves, null if it leaves none. */
    Loop left(Cfg.Arc arc) {
        for (Loop loop : loops) {
            if (loop.isExit(arc)) return loop;
        }
        return null;
    }

    /** The loop an arc lies in, null if in none. */
    Loop around(Cfg.Arc arc) {
        for (Loop loop : loops) {
            if (loop.isInside(arc)) return loop;
        }
        return null;
    }
}
