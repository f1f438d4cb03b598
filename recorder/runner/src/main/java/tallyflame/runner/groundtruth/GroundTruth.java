package tallyflame.runner.groundtruth;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tallyflame.runner.groundtruth.PhasedProgram.Phase;
import tallyflame.runner.record.CommandRecorder;
import tallyflame.runs.RunJson;
import tallyflame.runs.Truth;

/**
 * Runs one workload in this JVM and writes its {@link Truth}: {@code GroundTruth WORKLOAD SECONDS}.
 *
 * <p>Phases alternate every few milliseconds, their lengths jittered so that they beat with no sampling interval. How long each
 * really took is measured by the CPU clock of its thread around it, in the very JVM that is profiled; so the truth depends neither
 * on how fast the compiled code is nor on how busy the machine is.
 */
public final class GroundTruth {
    private static final Map<String, Supplier<PhasedProgram>> WORKLOADS = workloads();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double CYCLE_NANOS = 30e6;
    private static final double JITTER = 0.4;
    private static final int FIRST_UNITS = 16;

    private GroundTruth() {}

    private static Map<String, Supplier<PhasedProgram>> workloads() {
        Map<String, Supplier<PhasedProgram>> all = new LinkedHashMap<>();
        all.put("large-methods", LargeMethods::new);
        all.put("tiny-methods", TinyMethods::new);
        all.put("deep-recursion", DeepRecursion::new);
        all.put("allocation", Allocating::new);
        all.put("waiting", Waiting::new);
        all.put("locks", Contending::new);
        all.put("several-threads", SeveralThreads::new);
        all.put("exceptions", Exceptional::new);
        return all;
    }

    /** The workloads that there are. */
    public static List<String> names() {
        return List.copyOf(WORKLOADS.keySet());
    }

    /** The workloads whose CPU times are examined. */
    public static List<String> timed() {
        return names().stream().filter(name -> !name.equals("locks")).toList();
    }

    /** Patterns of the classes whose functions are examined: the workloads, without what drives them. */
    public static List<String> classes() {
        String here = GroundTruth.class.getPackageName();
        return WORKLOADS.values().stream()
                .map(workload -> here + "." + workload.get().getClass().getSimpleName())
                .toList();
    }

    /** Runs a workload for a number of seconds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PhasedProgram workload = WORKLOADS.get(arguments[0]).get();
        Truth truth = new Truth(arguments[0], run(workload, Double.parseDouble(arguments[1])));
        RunJson.write(Path.of(System.getenv(CommandRecorder.PASS_DIRECTORY)).resolve(Truth.FILE), truth);
    }

    private static List<Truth.Phase> run(PhasedProgram workload, double seconds) throws InterruptedException {
        List<Meter> meters = new ArrayList<>();
        for (Phase phase : workload.phases()) {
            meters.add(new Meter(phase, workload));
        }
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        if (workload.concurrent()) {
            List<Thread> threads = new ArrayList<>();
            for (Meter meter : meters) {
                threads.add(new Thread(() -> cycles(List.of(meter), end, true), meter.phase.method()));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        } else {
            cycles(meters, end, false);
        }
        return meters.stream().map(Meter::truth).toList();
    }

    private static void cycles(List<Meter> meters, long end, boolean pauses) {
        SplittableRandom random = new SplittableRandom(meters.size());
        while (System.nanoTime() < end) {
            for (Meter meter : meters) {
                meter.run(CYCLE_NANOS * meter.phase.percent() / 100 * (1 + JITTER * (random.nextDouble() - 0.5)));
            }
            if (pauses) {
                LockSupport.parkNanos(
                        Math.round(CYCLE_NANOS * (1 - meters.get(0).phase.percent() / 100.0)));
            }
        }
    }

    /** Runs a phase for about a time and adds up what it took. */
    private static final class Meter {
        private final Phase phase;
        private final PhasedProgram workload;
        private double nanosOfUnit = CYCLE_NANOS / FIRST_UNITS;
        private long cpu;
        private long wall;
        private long unitsDone;
        private long allocated;
        private long waited;
        private long checksum;

        private Meter(Phase phase, PhasedProgram workload) {
            this.phase = phase;
            this.workload = workload;
        }

        private void run(double nanos) {
            int units = (int) Math.max(1, Math.min(1e9, nanos / nanosOfUnit));
            long waitedBefore = workload.waitedNanos();
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            long wallBefore = System.nanoTime();
            long cpuBefore = THREADS.getCurrentThreadCpuTime();
            checksum += phase.code().run(units);
            cpu += THREADS.getCurrentThreadCpuTime() - cpuBefore;
            long took = System.nanoTime() - wallBefore;
            wall += took;
            allocated += THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
            waited += workload.waitedNanos() - waitedBefore;
            unitsDone += units;
            // Follows slowly, so that one interruption by the machine does not make the next turn short.
            nanosOfUnit += (Math.max(1.0, (double) took / units) - nanosOfUnit) / 4;
        }

        private Truth.Phase truth() {
            String function = workload.getClass().getName() + "." + phase.method();
            return new Truth.Phase(function, cpu, wall, unitsDone, allocated, waited, checksum);
        }
    }
}
