package tallyflame.runner.fork.clocks;

import java.util.List;
import java.util.function.LongSupplier;
import tallyflame.runner.energy.EnergyCounters;
import tallyflame.runs.Energy;

/** Begins when the first of all module threads begins its window. Thread-safe. */
public final class WindowClock {
    private final EnergyCounters energy;
    private final LongSupplier readerCpu;
    private JvmCounters start;
    private long readerCpuAtStart;

    /** @param readerCpu CPU time so far, in nanoseconds, of the thread that reads alerts */
    public WindowClock(EnergyCounters energy, LongSupplier readerCpu) {
        this.energy = energy;
        this.readerCpu = readerCpu;
    }

    /**
     * A thread begins its window; only the first one counts.
     *
     * @return whether it was the first
     */
    public synchronized boolean begin() {
        if (start == null) {
            start = JvmCounters.now();
            readerCpuAtStart = readerCpu.getAsLong();
            energy.start();
            return true;
        }
        return false;
    }

    /** Keeps energy counters from wrapping around unseen. */
    public synchronized void tick() {
        if (start != null) {
            energy.update();
        }
    }

    /** When the window began, or {@code otherwise} if none did. */
    public synchronized JvmCounters start(JvmCounters otherwise) {
        return start == null ? otherwise : start;
    }

    /** CPU time since the window began of the thread that reads alerts. */
    public synchronized long readerCpuNanos() {
        return start == null ? 0 : readerCpu.getAsLong() - readerCpuAtStart;
    }

    /** Energy of the whole machine since the beginning; empty if it cannot be read. */
    public synchronized List<Energy.Counter> energy() {
        tick();
        return energy.advanced();
    }
}
