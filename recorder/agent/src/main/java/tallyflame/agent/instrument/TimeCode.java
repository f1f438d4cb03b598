package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.Collections;
import java.util.List;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import tallyflame.agent.boot.BootTimers;

/**
 * Writes timing probes into a method: its entry, every way out, and every entry of a line as
 * {@link tallyflame.counts.LineHits} defines it. One local is appended, the activation.
 */
final class TimeCode {
    private static final String FRAME = "L" + BootTimers.FRAME + ";";
    private static final int STACK = 3;

    private final Cfg cfg;
    private final Inserter inserter;
    private final int frame;
    private final List<Integer> lines;
    private final int firstLine;

    /**
     * Prepares a method.
     *
     * @param lines the method's source lines, ascending
     * @param firstLine number of the first of them in the tables of times
     * @param hasFrames whether the version of the class file has stack-map frames
     */
    TimeCode(Cfg cfg, List<Integer> lines, int firstLine, boolean hasFrames) {
        this.cfg = cfg;
        this.lines = lines;
        this.firstLine = firstLine;
        frame = cfg.code.method.maxLocals;
        inserter = new Inserter(cfg, hasFrames, List.of(BootTimers.FRAME), STACK);
    }

    /**
     * Rewrites the method.
     *
     * @param number number of the method in the tables of times
     */
    void insert(int number) {
        inserter.atEntry(enter(number));
        for (int b = 0; b < cfg.outside(); b++) block(b);
        for (int i = 0; i < cfg.code.size(); i++) {
            if (cfg.code.isReturn(i)) inserter.before(i, exit());
        }
        catchAll();
        inserter.finish();
    }

    private void block(int block) {
        int first = cfg.firstSegment[block];
        for (int s = first + 1; s < cfg.firstSegment[block + 1]; s++) {
            inserter.before(cfg.segments.get(s).first(), probe(cfg.isStep(s) ? "step" : "line", s));
        }
        boolean handler = cfg.handlers.get(block);
        if (cfg.isStep(first)) {
            inserter.before(cfg.starts[block], probe("step", first));
        } else if (handler) {
            inserter.before(cfg.starts[block], probe("caught", first));
        }
        List<LabelledEdge> in =
                cfg.edges.stream().filter(edge -> edge.to() == block).toList();
        if (block > 0 && !handler && !in.isEmpty() && in.stream().allMatch(LabelledEdge::enters)) {
            inserter.before(cfg.starts[block], probe("line", first));
            return;
        }
        for (LabelledEdge edge : in) {
            if (edge.from() != cfg.outside() && edge.enters()) inserter.on(edge, probe("line", first));
        }
    }

    /** The handler of last resort covers all code where a handler is allowed, and ends the activation. */
    private void catchAll() {
        for (int b = 0; b < cfg.outside(); b++) {
            if (cfg.uninitialized.get(b)) {
                inserter.uncover(cfg.starts[b]);
            } else {
                inserter.cover(cfg.starts[b], 0);
            }
        }
        inserter.catchAll(handler -> exit());
    }

    private InsnList enter(int number) {
        InsnList list = new InsnList();
        list.add(Inserter.push(number));
        list.add(Inserter.push(numberOf(cfg.code.lines[0])));
        list.add(call("enter", "(II)" + FRAME));
        list.add(new VarInsnNode(ASTORE, frame));
        return list;
    }

    private InsnList exit() {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(ALOAD, frame));
        list.add(call("exit", "(" + FRAME + ")V"));
        return list;
    }

    private InsnList probe(String name, int segment) {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(ALOAD, frame));
        list.add(Inserter.push(numberOf(cfg.segments.get(segment).line())));
        list.add(call(name, "(" + FRAME + "I)V"));
        return list;
    }

    private static MethodInsnNode call(String name, String descriptor) {
        return new MethodInsnNode(INVOKESTATIC, BootTimers.NAME, name, descriptor, false);
    }

    /** Code in front of the first line has number 0, which is not reported. */
    private int numberOf(int line) {
        int index = Collections.binarySearch(lines, line);
        return index < 0 ? 0 : firstLine + index;
    }
}
