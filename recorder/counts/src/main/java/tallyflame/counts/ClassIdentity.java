package tallyflame.counts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A 64-bit checksum of what a class executes and of its line tables. It does not depend on the layout of the constant pool,
 * so that the class file on disk and the one the JVM reconstructs for retransformation have the same.
 */
public final class ClassIdentity {
    private static final long PRIME = 0x100000001b3L;

    private long hash = 0xcbf29ce484222325L;

    private ClassIdentity() {}

    /**
     * The identity of a class file, comparable with {@link tallyflame.counts.ClassCounts#identity()}.
     *
     * @throws IllegalArgumentException if the bytes are no class file, or one of an unknown version
     */
    public static long of(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.SKIP_FRAMES);
        return of(node);
    }

    /** The identity of a class that was parsed already. */
    public static long of(ClassNode node) {
        long sum = new ClassIdentity().text(node.name).finish();
        for (MethodNode method : node.methods)
            sum += new ClassIdentity().method(method).finish();
        return sum;
    }

    private long finish() {
        long h = hash;
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }

    private ClassIdentity number(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
        return this;
    }

    private ClassIdentity text(String text) {
        number(text.length());
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * PRIME;
        return this;
    }

    private ClassIdentity method(MethodNode method) {
        text(method.name).text(method.desc);
        int index = 0;
        // Jumps are told apart by distance: labels have no identity of their own.
        Map<LabelNode, Integer> labels = new HashMap<>();
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LabelNode label) labels.put(label, index);
            if (node.getOpcode() >= 0) index++;
        }
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode line) number(line.line);
            if (node.getOpcode() >= 0) operands(number(node.getOpcode()), node, labels);
        }
        return this;
    }

    private static void operands(ClassIdentity out, AbstractInsnNode node, Map<LabelNode, Integer> labels) {
        if (node instanceof VarInsnNode n) out.number(n.var);
        if (node instanceof IntInsnNode n) out.number(n.operand);
        if (node instanceof IincInsnNode n) out.number(n.var).number(n.incr);
        if (node instanceof TypeInsnNode n) out.text(n.desc);
        if (node instanceof FieldInsnNode n) out.text(n.owner).text(n.name).text(n.desc);
        if (node instanceof MethodInsnNode n) out.text(n.owner).text(n.name).text(n.desc);
        if (node instanceof InvokeDynamicInsnNode n) out.text(n.name).text(n.desc);
        if (node instanceof LdcInsnNode n) out.text(String.valueOf(n.cst));
        if (node instanceof JumpInsnNode n) out.number(labels.get(n.label));
        if (node instanceof TableSwitchInsnNode n) out.number(n.min).targets(n.labels, n.dflt, labels);
        if (node instanceof LookupSwitchInsnNode n) {
            for (int key : n.keys) out.number(key);
            out.targets(n.labels, n.dflt, labels);
        }
    }

    private void targets(List<LabelNode> targets, LabelNode dflt, Map<LabelNode, Integer> labels) {
        for (LabelNode label : targets) number(labels.get(label));
        number(labels.get(dflt));
    }
}
