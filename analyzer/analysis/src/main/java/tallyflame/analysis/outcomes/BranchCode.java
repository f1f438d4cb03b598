package tallyflame.analysis.outcomes;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Tells instructions that branch from others. */
public final class BranchCode {
    private BranchCode() {}

    /** Whether an instruction is a conditional jump or a switch. */
    public static boolean isBranch(AbstractInsnNode node) {
        return isConditional(node) || isSwitch(node);
    }

    static boolean isConditional(AbstractInsnNode node) {
        return node instanceof JumpInsnNode && node.getOpcode() != Opcodes.GOTO;
    }

    static boolean isSwitch(AbstractInsnNode node) {
        return node instanceof TableSwitchInsnNode || node instanceof LookupSwitchInsnNode;
    }

    /** Where an instruction jumps to; of a switch, the default first. */
    public static Set<LabelNode> targets(AbstractInsnNode node) {
        Set<LabelNode> targets = new LinkedHashSet<>();
        if (node instanceof JumpInsnNode jump) {
            targets.add(jump.label);
        } else if (node instanceof TableSwitchInsnNode table) {
            targets.add(table.dflt);
            targets.addAll(table.labels);
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            targets.add(lookup.dflt);
            targets.addAll(lookup.labels);
        }
        return targets;
    }
}
