package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The stack-map frames of a method (expanded form), extended by hand: no type is recomputed and no class is looked up.
 * Methods of class files without frames have none before and none after.
 */
final class StackMapFrames {
    private final MethodNode method;
    private final int slots;
    private final boolean needed;
    private final Map<AbstractInsnNode, FrameNode> frameAt = new HashMap<>();
    private List<Object> added = List.of();

    /**
     * Remembers where the frames are.
     *
     * @param needed whether the version of the class file has frames
     */
    StackMapFrames(MethodNode method, boolean needed) {
        this.method = method;
        this.needed = needed;
        slots = method.maxLocals;
        FrameNode last = null;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof FrameNode frame) last = frame;
            if (node.getOpcode() < 0) continue;
            if (last != null) frameAt.put(node, last);
            last = null;
        }
    }

    /** Appends locals behind all of the method's own to every frame. */
    void extend(List<Object> types) {
        added = List.copyOf(types);
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof FrameNode frame) frame.local = extended(frame.local);
        }
    }

    private List<Object> extended(List<Object> locals) {
        List<Object> result = new ArrayList<>();
        int used = 0;
        for (Object local : locals == null ? List.of() : locals) {
            result.add(local);
            used += local.equals(LONG) || local.equals(DOUBLE) ? 2 : 1;
        }
        for (; used < slots; used++) result.add(TOP);
        result.addAll(added);
        return result;
    }

    /**
     * Gives every {@code new} instruction a label of its own directly before it and lets frames that name the uninitialised
     * object by an older label name it by the new one, so that code can be inserted between the old label and the
     * instruction.
     *
     * @return where to insert code that is to run before such an instruction
     */
    Map<AbstractInsnNode, AbstractInsnNode> detachNews() {
        Map<AbstractInsnNode, AbstractInsnNode> anchors = new HashMap<>();
        Map<LabelNode, LabelNode> moved = new HashMap<>();
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node.getOpcode() != NEW) continue;
            LabelNode own = new LabelNode();
            for (AbstractInsnNode p = node.getPrevious(); p != null && p.getOpcode() < 0; p = p.getPrevious()) {
                if (p instanceof LabelNode label) moved.put(label, own);
            }
            method.instructions.insertBefore(node, own);
            anchors.put(node, own);
        }
        for (AbstractInsnNode node : method.instructions) {
            if (!(node instanceof FrameNode frame)) continue;
            frame.local = renamed(frame.local, moved);
            frame.stack = renamed(frame.stack, moved);
        }
        return anchors;
    }

    private static List<Object> renamed(List<Object> types, Map<LabelNode, LabelNode> moved) {
        List<Object> result = new ArrayList<>();
        for (Object type : types == null ? List.of() : types) {
            result.add(type instanceof LabelNode label ? moved.getOrDefault(label, label) : type);
        }
        return result;
    }

    /** Whether a frame is directly before an instruction. */
    boolean isAt(AbstractInsnNode instruction) {
        return frameAt.containsKey(instruction);
    }

    /** What a handler's first instruction finds on the operand stack: internal name of a class; null if the method has no frames. */
    String caught(AbstractInsnNode handler) {
        FrameNode frame = frameAt.get(handler);
        return frame == null ? null : (String) frame.stack.get(0);
    }

    /** Appends a copy of the frame at an instruction to a list, if the method has frames. */
    void copy(AbstractInsnNode at, InsnList list) {
        FrameNode frame = frameAt.get(at);
        if (frame == null) return;
        Object[] locals = frame.local.toArray();
        list.add(new FrameNode(F_NEW, locals.length, locals, frame.stack.size(), frame.stack.toArray()));
    }

    /** Appends the frame of a handler that knows none of the method's own locals. */
    void handler(InsnList list) {
        if (!needed) return;
        Object[] locals = extended(List.of()).toArray();
        list.add(new FrameNode(F_NEW, locals.length, locals, 1, new Object[] {"java/lang/Throwable"}));
    }
}
