package tallyflame.runner.fork.clocks;

/**
 * The time of a thread without what it was queued for a processor: a phase that ends by it is as long on a busy machine as on
 * a calm one. Where the kernel does not tell queueing from other waiting it is the CPU time, and at most a few times as much
 * wall time may pass. Used by that thread.
 */
public final class OwnTime {
    /** A thread that only sleeps would never end where CPU time is all that is known. */
    private static final double LONGEST = 5;

    private final long beganNanos = System.nanoTime();
    private final long beganCpu = JvmCounters.cpuOfThisThread();
    private final long beganQueued = JvmCounters.queuedOfThisThread();
    /** Asking the kernel costs as much as a short round: not before the answer can be yes. */
    private double askAtSeconds;

    /** Whether so much time has passed. */
    public boolean reached(double seconds) {
        double wall = (System.nanoTime() - beganNanos) / 1e9;
        if (wall < Math.max(seconds, askAtSeconds)) {
            return false;
        }
        double own = own(wall);
        askAtSeconds = wall + seconds - own;
        return own >= seconds || (beganQueued < 0 && wall >= LONGEST * seconds);
    }

    private double own(double wall) {
        return beganQueued < 0
                ? (JvmCounters.cpuOfThisThread() - beganCpu) / 1e9
                : wall - (JvmCounters.queuedOfThisThread() - beganQueued) / 1e9;
    }
}
