package tallyflame.runner.fork;

import java.util.List;
import tallyflame.runner.energy.EnergyCounters;
import tallyflame.runs.Energy;

/** Begins when the first of all module threads begins its window. Thread-safe. */
final class WindowClock {
    private final EnergyCounters energy;
    private JvmCounters start;

    WindowClock(EnergyCounters energy) {
        this.energy = energy;
    }

    /**
     * A thread begins its window; only the first one counts.
     *
     * @return whether it was the first
     */
    synchronized boolean begin() {
        if (start == null) {
            start = JvmCounters.now();
            energy.start();
            return true;
        }
        return false;
    }

    /** Keeps energy counters from wrapping around unseen. */
    synchronized void tick() {
        if (start != null) {
            energy.update();
        }
    }

    /** When the window began, or {@code otherwise} if none did. */
    synchronized JvmCounters start(JvmCounters otherwise) {
        return start == null ? otherwise : start;
    }

    /** Energy of the whole machine since the beginning; empty if it cannot be read. */
    synchronized List<Energy.Counter> energy() {
        tick();
        return energy.advanced();
    }
}
