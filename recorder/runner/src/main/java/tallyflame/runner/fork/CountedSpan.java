package tallyflame.runner.fork;

import java.util.function.Consumer;

/**
 * An alert or a batch as the agent counts it, where that counts; else nothing. Each has counts of its own, however short it is: so only
 * where every alert is processed once, and nobody asks how long that took.
 */
final class CountedSpan {
    static final String ALERT = "alert";
    static final String BATCH = "batch";

    private CountedSpan() {}

    /** Asks the agent: while it counts, it has this ask it. Answers what it is told then, else null. */
    @SuppressWarnings("UnusedVariable") // it is handed on by what the agent puts here
    private static Object counting(String name) {
        return null;
    }

    /** Begins one on this thread; null where nothing is counted. */
    static Object begin(String name) {
        return counting(name);
    }

    /** Ends what {@link #begin} answered. */
    @SuppressWarnings("unchecked")
    static void end(Object begun, String tag) {
        if (begun instanceof Consumer<?> open) {
            ((Consumer<String>) open).accept(tag);
        }
    }
}
