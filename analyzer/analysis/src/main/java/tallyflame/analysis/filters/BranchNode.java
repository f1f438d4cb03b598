package tallyflame.analysis.filters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import tallyflame.analysis.outcomes.BranchCode;
import tallyflame.counts.Branch;
import tallyflame.counts.BranchOutcome;

/**
 * A conditional jump or switch with its counts.
 *
 * @param node the instruction
 * @param branch its counts
 * @param outcomes the outcomes as JaCoCo numbers them: of a jump, as here; of a switch, the default first and then the others in
 *     the order of their first case
 */
record BranchNode(AbstractInsnNode node, Branch branch, List<BranchOutcome> outcomes) {
    /**
     * An instruction with its counts, empty if the counts cannot be of it.
     *
     * @param places where in the code each label stands
     */
    static Optional<BranchNode> of(AbstractInsnNode node, Branch branch, Map<LabelNode, Integer> places) {
        if (node instanceof JumpInsnNode) {
            return Optional.of(new BranchNode(node, branch, branch.outcomes()))
                    .filter(jump -> jump.outcomes().size() == 2);
        }
        Set<LabelNode> targets = BranchCode.targets(node);
        if (branch.outcomes().size() != targets.size()) {
            return Optional.empty();
        }
        List<Integer> byPlace = targets.stream().map(places::get).sorted().toList();
        List<BranchOutcome> outcomes = targets.stream()
                .map(target -> branch.outcomes().get(byPlace.indexOf(places.get(target))))
                .toList();
        return Optional.of(new BranchNode(node, branch, outcomes));
    }
}
