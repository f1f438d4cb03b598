package tallyflame.agent.instrument;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The control-flow graph of a method's code: blocks with their segments (pieces of one line), and edges. The node with number
 * {@link #outside()} stands for the world outside the method.
 */
final class Cfg {
    /**
     * A piece of one line within a block.
     *
     * @param block its block
     * @param first first instruction
     * @param last last instruction
     * @param line source line
     * @param firstThrowing first instruction that can throw, -1 if none can
     */
    record Segment(int block, int first, int last, int line, int firstThrowing) {}

    final Code code;
    final Throwing throwing;
    /** First instruction of each block, and the number of instructions at the end. */
    final int[] starts;

    /** The call of the method, then the ways out of each block in turn. */
    final List<LabelledEdge> edges = new ArrayList<>();
    /** Number of the first edge out of each block, and the number of edges at the end. */
    private final int[] firstEdge;

    final List<Segment> segments = new ArrayList<>();
    /** Number of the first segment of each block, and the number of segments at the end. */
    final int[] firstSegment;
    /** Blocks that are exception handlers. */
    final BitSet handlers = new BitSet();
    /** Blocks of a constructor that run before {@code this} is initialised, where no catch-all is allowed. */
    final BitSet uninitialized = new BitSet();

    private final BitSet prologue;
    private final boolean split;

    /**
     * Builds the graph.
     *
     * @param code the method
     * @param owner internal name of its class
     * @param split whether blocks end where lines do everywhere, as they do before {@code super()}
     */
    Cfg(Code code, String owner, boolean split) {
        this.split = split;
        this.code = code;
        throwing = new Throwing(code, owner);
        prologue = ConstructorPrologue.of(code);
        starts = starts();
        firstSegment = new int[starts.length];
        for (int b = 0; b < outside(); b++) {
            firstSegment[b] = segments.size();
            segments(b);
            uninitialized.set(b, prologue.get(starts[b]));
        }
        firstSegment[outside()] = segments.size();
        for (TryCatchBlockNode t : code.method.tryCatchBlocks) handlers.set(block(t.handler));
        edge(outside(), 0, null);
        firstEdge = new int[starts.length];
        for (int b = 0; b < outside(); b++) {
            firstEdge[b] = edges.size();
            edges(b);
        }
        firstEdge[outside()] = edges.size();
        edges.replaceAll(edge -> enters(edge) ? edge.entering() : edge);
    }

    int outside() {
        return starts.length - 1;
    }

    int last(int block) {
        return starts[block + 1] - 1;
    }

    int block(LabelNode label) {
        return blockAt(code.index(label));
    }

    private int blockAt(int instruction) {
        int found = Arrays.binarySearch(starts, instruction);
        if (found < 0) throw new IllegalArgumentException("no block starts at instruction " + instruction);
        return found;
    }

    Segment firstOf(int block) {
        return segments.get(firstSegment[block]);
    }

    Segment lastOf(int block) {
        return segments.get(firstSegment[block + 1] - 1);
    }

    private int[] starts() {
        TreeSet<Integer> leaders = new TreeSet<>();
        leaders.add(0);
        leaders.add(code.size());
        for (TryCatchBlockNode t : code.method.tryCatchBlocks) leaders.add(code.index(t.handler));
        for (int i = 0; i < code.size(); i++) {
            if (code.instructions[i] instanceof JumpInsnNode jump) leaders.add(code.index(jump.label));
            for (LabelNode label : code.switchLabels(i)) leaders.add(code.index(label));
            if (code.isEnd(i) || code.instructions[i] instanceof JumpInsnNode) leaders.add(i + 1);
            // Before super() every line that may throw is a block of its own, left by an edge that is derived.
            if ((split || prologue.get(i)) && i > 0 && code.lines[i] != code.lines[i - 1]) leaders.add(i);
            if (prologue.get(i) && i + 1 < code.size() && !prologue.get(i + 1)) leaders.add(i + 1);
        }
        return leaders.stream().mapToInt(Integer::intValue).toArray();
    }

    private void segments(int block) {
        int first = starts[block];
        for (int i = first; i <= last(block); i++) {
            if (i < last(block) && code.lines[i + 1] == code.lines[i]) continue;
            int thrower = -1;
            for (int k = i; k >= first; k--) {
                if (throwing.canThrow(k)) thrower = k;
            }
            segments.add(new Segment(block, first, i, code.lines[i], thrower));
            first = i + 1;
        }
    }

    private void edges(int block) {
        int last = last(block);
        if (code.isReturn(last)) {
            edge(block, outside(), null);
        } else if (code.isSwitch(last)) {
            TreeSet<Integer> seen = new TreeSet<>();
            List<LabelNode> labels = new ArrayList<>(code.switchLabels(last));
            labels.sort((a, b) -> Integer.compare(code.index(a), code.index(b)));
            for (LabelNode label : labels) {
                if (seen.add(code.index(label))) edge(block, block(label), label);
            }
        } else if (code.opcode(last) != Opcodes.ATHROW) {
            if (!code.isEnd(last)) edge(block, block + 1, null);
            if (code.instructions[last] instanceof JumpInsnNode jump) {
                edge(block, block(jump.label), jump.label);
            }
        }
    }

    private void edge(int from, int to, LabelNode label) {
        edges.add(LabelledEdge.of(from, to, label, false));
    }

    /** Whether blocks hold one line each and are left by exceptions on edges of their own instead of positions. */
    boolean isSplit(int block) {
        return split || uninitialized.get(block);
    }

    /** Whether an edge stands for exceptions of a block that also goes on normally; no place in the code measures that. */
    boolean isLeak(LabelledEdge edge) {
        return edge.exceptional() && code.opcode(last(edge.from())) != Opcodes.ATHROW;
    }

    /** Whether an edge enters the line of its target, as {@link tallyflame.counts.LineHits} defines it. */
    private boolean enters(LabelledEdge edge) {
        if (edge.to() == outside()) return false;
        if (edge.from() == outside() || isRepeat(edge)) return true;
        return lastOf(edge.from()).line() != firstOf(edge.to()).line() && !isStep(firstSegment[edge.to()]);
    }

    private boolean isRepeat(LabelledEdge edge) {
        return isBackward(edge)
                && lastOf(edge.from()).line() == firstOf(edge.to()).line();
    }

    boolean isBackward(LabelledEdge edge) {
        return edge.label() != null && starts[edge.to()] <= last(edge.from());
    }

    /**
     * Whether all that follows a segment's beginning, exceptions apart, stays in its line and ends in a backward jump within the
     * line.
     */
    boolean isStep(int segment) {
        BitSet seen = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(List.of(segment));
        while (!work.isEmpty()) {
            int s = work.pop();
            if (seen.get(s)) continue;
            seen.set(s);
            int block = segments.get(s).block();
            if (s + 1 < firstSegment[block + 1] || firstEdge[block] == firstEdge[block + 1]) return false;
            for (LabelledEdge edge : edges.subList(firstEdge[block], firstEdge[block + 1])) {
                if (edge.to() == outside()
                        || firstOf(edge.to()).line() != segments.get(s).line()) return false;
                if (!isRepeat(edge)) work.push(firstSegment[edge.to()]);
            }
        }
        return true;
    }

    /** Whether any of the method's own handlers covers an instruction of the segment. */
    boolean isCovered(Segment segment) {
        for (TryCatchBlockNode t : code.method.tryCatchBlocks) {
            if (code.index(t.start) <= segment.last() && code.index(t.end) > segment.first()) return true;
        }
        return false;
    }
}
