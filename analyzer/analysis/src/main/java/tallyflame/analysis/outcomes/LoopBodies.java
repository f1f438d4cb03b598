package tallyflame.analysis.outcomes;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loops of a method: what can reach a backward jump from behind the place it goes to, by that place. */
final class LoopBodies {
    private final MethodCode code;
    private final Map<Integer, BitSet> byHead = new HashMap<>();

    LoopBodies(MethodCode code) {
        this.code = code;
        for (int place = 0; place < code.size(); place++) {
            for (int head : code.targets(place)) {
                if (head <= place) {
                    byHead.computeIfAbsent(head, found -> new BitSet()).or(body(head, place));
                }
            }
        }
    }

    private BitSet body(int head, int last) {
        BitSet body = new BitSet();
        body.set(head);
        Deque<Integer> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            int place = open.pop();
            if (place > head && place <= last && !body.get(place)) {
                body.set(place);
                open.addAll(code.sources(place));
                if (!code.ends(place - 1)) {
                    open.add(place - 1);
                }
            }
        }
        return body;
    }

    /** The loop whose next pass a chain of conditions decides, empty if none: what is in it goes on, what is not is done. */
    Optional<BitSet> decidedBy(int firstJump, int lastJump) {
        int target = code.target(lastJump);
        int next = lastJump + 1;
        if (target <= lastJump) {
            return Optional.of(byHead.get(target)).filter(body -> !body.get(next));
        }
        for (int place = firstJump; place >= 0; place--) {
            BitSet body = byHead.get(place);
            if (body != null && body.get(next)) {
                return Optional.of(body).filter(found -> !found.get(target));
            }
            if (place == 0 || isBranching(place - 1) || !code.sources(place).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a backward jump can only be that of an {@code if} at the end of a loop. In a loop without a condition of its own it
     * may as well be that of an inner loop.
     */
    boolean endsWithIf(int jump) {
        int head = code.target(jump);
        BitSet body = byHead.get(head);
        int place = head;
        while (place < jump && !isBranching(place)) {
            place++;
        }
        return place < jump && code.isConditional(place) && !body.get(code.target(place)) && body.get(place + 1);
    }

    private boolean isBranching(int place) {
        return code.ends(place) || code.isConditional(place);
    }
}
