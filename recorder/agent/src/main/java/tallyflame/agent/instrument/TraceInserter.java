package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import tallyflame.agent.boot.BootTimers;

/**
 * Writes timing probes into a method: its entry, every way out, and every entry of a line as
 * {@link tallyflame.counts.LineHits} defines it. One local is appended, the activation. Used once.
 */
final class TraceInserter {
    private static final String FRAME = "L" + BootTimers.FRAME + ";";

    private final Cfg cfg;
    private final MethodNode method;
    private final StackMapFrames frames;
    private final int frame;
    private final int firstLine;
    private final int[] lines;
    private final InsnList tail = new InsnList();
    private final Map<AbstractInsnNode, AbstractInsnNode> anchors = new HashMap<>();

    /**
     * Prepares a method.
     *
     * @param hasFrames whether the version of the class file has stack-map frames
     * @param firstLine number of the method's first line in the tables of times
     */
    TraceInserter(Cfg cfg, boolean hasFrames, int firstLine) {
        this.cfg = cfg;
        this.firstLine = firstLine;
        method = cfg.code.method;
        frame = method.maxLocals;
        frames = new StackMapFrames(method, hasFrames);
        lines = lines(cfg.code);
    }

    /** The source lines of a method, ascending, in the order in which they are numbered. */
    static int[] lines(Code code) {
        return Arrays.stream(code.lines)
                .filter(line -> line > 0)
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * Rewrites the method.
     *
     * @param number number of the method in the tables of times
     */
    void insert(int number) {
        frames.extend(List.of(BootTimers.FRAME));
        anchors.putAll(frames.detachNews());
        AbstractInsnNode first = method.instructions.getFirst();
        for (int b = 0; b < cfg.outside(); b++) block(b);
        for (int i = 0; i < cfg.code.size(); i++) {
            if (cfg.code.isReturn(i)) before(i, exit());
        }
        catchAll();
        method.instructions.insertBefore(first, prologue(number));
        method.instructions.add(tail);
        method.maxLocals++;
        method.maxStack += 3;
    }

    private InsnList prologue(int number) {
        InsnList list = new InsnList();
        list.add(Inserter.push(number));
        list.add(Inserter.push(numberOf(cfg.code.lines[0])));
        list.add(new MethodInsnNode(INVOKESTATIC, BootTimers.NAME, "enter", "(II)" + FRAME, false));
        list.add(new VarInsnNode(ASTORE, frame));
        return list;
    }

    private void block(int block) {
        int first = cfg.firstSegment[block];
        for (int s = first + 1; s < cfg.firstSegment[block + 1]; s++) {
            before(cfg.segments.get(s).first(), probe(cfg.isStep(s) ? "step" : "line", s));
        }
        boolean handler = cfg.handlers.get(block);
        if (cfg.isStep(first)) {
            before(cfg.starts[block], probe("step", first));
        } else if (handler) {
            before(cfg.starts[block], probe("caught", first));
        }
        List<Cfg.Arc> in = cfg.arcs.stream().filter(arc -> arc.to() == block).toList();
        if (block > 0 && !handler && !in.isEmpty() && in.stream().allMatch(cfg::enters)) {
            before(cfg.starts[block], probe("line", first));
            return;
        }
        for (Cfg.Arc arc : in) {
            if (arc.from() != cfg.outside() && cfg.enters(arc)) place(arc, first);
        }
    }

    /** Puts a probe where exactly the control of an edge passes. */
    private void place(Cfg.Arc arc, int segment) {
        int from = cfg.last(arc.from());
        AbstractInsnNode last = cfg.code.instructions[from];
        boolean jumps = last instanceof JumpInsnNode;
        if (arc.label() == null) {
            method.instructions.insert(last, probe("line", segment));
        } else if (jumps && last.getOpcode() == GOTO) {
            before(from, probe("line", segment));
        } else {
            LabelNode way = new LabelNode();
            tail.add(way);
            frames.copy(cfg.code.instructions[cfg.starts[arc.to()]], tail);
            tail.add(probe("line", segment));
            tail.add(new JumpInsnNode(GOTO, arc.label()));
            retarget(last, arc.to(), way);
        }
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

    private boolean leadsTo(LabelNode label, int block) {
        return cfg.code.isOwn(label) && cfg.block(label) == block;
    }

    /** A handler of last resort, which ends the activation and throws on, around all code where a handler is allowed. */
    private void catchAll() {
        LabelNode handler = new LabelNode();
        List<LabelNode> bounds = new ArrayList<>();
        for (int b = 0; b < cfg.outside(); b++) {
            if (cfg.uninitialized.get(b) == (bounds.size() % 2 == 0)) continue;
            LabelNode bound = new LabelNode();
            AbstractInsnNode at = cfg.code.instructions[cfg.starts[b]];
            method.instructions.insertBefore(anchors.getOrDefault(at, at), bound);
            bounds.add(bound);
        }
        if (bounds.size() % 2 == 1) {
            LabelNode end = new LabelNode();
            method.instructions.add(end);
            bounds.add(end);
        }
        if (bounds.isEmpty()) return;
        for (int i = 0; i < bounds.size(); i += 2) {
            method.tryCatchBlocks.add(new TryCatchBlockNode(bounds.get(i), bounds.get(i + 1), handler, null));
        }
        tail.add(handler);
        frames.handler(tail);
        tail.add(exit());
        tail.add(new InsnNode(ATHROW));
    }

    private void before(int instruction, InsnList probe) {
        AbstractInsnNode at = cfg.code.instructions[instruction];
        method.instructions.insertBefore(anchors.getOrDefault(at, at), probe);
    }

    private InsnList exit() {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(ALOAD, frame));
        list.add(new MethodInsnNode(INVOKESTATIC, BootTimers.NAME, "exit", "(" + FRAME + ")V", false));
        return list;
    }

    private InsnList probe(String name, int segment) {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(ALOAD, frame));
        list.add(Inserter.push(numberOf(cfg.segments.get(segment).line())));
        list.add(new MethodInsnNode(INVOKESTATIC, BootTimers.NAME, name, "(" + FRAME + "I)V", false));
        return list;
    }

    /** Code in front of the first line has number 0, which is not reported. */
    private int numberOf(int line) {
        int index = Arrays.binarySearch(lines, line);
        return index < 0 ? 0 : firstLine + index;
    }
}
