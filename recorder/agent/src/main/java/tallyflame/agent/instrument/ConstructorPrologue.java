package tallyflame.agent.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Finds the instructions of a constructor that may execute before {@code this} is initialised, the call of {@code super(…)} or
 * {@code this(…)} included. Walks all paths from the entry with the number of pending {@code new} objects: an
 * {@code invokespecial <init>} with none pending initialises {@code this}.
 */
final class ConstructorPrologue {
    private final Code code;
    private final int[] pending;
    private final Deque<Integer> work = new ArrayDeque<>();

    private ConstructorPrologue(Code code) {
        this.code = code;
        pending = new int[code.size()];
        Arrays.fill(pending, -1);
    }

    /** The instructions of the prologue; empty unless the method is a constructor. */
    static BitSet of(Code code) {
        BitSet result = new BitSet();
        if (!code.method.name.equals("<init>")) return result;
        ConstructorPrologue walk = new ConstructorPrologue(code);
        walk.reach(0, 0);
        while (!walk.work.isEmpty()) walk.step(walk.work.pop());
        for (int i = 0; i < code.size(); i++) result.set(i, walk.pending[i] >= 0);
        return result;
    }

    private void reach(int i, int news) {
        if (i >= code.size() || pending[i] >= 0) return;
        pending[i] = news;
        work.push(i);
    }

    private void step(int i) {
        int news = pending[i];
        for (TryCatchBlockNode t : code.method.tryCatchBlocks) {
            if (code.index(t.start) <= i && i < code.index(t.end)) reach(code.index(t.handler), 0);
        }
        if (code.opcode(i) == NEW) news++;
        if (code.opcode(i) == INVOKESPECIAL && ((MethodInsnNode) code.instructions[i]).name.equals("<init>")) {
            if (news == 0) return;
            news--;
        }
        if (code.instructions[i] instanceof JumpInsnNode jump) reach(code.index(jump.label), news);
        List<LabelNode> labels = code.switchLabels(i);
        for (LabelNode label : labels) reach(code.index(label), news);
        if (!code.isEnd(i)) reach(i + 1, news);
    }
}
