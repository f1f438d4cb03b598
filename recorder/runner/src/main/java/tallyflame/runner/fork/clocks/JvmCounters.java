package tallyflame.runner.fork.clocks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tallyflame.runs.Timing;

/**
 * Counters of this JVM at one moment; two of them give what happened between.
 *
 * @param epochNanos nanoseconds since 1970-01-01T00:00Z
 * @param nanoTime {@link System#nanoTime}
 * @param cpuNanos CPU time of the process
 * @param gcMillis time of all collections so far
 * @param pauseMillis time for which collections have stopped the program so far
 * @param load of the whole machine
 */
public record JvmCounters(
        long epochNanos,
        long nanoTime,
        long cpuNanos,
        long gcMillis,
        long gcCount,
        long pauseMillis,
        MachineLoad load) {
    /** The beans of concurrent collectors of this name count whole cycles, during which the program runs on. */
    private static final String CONCURRENT = "Cycles";

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** The counters now. */
    public static JvmCounters now() {
        Instant wall = Instant.now();
        long millis = 0;
        long pauses = 0;
        long count = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            long time = Math.max(0, collector.getCollectionTime());
            millis += time;
            pauses += collector.getName().contains(CONCURRENT) ? 0 : time;
            count += Math.max(0, collector.getCollectionCount());
        }
        return new JvmCounters(
                TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano(),
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                millis,
                count,
                pauses,
                MachineLoad.now());
    }

    /**
     * How long the current thread has been ready to run without a processor so far, in nanoseconds (the second figure of {@code
     * schedstat}); -1 where the kernel does not say.
     */
    public static long queuedOfThisThread() {
        return MachineLoad.number("/proc/thread-self/schedstat", text -> Long.parseLong(text.split(" ", -1)[1]));
    }

    /** Bytes the current thread has allocated so far, exact. */
    public static long allocatedByThisThread() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** CPU time of the current thread so far, nanoseconds. */
    public static long cpuOfThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Bytes of memory that this JVM has claimed for heap and itself. */
    public static long memory() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
    }

    /** This JVM, as {@code timing.json} has it. */
    public static Timing.JvmDescription jvm() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        return new Timing.JvmDescription(
                System.getProperty("java.vm.version"),
                System.getProperty("java.vm.vendor"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.home"),
                runtime.getPid(),
                Runtime.getRuntime().maxMemory(),
                runtime.getInputArguments());
    }
}
