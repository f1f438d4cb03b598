package tallyflame.spark.modules;

import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time of a thread: as the clock on the wall has it, and what it had a core for, which others on the machine disturb little.
 *
 * @param wall nanoseconds
 * @param cpu nanoseconds
 */
record Time(long wall, long cpu) implements Serializable {
    /** No time. */
    static final Time NONE = new Time(0, 0);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** The clocks of this thread; only differences mean something. */
    static Time now() {
        return new Time(System.nanoTime(), THREADS.getCurrentThreadCpuTime());
    }

    /** From a moment until now, on the same thread. */
    static Time since(Time moment) {
        return now().minus(moment);
    }

    Time plus(Time other) {
        return new Time(wall + other.wall, cpu + other.cpu);
    }

    Time minus(Time other) {
        return new Time(wall - other.wall, cpu - other.cpu);
    }

    /** The shorter by each clock. */
    Time atMost(Time other) {
        return new Time(Math.min(wall, other.wall), Math.min(cpu, other.cpu));
    }
}
