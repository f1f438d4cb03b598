package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import tallyflame.agent.boot.BootClass;
import tallyflame.counts.graph.ExceptionRow;

/**
 * Writes the counting code of a {@link Plan} into its method. Locals are appended as far as they are needed:
 * {@code base}, the address of the method's counters in the thread's block, if calls of the method count more than once or twice,
 * and {@code pos}, the position of the segment that executes, if exceptions are.
 */
final class Inserter {
    /** Up to so many increments per call, as estimated, each looks the base up, so that calls need not preserve it. */
    private static final double ONE_LOOKUP_EACH = 2;

    private final Plan plan;
    private final Cfg cfg;
    private final MethodNode method;
    private final StackMapFrames frames;
    private final int base;
    private final int pos;
    private final boolean hasBase;
    private final boolean hasRows;
    private int offset;
    private final InsnList tail = new InsnList();
    private final Map<AbstractInsnNode, AbstractInsnNode> anchors = new HashMap<>();

    Inserter(Plan plan, boolean hasFrames) {
        this.plan = plan;
        cfg = plan.cfg;
        method = cfg.code.method;
        hasBase = plan.measuredEdges() > 1 && plan.cost > ONE_LOOKUP_EACH;
        hasRows = !plan.rows.isEmpty();
        base = method.maxLocals;
        pos = hasBase ? base + 2 : base;
        frames = new StackMapFrames(method, hasFrames);
    }

    /**
     * Rewrites the method.
     *
     * @param firstOffset byte offset of the method's first counter in the blocks
     */
    void insert(int firstOffset) {
        offset = firstOffset;
        List<Object> added = new ArrayList<>();
        if (hasBase) added.add(LONG);
        if (hasRows) added.add(INTEGER);
        frames.extend(added);
        anchors.putAll(frames.detachNews());
        List<AbstractInsnNode> firsts = new ArrayList<>();
        for (int b = 0; b < cfg.outside(); b++) firsts.add(anchor(cfg.code.instructions[cfg.starts[b]]));
        AbstractInsnNode entry = isPlainStart() ? firsts.get(0) : method.instructions.getFirst();
        prologue(entry);
        handlers(firsts);
        for (int a = 0; a < plan.arcs.size(); a++) {
            int counter = plan.counterOfArc[a];
            if (counter >= 0 && !(hasBase && plan.arcs.get(a).from() == cfg.outside()))
                place(a, hasBase ? inc(counter) : hit(counter), entry, firsts);
        }
        positions();
        catchAll();
        method.instructions.add(tail);
        method.maxLocals += (hasBase ? 2 : 0) + (hasRows ? 1 : 0);
        method.maxStack += 5;
    }

    /** Whether nothing can jump to the method's first instruction, no frame and no handler begins there: the prologue can follow its label. */
    private boolean isPlainStart() {
        for (TryCatchBlockNode t : method.tryCatchBlocks) {
            if (cfg.code.index(t.start) == 0 || cfg.code.index(t.handler) == 0) return false;
        }
        return hasOneWayIn(0) && !frames.isAt(cfg.code.instructions[0]);
    }

    private AbstractInsnNode anchor(AbstractInsnNode node) {
        return anchors.getOrDefault(node, node);
    }

    private void prologue(AbstractInsnNode entry) {
        InsnList list = new InsnList();
        if (hasBase) {
            list.add(push(offset));
            list.add(call(BootClass.copy(plan.counterOfArc[0] == 0 ? "enter" : "base", offset), "(I)J"));
            list.add(new VarInsnNode(LSTORE, base));
        }
        if (hasRows) {
            list.add(push(Math.max(plan.positions[0], 0)));
            list.add(new VarInsnNode(ISTORE, pos));
        }
        method.instructions.insertBefore(entry, list);
    }

