package tallyflame.agent.boot;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Keeps HotSpot's first compiler, C1, from inlining the probes, which its second one, C2, inlines.
 *
 * <p>C1 gives every value that lives across a call a stack slot of its own, and the probes' slow paths are calls: with probes inlined,
 * frames were three to six times as large, and a deep recursion overflowed the stack that much sooner. Of what the two compilers look at
 * when they inline, one thing differs: C1 refuses methods with subroutines ({@code jsr}), C2 does not mind
 * them. So each probe gets one, behind its last instruction, where nothing leads to. Only class files up to version 50 may have
 * it; version 49 has no stack-map frames yet.
 */
final class FirstTier {
    private FirstTier() {}

    /** Adds a subroutine that is never reached to each method that asks to be inlined. */
    static void keepCalls(ClassNode node) {
        node.version = Opcodes.V1_5;
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof FrameNode) method.instructions.remove(instruction);
            }
            if (isInlined(method)) addSubroutine(method);
        }
    }

    private static boolean isInlined(MethodNode method) {
        return method.visibleAnnotations != null
                && method.visibleAnnotations.stream().anyMatch(a -> a.desc.endsWith("/ForceInline;"));
    }

    private static void addSubroutine(MethodNode method) {
        LabelNode start = new LabelNode();
        method.instructions.add(start);
        method.instructions.add(new InsnNode(Opcodes.POP));
        method.instructions.add(new JumpInsnNode(Opcodes.JSR, start));
        method.instructions.add(new InsnNode(Opcodes.ACONST_NULL));
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
    }
}
