package tallyflame.analysis.outcomes;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What a compiler adds to a method that its source does not have.
 *
 * @param java whether the source is in Java
 * @param kotlin whether it is in Kotlin
 * @param partsHaveLines whether each part of a condition that begins a line has that line in the line table, not only calls
 * @param closing lines on which resources are closed
 */
record CompilerTraits(boolean java, boolean kotlin, boolean partsHaveLines, Set<Integer> closing) {
    static CompilerTraits of(CountedClass counted, MethodCode code) {
        ClassNode type = counted.node();
        String file = type.sourceFile == null ? "" : type.sourceFile;
        List<AnnotationNode> annotations = type.visibleAnnotations == null ? List.of() : type.visibleAnnotations;
        boolean metadata = annotations.stream().anyMatch(one -> one.desc.equals("Lkotlin/Metadata;"));
        Set<Integer> closing = new HashSet<>();
        for (int place = 0; place < code.size(); place++) {
            if (code.at(place) instanceof MethodInsnNode call && call.name.equals("addSuppressed")) {
                closing.add(code.line(place));
            }
        }
        return new CompilerTraits(
                !metadata && file.endsWith(".java"),
                metadata && file.endsWith(".kt"),
                metadata || counted.isOfEclipse(),
                closing);
    }

    /** Whether a compiler made the whole method, or its states. */
    static boolean isMade(MethodNode method) {
        boolean synthetic = (method.access & Opcodes.ACC_SYNTHETIC) != 0 && !method.name.contains("lambda$");
        return synthetic
                || method.name.equals("invokeSuspend")
                || method.desc.contains("Lkotlin/coroutines/Continuation;)");
    }

    /** Whether conditions jump over what they guard when they do not hold; of other languages it is not known. */
    boolean jumpsOverWhatIsGuarded() {
        return java || kotlin;
    }

    /**
     * Whether a jump asks if a value is {@code null} and is named so: in Kotlin it mostly stands for {@code ?.} and {@code ?:}, and
     * before {@code close()} for the end of a resource.
     */
    boolean asksForNull(MethodCode code, int jump) {
        int opcode = code.opcode(jump);
        boolean asks = opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL;
        return asks && (kotlin || closes(code, jump));
    }

    private static boolean closes(MethodCode code, int jump) {
        return code.opcode(jump) == Opcodes.IFNULL
                && code.opcode(jump + 1) == Opcodes.ALOAD
                && jump + 2 < code.size()
                && code.at(jump + 2) instanceof MethodInsnNode call
                && call.name.equals("close")
                && call.desc.equals("()V");
    }

    /** Whether a condition is in no source. */
    boolean isItsOwn(MethodCode code, Condition condition) {
        int last = condition.last();
        return AssertionCode.isSetUp(code, last)
                || (closing.contains(condition.line()) && comparesObjects(code.opcode(last)))
                || (kotlin && (isSafeCast(code, last) || guardsLoop(code, condition)));
    }

    /**
     * Whether what is on the next line may be the rest of {@code !(a || b)}, where the first part jumps if it holds. A jump if a
     * {@code boolean} is false is one if the part does not.
     */
    boolean mayGoOn(MethodCode code, Condition condition) {
        int jump = condition.last();
        boolean call = code.opcode(jump + 1) == Opcodes.INVOKESTATIC
                && ((MethodInsnNode) code.at(jump + 1)).desc.startsWith("()");
        return condition.cut() && code.opcode(jump) != Opcodes.IFEQ && (partsHaveLines || call);
    }

    private static boolean comparesObjects(int opcode) {
        return opcode == Opcodes.IFNULL
                || opcode == Opcodes.IFNONNULL
                || opcode == Opcodes.IF_ACMPEQ
                || opcode == Opcodes.IF_ACMPNE;
    }

    /** {@code as?}. */
    private static boolean isSafeCast(MethodCode code, int jump) {
        return code.opcode(jump - 1) == Opcodes.INSTANCEOF && code.opcode(jump - 2) == Opcodes.DUP;
    }

    /** The way into a {@code for} over a range, whose other condition is at its end. */
    private static boolean guardsLoop(MethodCode code, Condition condition) {
        int latch = condition.target() - 1;
        return latch > condition.last()
                && code.isConditional(latch)
                && code.target(latch) <= latch
                && code.target(latch) > condition.last();
    }
}
