package tallyflame.analysis.outcomes;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What compilers make of assertions: a test whether they are on, and a condition that jumps over the error when it holds. */
final class AssertionCode {
    private AssertionCode() {}

    /** Whether a conditional jump asks if assertions are on. */
    static boolean isTest(MethodCode code, int jump) {
        return code.opcode(jump - 1) == Opcodes.GETSTATIC
                && code.at(jump - 1) instanceof FieldInsnNode field
                && (isJava(field, code.opcode(jump)) || isKotlin(field, code.opcode(jump)));
    }

    private static boolean isJava(FieldInsnNode field, int opcode) {
        return field.name.equals("$assertionsDisabled") && opcode == Opcodes.IFNE;
    }

    private static boolean isKotlin(FieldInsnNode field, int opcode) {
        return field.owner.equals("kotlin/_Assertions") && opcode == Opcodes.IFEQ;
    }

    /** Whether a conditional jump is in the code that sets the flag, which no source has. */
    static boolean isSetUp(MethodCode code, int jump) {
        return code.opcode(jump - 1) == Opcodes.INVOKEVIRTUAL
                && code.at(jump - 1) instanceof MethodInsnNode call
                && call.name.equals("desiredAssertionStatus");
    }
}