    private static MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(INVOKESTATIC, BootClass.NAME, name, descriptor, false);
    }

    private InsnList inc(int counter) {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(LLOAD, base));
        list.add(push(counter));
        list.add(call("inc", "(JI)V"));
        return list;
    }

    private InsnList hit(int counter) {
        InsnList list = new InsnList();
        list.add(push(offset + counter * Long.BYTES));
        list.add(call(BootClass.copy("hit", offset), "(I)V"));
        return list;
    }

    static AbstractInsnNode push(int value) {
        if (value >= -1 && value <= 5) return new InsnNode(ICONST_0 + value);
        if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) return new IntInsnNode(BIPUSH, value);
        if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) return new IntInsnNode(SIPUSH, value);
        return new LdcInsnNode(value);
    }

    /** Puts a probe where exactly the edge's control passes. */
    private void place(int index, InsnList probe, AbstractInsnNode entry, List<AbstractInsnNode> firsts) {
        Cfg.Arc arc = plan.arcs.get(index);
        if (arc.from() == cfg.outside()) {
            method.instructions.insertBefore(entry, probe);
            return;
        }
        AbstractInsnNode last = cfg.code.instructions[cfg.last(arc.from())];
        boolean conditional =
                cfg.code.isSwitch(cfg.last(arc.from())) || (last instanceof JumpInsnNode && last.getOpcode() != GOTO);
        if (!conditional && plan.isMerged(arc.from())) {
            // Exceptions of the last segment flow along this edge: count before they can be thrown.
            int first = cfg.lastOf(arc.from()).first();
            method.instructions.insertBefore(anchor(cfg.code.instructions[first]), probe);
        } else if (!conditional && cfg.code.isEnd(cfg.last(arc.from()))) {
            method.instructions.insertBefore(last, probe);
        } else if (arc.label() == null) {
            method.instructions.insert(last, probe);
        } else if (arc.to() != 0 && !cfg.handlers.get(arc.to()) && hasOneWayIn(arc.to())) {
            method.instructions.insertBefore(firsts.get(arc.to()), probe);
        } else {
            LabelNode way = new LabelNode();
            detour(way, arc, probe);
            retarget(last, arc, way);
        }
    }

    private boolean hasOneWayIn(int block) {
        return plan.arcs.stream().filter(arc -> arc.to() == block).count() == 1;
    }

    private void detour(LabelNode way, Cfg.Arc arc, InsnList probe) {
        tail.add(way);
        frames.copy(cfg.code.instructions[cfg.starts[arc.to()]], tail);
        tail.add(probe);
        tail.add(new JumpInsnNode(GOTO, arc.label()));
    }

    private void retarget(AbstractInsnNode node, Cfg.Arc arc, LabelNode way) {
        if (node instanceof JumpInsnNode jump) {
            jump.label = way;
        } else if (node instanceof TableSwitchInsnNode table) {
            table.labels.replaceAll(label -> leadsTo(label, arc) ? way : label);
            if (leadsTo(table.dflt, arc)) table.dflt = way;
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            lookup.labels.replaceAll(label -> leadsTo(label, arc) ? way : label);
            if (leadsTo(lookup.dflt, arc)) lookup.dflt = way;
        }
    }

    /** Whether a label is one of the method's own (not a detour) and stands for the target of an edge. */
    private boolean leadsTo(LabelNode label, Cfg.Arc arc) {
        return cfg.code.isOwn(label) && cfg.block(label) == arc.to();
    }

    private void handlers(List<AbstractInsnNode> firsts) {
        for (ExceptionRow row : plan.rows) {
            int handler = row.handler();
            if (handler == cfg.outside()) continue;
            boolean alsoJumpedTo = handler == 0 || plan.arcs.stream().anyMatch(arc -> arc.to() == handler);
            if (!alsoJumpedTo) {
                method.instructions.insertBefore(firsts.get(handler), exc(row));
                continue;
            }
            LabelNode way = new LabelNode();
            LabelNode target = null;
            for (TryCatchBlockNode t : method.tryCatchBlocks) {
                if (!cfg.code.isOwn(t.handler) || cfg.block(t.handler) != handler) continue;
                target = t.handler;
                t.handler = way;
            }
            detour(way, new Cfg.Arc(cfg.outside(), handler, target, true), exc(row));
        }
    }

    private InsnList exc(ExceptionRow row) {
        InsnList list = new InsnList();
        list.add(push(offset + (row.firstCounter() - row.firstPosition()) * Long.BYTES));
        list.add(new VarInsnNode(ILOAD, pos));
        list.add(call("exc", "(II)V"));
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
                    list.add(push(plan.positions[s]));
                    list.add(new VarInsnNode(ISTORE, pos));
                }
                isSet = true;
                int thrower = cfg.segments.get(s).firstThrowing();
                method.instructions.insertBefore(anchor(cfg.code.instructions[thrower]), list);
            }
        }
    }

    /** The handler of last resort around all segments with a position, which counts the exception and throws it on. */
    private void catchAll() {
        ExceptionRow row = plan.row(cfg.outside());
        if (row == null) return;
        LabelNode handler = new LabelNode();
        LabelNode start = null;
        for (int s = 0; s < plan.positions.length; s++) {
            Cfg.Segment segment = cfg.segments.get(s);
            boolean inside = plan.positions[s] >= 0 && !cfg.uninitialized.get(segment.block());
            if (inside && start == null) {
                start = labelBefore(cfg.code.instructions[segment.firstThrowing()]);
            } else if (!inside && start != null && endsCatchAll(segment)) {
                end(start, cfg.code.instructions[segment.first()], handler);
                start = null;
            }
        }
        if (start != null) {
            LabelNode end = new LabelNode();
            method.instructions.add(end);
            method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
        }
        tail.add(handler);
        frames.handler(tail);
        tail.add(exc(row));
        tail.add(new InsnNode(ATHROW));
    }

    /** A segment without a position may stay within the range only if it cannot throw and {@code this} is initialised. */
    private boolean endsCatchAll(Cfg.Segment segment) {
        return segment.firstThrowing() >= 0 || cfg.uninitialized.get(segment.block());
    }

    private void end(LabelNode start, AbstractInsnNode node, LabelNode handler) {
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, labelBefore(node), handler, null));
    }

    private LabelNode labelBefore(AbstractInsnNode node) {
        LabelNode label = new LabelNode();
        method.instructions.insertBefore(anchor(node), label);
        return label;
    }
}
