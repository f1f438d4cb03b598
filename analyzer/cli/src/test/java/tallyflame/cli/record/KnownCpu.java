package tallyflame.cli.record;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Uses CPU time in the thread {@value #THREAD} until that thread's own clock has so many milliseconds; prints its nanoseconds. */
public final class KnownCpu {
    static final String THREAD = "known-cpu";

    static volatile double result;

    private KnownCpu() {}

    public static void main(String[] args) throws InterruptedException {
        long wanted = 1_000_000L * Long.parseLong(args[0]);
        Thread thread = new Thread(() -> burn(wanted), THREAD);
        thread.start();
        thread.join();
    }

    private static void burn(long wanted) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double sum = 0;
        while (threads.getCurrentThreadCpuTime() < wanted) {
            for (int i = 1; i < 100_000; i++) {
                sum += 1.0 / i;
            }
        }
        result = sum;
        System.out.println(threads.getCurrentThreadCpuTime());
    }
}
