package tallyflame.analysis.filters;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jacoco.core.internal.analysis.filter.IFilterOutput;
import org.jacoco.core.internal.analysis.filter.Replacements;
import org.objectweb.asm.tree.AbstractInsnNode;

/** What filters say of the instructions of one method. */
final class MethodMarks implements IFilterOutput {
    private final Set<AbstractInsnNode> ignored = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Copies, each with another copy that is nearer to the one that stands for all of them. */
    private final Map<AbstractInsnNode, AbstractInsnNode> copies = new HashMap<>();

    private final Map<AbstractInsnNode, Replacements> replaced = new HashMap<>();

    @Override
    public void ignore(AbstractInsnNode first, AbstractInsnNode last) {
        for (AbstractInsnNode node = first; node != last; node = node.getNext()) {
            ignored.add(node);
        }
        ignored.add(last);
    }

    @Override
    public void merge(AbstractInsnNode one, AbstractInsnNode other) {
        AbstractInsnNode first = original(one);
        AbstractInsnNode second = original(other);
        if (first != second) {
            copies.put(second, first);
        }
    }

    @Override
    public void replaceBranches(AbstractInsnNode source, Replacements replacements) {
        replaced.put(source, replacements);
    }

    /** Whether no filter says anything. */
    boolean isEmpty() {
        return ignored.isEmpty() && copies.isEmpty() && replaced.isEmpty();
    }

    boolean isIgnored(AbstractInsnNode node) {
        return ignored.contains(node);
    }

    /** The instruction that stands for all copies of one. */
    AbstractInsnNode original(AbstractInsnNode node) {
        AbstractInsnNode found = node;
        while (copies.containsKey(found)) {
            found = copies.get(found);
        }
        return found;
    }

    /** The outcomes that a branch has instead of its own, {@code null} if it has its own. */
    Replacements replacement(AbstractInsnNode node) {
        return replaced.get(node);
    }
}
