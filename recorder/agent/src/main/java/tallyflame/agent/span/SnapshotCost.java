package tallyflame.agent.span;

import java.util.concurrent.atomic.AtomicInteger;

/** What an end of a span takes, by the least of late. Used by many threads, of which one may undo another's news. */
final class SnapshotCost {
    /** A group is at least as long as so many snapshots. */
    private static final long GROUP = 40;

    /** Before so many snapshots the agent's own code is not compiled, and they take many times what they will take. */
    private static final int COLD = 4000;

    private volatile long beginNanos = Long.MAX_VALUE / GROUP;
    private volatile long endNanos = Long.MAX_VALUE / GROUP;
    private final AtomicInteger taken = new AtomicInteger();

    /** The beginning of a span took so long. */
    void tookToBegin(Block block, long from) {
        beginNanos = least(beginNanos, took(block, from));
    }

    /** The end of a span took so long, with what is done with its counts. */
    void tookToEnd(Block block, long from) {
        endNanos = least(endNanos, took(block, from));
    }

    private long took(Block block, long from) {
        long nanos = System.nanoTime() - from;
        block.overhead += nanos;
        if (isCold()) taken.incrementAndGet();
        return nanos;
    }

    /** The least of late: what it was before is believed a little less each time. */
    private static long least(long before, long nanos) {
        return Math.min(nanos, before + before / 64 + 1);
    }

    /** What one end of a span takes, the dearer one, nanoseconds. */
    long nanos() {
        return Math.max(beginNanos, endNanos);
    }

    /** The same as far as spans may be judged by it: nothing while the agent's code is cold. */
    long judged() {
        return isCold() ? 0 : nanos();
    }

    private boolean isCold() {
        return taken.get() < COLD;
    }

    /** Whether a group is long enough. */
    boolean isEnough(long nanos) {
        return nanos >= GROUP * nanos();
    }
}
