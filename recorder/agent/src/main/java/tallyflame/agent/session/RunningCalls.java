package tallyflame.agent.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tallyflame.counts.Uncounted;

/**
 * The calls that were running when their classes were changed. They go on with the code from before, which HotSpot
 * never compiles: what they do until they return is not counted after a start, and slow after a start and a stop.
 */
final class RunningCalls {
    private static final String SLOW = ", and goes on in the interpreter until it returns";

    /** Why a call that was there before the classes counted is in the ledger. */
    static final String BEFORE = "a call of it was running when counting began; it is not counted" + SLOW;
    /** Why a call that is still there after counting is in the ledger. */
    static final String AFTER = "a call of it was running when counting ended; the rest of it is not counted" + SLOW;

    private final Map<Thread, StackTraceElement[]> before = stacks();

    /** The stacks of all threads now, the innermost frame first. */
    static Map<Thread, StackTraceElement[]> stacks() {
        Map<Thread, StackTraceElement[]> stacks = new HashMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) stacks.put(thread, thread.getStackTrace());
        return stacks;
    }

    /**
     * Names the calls of some classes that were on the stacks when this was made and still are.
     *
     * @param classes binary names
     */
    List<Uncounted> still(Set<String> classes, String reason) {
        List<Uncounted> found = new ArrayList<>();
        stacks().forEach((thread, now) -> {
            StackTraceElement[] then = before.getOrDefault(thread, new StackTraceElement[0]);
            int same = StandingFrames.sameOuterFrames(now, then);
            for (int i = now.length - same; i < now.length; i++) {
                if (!classes.contains(now[i].getClassName())) continue;
                found.add(new Uncounted(now[i].getClassName(), now[i].getMethodName(), reason));
            }
        });
        return found;
    }
}
