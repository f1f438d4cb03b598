package tallyflame.analysis.coverage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.SplittableRandom;

/** Work of random length in three methods; the truth is the CPU time of the thread as the system counts it. */
final class KnownWork implements KnownProgram {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MICROS = 1000;

    @SuppressWarnings("UnusedVariable")
    private static volatile double sink;

    @Override
    public String options() {
        return "event=ctimer,interval=1ms";
    }

    @Override
    public String event() {
        return "cpu";
    }

    @Override
    public boolean isOfEachRecording() {
        return true;
    }

    @Override
    public long millis() {
        return 200;
    }

    /** Runs for so long of CPU time, however busy the machine is. */
    @Override
    public Map<String, Double> run(SplittableRandom random, long millis) {
        long[] nanos = new long[3];
        long end = THREADS.getCurrentThreadCpuTime() + millis * 1_000_000;
        for (long start = 0; start < end; ) {
            int kind = random.nextInt(nanos.length);
            long most = kind == 0 ? 6L * MICROS : kind == 1 ? 3L * MICROS : MICROS;
            start = THREADS.getCurrentThreadCpuTime();
            long until = start + 1000 * random.nextLong(most);
            switch (kind) {
                case 0 -> longWork(until);
                case 1 -> middleWork(until);
                default -> shortWork(until);
            }
            nanos[kind] += THREADS.getCurrentThreadCpuTime() - start;
        }
        return Map.of("longWork", (double) nanos[0], "middleWork", (double) nanos[1], "shortWork", (double) nanos[2]);
    }

    private static void longWork(long until) {
        work(until);
    }

    private static void middleWork(long until) {
        work(until);
    }

    private static void shortWork(long until) {
        work(until);
    }

    private static void work(long until) {
        double sum = 0;
        while (THREADS.getCurrentThreadCpuTime() < until) {
            for (int i = 0; i < 1000; i++) {
                sum += Math.sqrt(i);
            }
        }
        sink = sum;
    }
}
