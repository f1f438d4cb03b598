package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which instructions of a method can throw. Left out: errors of the virtual machine itself that any instruction may raise
 * (asynchronous ones, running out of memory while a string constant is resolved).
 */
final class Throwing {
    private final Code code;
    private final String owner;
    private final boolean thisIsFixed;

    Throwing(Code code, String owner) {
        this.code = code;
        this.owner = owner;
        boolean fixed = (code.method.access & ACC_STATIC) == 0;
        for (AbstractInsnNode node : code.instructions) {
            if (node.getOpcode() == ASTORE && ((VarInsnNode) node).var == 0) fixed = false;
        }
        thisIsFixed = fixed;
    }

    boolean canThrow(int i) {
        AbstractInsnNode node = code.instructions[i];
        int op = node.getOpcode();
        if (isIn(op, INVOKEVIRTUAL, INVOKEDYNAMIC) || isIn(op, NEW, MONITOREXIT)) return true;
        if (isIn(op, IALOAD, SALOAD) || isIn(op, IASTORE, SASTORE) || op == MULTIANEWARRAY) return true;
        return switch (op) {
            case IDIV, IREM -> !isNonZero(i - 1);
            case LDIV, LREM -> !isNonZero(i - 1);
            case GETFIELD -> !isThis(i - 1);
            case PUTFIELD -> !(isThis(i - 2) && isPush(i - 1));
            case GETSTATIC, PUTSTATIC -> !((FieldInsnNode) node).owner.equals(owner);
            case LDC -> !isPlain(((LdcInsnNode) node).cst);
            default -> false;
        };
    }

    private static boolean isIn(int op, int first, int last) {
        return op >= first && op <= last;
    }

    private static boolean isPlain(Object constant) {
        // Not a class, method type, method handle or dynamic constant: those are resolved, which may fail.
        return constant instanceof Number || constant instanceof String;
    }

    private boolean isThis(int i) {
        return thisIsFixed
                && i >= 0
                && code.opcode(i) == ALOAD
                && ((VarInsnNode) code.instructions[i]).var == 0
                && code.instructions[i + 1] == nextReal(i);
    }

    /** The next instruction if nothing can jump in between. */
    private AbstractInsnNode nextReal(int i) {
        AbstractInsnNode next = code.instructions[i].getNext();
        while (next != null && next.getOpcode() < 0 && !(next instanceof org.objectweb.asm.tree.FrameNode)) {
            next = next.getNext();
        }
        return next;
    }

    private boolean isPush(int i) {
        int op = code.opcode(i);
        return (isIn(op, ACONST_NULL, SIPUSH) || isIn(op, ILOAD, ALOAD)) && code.instructions[i + 1] == nextReal(i);
    }

    private boolean isNonZero(int i) {
        if (i < 0 || code.instructions[i + 1] != nextReal(i)) return false;
        AbstractInsnNode node = code.instructions[i];
        int op = node.getOpcode();
        if (op == BIPUSH || op == SIPUSH) return ((IntInsnNode) node).operand != 0;
        if (op == LDC && ((LdcInsnNode) node).cst instanceof Number n) return n.longValue() != 0;
        return (isIn(op, ICONST_M1, ICONST_5) && op != ICONST_0) || op == LCONST_1;
    }
}
