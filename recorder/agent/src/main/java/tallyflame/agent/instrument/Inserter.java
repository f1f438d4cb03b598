package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
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
    private static final int NONE = -1;

    private final Cfg cfg;
    private final MethodNode method;
    private final StackMapFrames frames;
    private final Map<AbstractInsnNode, AbstractInsnNode> anchors;
    private final AbstractInsnNode entry;
    private final InsnList tail = new InsnList();
    /** Where which handler of last resort begins to cover code. */
    private final List<Cover> covers = new ArrayList<>();

    private record Cover(LabelNode start, int handler) {}

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

    /** Internal name of the class of exceptions at a handler; null if the class file does not tell. */
    String caught(int handler) {
        return frames.caught(cfg.code.instructions[cfg.starts[handler]]);
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

    /**
     * Has probes run where exceptions arrive at a handler, another one for each segment that throws.
     *
     * @param throwing segments in the order of the code
     */
    void onCatch(int handler, List<Cfg.Segment> throwing, Function<Cfg.Segment, InsnList> probes) {
        Map<Cfg.Segment, LabelNode> ways = new HashMap<>();
        List<TryCatchBlockNode> all = new ArrayList<>();
        for (TryCatchBlockNode t : method.tryCatchBlocks) {
            List<Cfg.Segment> segments = leadsTo(t.handler, handler) ? throwing(t, throwing) : List.of();
            if (segments.isEmpty()) all.add(t);
            LabelNode start = t.start;
            for (int i = 0; i < segments.size(); i++) {
                LabelNode way = ways.computeIfAbsent(segments.get(i), s -> detour(handler, t.handler, probes.apply(s)));
                boolean last = i + 1 == segments.size();
                LabelNode end = last ? t.end : labelBefore(segments.get(i + 1).firstThrowing());
                all.add(new TryCatchBlockNode(start, end, way, t.type));
                start = end;
            }
        }
        method.tryCatchBlocks = all;
    }

    private List<Cfg.Segment> throwing(TryCatchBlockNode t, List<Cfg.Segment> segments) {
        int start = cfg.code.index(t.start);
        int end = cfg.code.index(t.end);
        return segments.stream()
                .filter(segment -> segment.last() >= start && segment.firstThrowing() < end)
                .toList();
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

    /** Lets a handler of last resort cover the code from an instruction on, and no other one. */
    void cover(int instruction, int handler) {
        int now = covers.isEmpty() ? NONE : covers.get(covers.size() - 1).handler;
        if (handler != now) covers.add(new Cover(labelBefore(instruction), handler));
    }

    /** Lets no handler of last resort cover the code from an instruction on. */
    void uncover(int instruction) {
        cover(instruction, NONE);
    }

    private LabelNode labelBefore(int instruction) {
        LabelNode label = new LabelNode();
        method.instructions.insertBefore(anchor(instruction), label);
        return label;
    }

    /** Adds the handlers of last resort around the code they cover, if any, behind all others: each runs its probe and throws on. */
    void catchAll(IntFunction<InsnList> probes) {
        if (covers.isEmpty()) return;
        LabelNode end = new LabelNode();
        method.instructions.add(end);
        covers.add(new Cover(end, NONE));
        Map<Integer, LabelNode> handlers = new HashMap<>();
        for (int i = 0; i + 1 < covers.size(); i++) {
            Cover cover = covers.get(i);
            if (cover.handler == NONE) continue;
            LabelNode handler = handlers.computeIfAbsent(cover.handler, number -> lastResort(probes.apply(number)));
            method.tryCatchBlocks.add(new TryCatchBlockNode(cover.start, covers.get(i + 1).start, handler, null));
        }
    }

    private LabelNode lastResort(InsnList probe) {
        LabelNode handler = new LabelNode();
        tail.add(handler);
        frames.handler(tail);
        tail.add(probe);
        tail.add(new InsnNode(ATHROW));
        return handler;
    }

    /** Appends the detours and handlers that come after the method's own code. */
    void finish() {
        method.instructions.add(tail);
    }
}
