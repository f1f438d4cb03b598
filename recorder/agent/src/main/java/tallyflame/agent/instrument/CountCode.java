package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import tallyflame.agent.boot.BootClass;
import tallyflame.counts.graph.ExceptionRow;

/**
 * Writes the counting code of a {@link Plan} into its method. Locals are appended as far as they are needed:
 * {@code base}, the address of the method's counters in the thread's block, if calls of the method count more than once or twice
 * and do not come back to it, and {@code pos}, the position of the segment that executes, if exceptions are counted and their handlers
 * do not tell it.
 */
final class CountCode {
    /** Up to so many increments per call, as estimated, each looks the base up, so that calls need not preserve it. */
    private static final double ONE_LOOKUP_EACH = 2;

    private static final int STACK = 3;
    private static final String THROWABLE = "java/lang/Throwable";

    private final Plan plan;
    private final Cfg cfg;
    private final Inserter inserter;
    private final int base;
    private final int pos;
    private final boolean hasBase;
    private final int offset;

    /**
     * Prepares a method.
     *
     * @param offset byte offset of the method's first counter in the blocks
     * @param hasFrames whether the version of the class file has stack-map frames
     */
    CountCode(Plan plan, int offset, boolean hasFrames) {
        this.plan = plan;
        this.offset = offset;
        cfg = plan.cfg;
        hasBase = plan.measuredEdges() > 1 && plan.cost > ONE_LOOKUP_EACH && !plan.recursive;
        base = cfg.code.method.maxLocals;
        pos = hasBase ? base + 2 : base;
        List<Object> locals = new ArrayList<>();
        if (hasBase) locals.add(LONG);
        if (plan.needsLocal()) locals.add(INTEGER);
        inserter = new Inserter(cfg, hasFrames, locals, STACK);
    }

    /** Rewrites the method. */
    void insert() {
        inserter.atEntry(prologue());
        for (ExceptionRow row : plan.rows) {
            if (row.handler() != cfg.outside() && !isSpread(row)) inserter.onCatch(row.handler(), exc(row));
        }
        for (LabelledEdge edge : plan.edges) {
            if (edge.counter() >= 0 && !(hasBase && edge.from() == cfg.outside())) count(edge);
        }
        if (plan.needsLocal()) positions();
        for (ExceptionRow row : plan.rows) {
            if (row.handler() != cfg.outside() && isSpread(row)) spread(row);
        }
        catchAll();
        inserter.finish();
        announceHalts();
    }

    /** {@code Runtime.halt} ends the JVM without its hooks; where counted code calls it, the counts are written first. */
    private void announceHalts() {
        InsnList code = cfg.code.method.instructions;
        for (AbstractInsnNode node : code) {
            if (node instanceof MethodInsnNode halt
                    && halt.owner.equals("java/lang/Runtime")
                    && halt.name.equals("halt")) {
                code.insertBefore(halt, call("halting", "()V"));
            }
        }
    }

    private InsnList prologue() {
        InsnList list = new InsnList();
        if (hasBase) {
            list.add(Inserter.push(offset));
            list.add(call(BootClass.copy(plan.edges.get(0).counter() == 0 ? "enter" : "base", offset), "(I)J"));
            list.add(new VarInsnNode(LSTORE, base));
        }
        if (plan.needsLocal()) {
            list.add(Inserter.push(Math.max(plan.positions[0], 0)));
            list.add(new VarInsnNode(ISTORE, pos));
        }
        return list;
    }

