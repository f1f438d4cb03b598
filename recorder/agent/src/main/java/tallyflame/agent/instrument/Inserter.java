package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Inserts the code of probes into a method, whether it counts or times: finds the place that exactly the control of an edge
 * passes, and keeps the stack-map frames valid. Of two probes before one instruction that inserted first runs first. Used once.
 */
final class Inserter {
    private final Cfg cfg;
    private final MethodNode method;
    private final StackMapFrames frames;
    private final Map<AbstractInsnNode, AbstractInsnNode> anchors;
    private final AbstractInsnNode entry;
    private final InsnList tail = new InsnList();
    /** Where the handler of last resort starts and stops covering code, in turn. */
    private final List<LabelNode> covered = new ArrayList<>();

    /**
     * Makes room in a method.
     *
     * @param hasFrames whether the version of the class file has stack-map frames
     * @param locals verification types of the locals to append behind the method's own
     * @param stack how many stack slots the longest probe takes
     */
    Inserter(Cfg cfg, boolean hasFrames, List<Object> locals, int stack) {
        this.cfg = cfg;
        method = cfg.code.method;
        frames = new StackMapFrames(method, hasFrames);
        frames.extend(locals);
        anchors = frames.detachNews();
        entry = isPlainStart() ? anchor(0) : method.instructions.getFirst();
        for (Object local : locals) method.maxLocals += local == LONG ? 2 : 1;
        method.maxStack += stack;
    }

    /** Whether nothing can jump to the method's first instruction, no frame and no handler begins there: the prologue can follow its label. */
    private boolean isPlainStart() {
        for (TryCatchBlockNode t : method.tryCatchBlocks) {
            if (cfg.code.index(t.start) == 0 || cfg.code.index(t.handler) == 0) return false;
        }
        return hasOneWayIn(0) && !frames.isAt(cfg.code.instructions[0]);
    }

    private boolean hasOneWayIn(int block) {
        return cfg.edges.stream().filter(edge -> edge.to() == block).count() == 1;
    }

    private AbstractInsnNode anchor(int instruction) {
        AbstractInsnNode node = cfg.code.instructions[instruction];
        return anchors.getOrDefault(node, node);
    }

    /** The shortest instruction that pushes a constant. */
    static AbstractInsnNode push(int value) {
        if (value >= -1 && value <= 5) return new InsnNode(ICONST_0 + value);
        if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) return new IntInsnNode(BIPUSH, value);
        if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) return new IntInsnNode(SIPUSH, value);
        return new LdcInsnNode(value);
    }

    /** Has a probe run when the method is called. */
    void atEntry(InsnList probe) {
        method.instructions.insertBefore(entry, probe);
    }

    /** Has a probe run before an instruction, on whatever way that is reached within its block. */
    void before(int instruction, InsnList probe) {
        method.instructions.insertBefore(anchor(instruction), probe);
    }

    /** Has a probe run where exactly the control of an edge passes. */
    void on(LabelledEdge edge, InsnList probe) {
        if (edge.from() == cfg.outside()) {
            atEntry(probe);
            return;
        }
        int last = cfg.last(edge.from());
        AbstractInsnNode node = cfg.code.instructions[last];
        if (cfg.code.isEnd(last) && !cfg.code.isBranch(last)) {
            before(last, probe);
        } else if (edge.label() == null) {
            method.instructions.insert(node, probe);
        } else if (edge.to() != 0 && !cfg.handlers.get(edge.to()) && hasOneWayIn(edge.to())) {
            before(cfg.starts[edge.to()], probe);
        } else {
            retarget(node, edge.to(), detour(edge.to(), edge.label(), probe));
        }
    }

    /** Has a probe run where exceptions arrive at a handler, and not where control jumps or falls to it. */
    void onCatch(int handler, InsnList probe) {
        if (handler != 0 && cfg.edges.stream().noneMatch(edge -> edge.to() == handler)) {
            before(cfg.starts[handler], probe);
            return;
        }
        List<TryCatchBlockNode> entries = method.tryCatchBlocks.stream()
                .filter(t -> leadsTo(t.handler, handler))
                .toList();
        LabelNode way = detour(handler, entries.get(entries.size() - 1).handler, probe);
        for (TryCatchBlockNode t : entries) t.handler = way;
    }

    /** Code after the method's own that runs a probe and continues at a block. */
    private LabelNode detour(int block, LabelNode target, InsnList probe) {
        LabelNode way = new LabelNode();
        tail.add(way);
        frames.copy(cfg.code.instructions[cfg.starts[block]], tail);
        tail.add(probe);
        tail.add(new JumpInsnNode(GOTO, target));
        return way;
    }

    private void retarget(AbstractInsnNode node, int block, LabelNode way) {
        if (node instanceof JumpInsnNode jump) {
            jump.label = way;
        } else if (node instanceof TableSwitchInsnNode table) {
            table.labels.replaceAll(label -> leadsTo(label, block) ? way : label);
            if (leadsTo(table.dflt, block)) table.dflt = way;
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            lookup.labels.replaceAll(label -> leadsTo(label, block) ? way : label);
            if (leadsTo(lookup.dflt, block)) lookup.dflt = way;
        }
    }

    /** Whether a label is one of the method's own (not a detour) and stands for a block. */
    private boolean leadsTo(LabelNode label, int block) {
        return cfg.code.isOwn(label) && cfg.block(label) == block;
    }

    /** Lets the handler of last resort cover the code from an instruction on, unless it does. */
    void cover(int instruction) {
        if (covered.size() % 2 == 0) covered.add(labelBefore(instruction));
    }

    /** Lets the handler of last resort cover the code up to an instruction, if it does. */
    void uncover(int instruction) {
        if (covered.size() % 2 == 1) covered.add(labelBefore(instruction));
    }

    private LabelNode labelBefore(int instruction) {
        LabelNode label = new LabelNode();
        method.instructions.insertBefore(anchor(instruction), label);
        return label;
    }

    /** Adds the handler of last resort around the code it covers, if any, behind all others: it runs a probe and throws on. */
    void catchAll(InsnList probe) {
        if (covered.isEmpty()) return;
        if (covered.size() % 2 == 1) {
            LabelNode end = new LabelNode();
            method.instructions.add(end);
            covered.add(end);
        }
        LabelNode handler = new LabelNode();
        for (int i = 0; i < covered.size(); i += 2) {
            method.tryCatchBlocks.add(new TryCatchBlockNode(covered.get(i), covered.get(i + 1), handler, null));
        }
        tail.add(handler);
        frames.handler(tail);
        tail.add(probe);
        tail.add(new InsnNode(ATHROW));
    }

    /** Appends the detours and handlers that come after the method's own code. */
    void finish() {
        method.instructions.add(tail);
    }
}
