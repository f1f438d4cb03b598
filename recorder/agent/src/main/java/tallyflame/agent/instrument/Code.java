package tallyflame.agent.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** The real instructions of a method, numbered in code order, with their lines; labels resolve to the next instruction. */
final class Code {
    final MethodNode method;
    final AbstractInsnNode[] instructions;
    final int[] lines;
    private final Map<LabelNode, Integer> labels = new HashMap<>();

    Code(MethodNode method) {
        this.method = method;
        List<AbstractInsnNode> real = new ArrayList<>();
        List<Integer> lineOf = new ArrayList<>();
        int line = 0;
        for (AbstractInsnNode node = method.instructions.getFirst(); node != null; node = node.getNext()) {
            if (node instanceof LabelNode label) {
                labels.put(label, real.size());
            } else if (node instanceof LineNumberNode number) {
                line = number.line;
            } else if (node.getOpcode() >= 0) {
                real.add(node);
                lineOf.add(line);
            }
        }
        instructions = real.toArray(new AbstractInsnNode[0]);
        lines = lineOf.stream().mapToInt(Integer::intValue).toArray();
    }

    int size() {
        return instructions.length;
    }

    int opcode(int i) {
        return instructions[i].getOpcode();
    }

    /** Index of the first instruction at or after a label; the number of instructions at the end. */
    int index(LabelNode label) {
        return labels.get(label);
    }

    /** Whether a label was in the code when it was read. */
    boolean isOwn(LabelNode label) {
        return labels.containsKey(label);
    }

    /** Whether control never goes on to the next instruction. */
    boolean isEnd(int i) {
        int op = opcode(i);
        return op == Opcodes.GOTO
                || op == Opcodes.ATHROW
                || (op >= Opcodes.IRETURN && op <= Opcodes.RETURN)
                || op == Opcodes.TABLESWITCH
                || op == Opcodes.LOOKUPSWITCH;
    }

    boolean isReturn(int i) {
        return opcode(i) >= Opcodes.IRETURN && opcode(i) <= Opcodes.RETURN;
    }

    boolean isSwitch(int i) {
        return opcode(i) == Opcodes.TABLESWITCH || opcode(i) == Opcodes.LOOKUPSWITCH;
    }

    /** Whether control may go several ways: a conditional jump or a switch. */
    boolean isBranch(int i) {
        return isSwitch(i) || (instructions[i] instanceof JumpInsnNode && opcode(i) != Opcodes.GOTO);
    }

    /** The labels of a switch, the default last. */
    List<LabelNode> switchLabels(int i) {
        List<LabelNode> result = new ArrayList<>();
        if (instructions[i] instanceof TableSwitchInsnNode table) {
            result.addAll(table.labels);
            result.add(table.dflt);
        } else if (instructions[i] instanceof LookupSwitchInsnNode lookup) {
            result.addAll(lookup.labels);
            result.add(lookup.dflt);
        }
        return result;
    }
}
