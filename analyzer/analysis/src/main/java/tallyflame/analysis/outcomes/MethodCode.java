package tallyflame.analysis.outcomes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The instructions of a method by their places, counted from 0: their lines, and what leads from one to another. */
final class MethodCode {
    /** In place of an instruction that leads to another: an exception does. */
    private static final int EXCEPTION = -1;

    final MethodNode method;
    private final List<AbstractInsnNode> instructions = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final Map<LabelNode, Integer> labels = new HashMap<>();
    private final List<List<Integer>> sources = new ArrayList<>();

    MethodCode(MethodNode method) {
        this.method = method;
        int line = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode number) {
                line = number.line;
            } else if (node instanceof LabelNode label) {
                labels.put(label, instructions.size());
            } else if (node.getOpcode() >= 0) {
                instructions.add(node);
                lines.add(line);
            }
        }
        for (int i = 0; i <= instructions.size(); i++) {
            sources.add(new ArrayList<>());
        }
        for (int i = 0; i < instructions.size(); i++) {
            for (int target : targets(i)) {
                sources.get(target).add(i);
            }
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            sources.get(place(block.handler)).add(EXCEPTION);
        }
    }

    int size() {
        return instructions.size();
    }

    AbstractInsnNode at(int place) {
        return instructions.get(place);
    }

    /** The opcode at a place, {@code NOP} beyond the ends. */
    int opcode(int place) {
        return place < 0 || place >= size() ? Opcodes.NOP : at(place).getOpcode();
    }

    int line(int place) {
        return place < size() ? lines.get(place) : 0;
    }

    int place(LabelNode label) {
        return labels.get(label);
    }

    boolean isConditional(int place) {
        return BranchCode.isConditional(at(place));
    }

    /** Where a jump goes. */
    int target(int place) {
        return place(((JumpInsnNode) at(place)).label);
    }

    /** Where an instruction jumps to. */
    List<Integer> targets(int place) {
        return BranchCode.targets(at(place)).stream().map(this::place).toList();
    }

    /** What jumps to a place; {@link #EXCEPTION} if a handler is there. */
    List<Integer> sources(int place) {
        return sources.get(place);
    }

    /** Whether control never goes on to the next instruction in order. */
    boolean ends(int place) {
        int opcode = opcode(place);
        return opcode == Opcodes.GOTO
                || opcode == Opcodes.ATHROW
                || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
                || BranchCode.isSwitch(at(place));
    }

    /** Whether control goes from one place to another straight on: compilers let jumps to a jump go where that goes. */
    int behindGotos(int place) {
        int found = place;
        for (int steps = 0; opcode(found) == Opcodes.GOTO && steps < size(); steps++) {
            found = target(found);
        }
        return found;
    }
}