    private static MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(INVOKESTATIC, BootClass.NAME, name, descriptor, false);
    }

    private void count(LabelledEdge edge) {
        InsnList probe = hasBase ? inc(edge.counter()) : hit(edge.counter());
        int from = edge.from();
        if (from != cfg.outside() && !cfg.code.isBranch(cfg.last(from)) && plan.isMerged(from)) {
            // Exceptions of the last segment flow along this edge: count before they can be thrown.
            inserter.before(cfg.lastOf(from).first(), probe);
        } else {
            inserter.on(edge, probe);
        }
    }

    private InsnList inc(int counter) {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(LLOAD, base));
        list.add(Inserter.push(counter));
        list.add(call("inc", "(JI)V"));
        return list;
    }

    private InsnList hit(int counter) {
        InsnList list = new InsnList();
        list.add(Inserter.push(offset + counter * Long.BYTES));
        list.add(call(BootClass.copy("hit", offset), "(I)V"));
        return list;
    }

    /** Whether each position has a handler of its own where others have one for all. */
    private boolean isSpread(ExceptionRow row) {
        return row.firstPosition() < row.lastPosition() && plan.hasHandlersByPosition();
    }

    private void spread(ExceptionRow row) {
        List<Cfg.Segment> throwing = new ArrayList<>();
        for (int s = 0; s < plan.positions.length; s++) {
            if (row.firstPosition() <= plan.positions[s] && plan.positions[s] <= row.lastPosition()) {
                throwing.add(cfg.segments.get(s));
            }
        }
        inserter.onCatch(row.handler(), throwing, segment -> exc(row, plan.positions[cfg.segments.indexOf(segment)]));
    }

    private InsnList exc(ExceptionRow row) {
        if (row.firstPosition() == row.lastPosition()) return exc(row, row.firstPosition());
        InsnList list = new InsnList();
        list.add(Inserter.push(offset + (row.firstCounter() - row.firstPosition()) * Long.BYTES));
        list.add(new VarInsnNode(ILOAD, pos));
        return passed(row, list, "II");
    }

    private InsnList exc(ExceptionRow row, int position) {
        InsnList list = new InsnList();
        list.add(Inserter.push(offset + (row.firstCounter() + position - row.firstPosition()) * Long.BYTES));
        return passed(row, list, "I");
    }

    /**
     * Calls with the exception, which comes back: if it stayed on the operand stack during the call, compiled frames would have a slot for
     * it. Where frames do not tell its type, it has to stay.
     */
    private InsnList passed(ExceptionRow row, InsnList list, String arguments) {
        String type = row.handler() == cfg.outside() ? THROWABLE : inserter.caught(row.handler());
        if (type == null) {
            list.add(call("exc", "(" + arguments + ")V"));
        } else {
            list.add(call("exc", "(L" + THROWABLE + ";" + arguments + ")L" + THROWABLE + ";"));
            if (!type.equals(THROWABLE)) list.add(new TypeInsnNode(CHECKCAST, type));
        }
        return list;
    }

    /**
     * Sets {@code pos} where segments begin to throw. Positions are numbered in code order, so that within a block each is the
     * one before plus one, which takes less code than a constant.
     */
    private void positions() {
        for (int b = 0; b < cfg.outside(); b++) {
            boolean isSet = false;
            for (int s = cfg.firstSegment[b]; s < cfg.firstSegment[b + 1]; s++) {
                if (plan.positions[s] < 0) continue;
                InsnList list = new InsnList();
                if (isSet) {
                    list.add(new IincInsnNode(pos, 1));
                } else {
                    list.add(Inserter.push(plan.positions[s]));
                    list.add(new VarInsnNode(ISTORE, pos));
                }
                isSet = true;
                inserter.before(cfg.segments.get(s).firstThrowing(), list);
            }
        }
    }

    /** The handlers of last resort cover all segments with a position, and count the exception. */
    private void catchAll() {
        ExceptionRow row = plan.row(cfg.outside());
        if (row == null) return;
        boolean spread = isSpread(row);
        for (int s = 0; s < plan.positions.length; s++) {
            Cfg.Segment segment = cfg.segments.get(s);
            boolean uninitialized = cfg.uninitialized.get(segment.block());
            if (plan.positions[s] >= 0 && !uninitialized) {
                inserter.cover(segment.firstThrowing(), spread ? plan.positions[s] : 0);
            } else if (segment.firstThrowing() >= 0 || uninitialized) {
                // A segment without a position may stay covered only if it cannot throw and this is initialised.
                inserter.uncover(segment.first());
            }
        }
        inserter.catchAll(position -> spread ? exc(row, position) : exc(row));
    }
}
