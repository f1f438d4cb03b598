package tallyflame.runner.instruments;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A thread that uses a known amount of CPU time, by its own clock, so that its samples tell how often an engine really samples. */
public final class CpuBurner {
    /** CPU time to use, in nanoseconds: ten ticks of the slowest kernels. */
    private static final long ENOUGH = 100_000_000;

    /** A machine that does not give the CPU time until then tells nothing. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private static final String THREAD = "tallyflame-burner";
    private static final String BURNED = "burned ";

    /** What async-profiler writes of its samples: collapsed stacks below the name of the thread. */
    private static final Pattern STACK = Pattern.compile("\\[" + THREAD + " tid=\\d+];.* (\\d+)");

    @SuppressWarnings("UnusedVariable") // written so that no compiler leaves the work out
    private volatile double result;

    private long used;

    private CpuBurner() {}

    /** Burns, and prints for {@link #read} how much. */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(burn());
    }

    /** Burns in a thread of its own; answers the line that tells how much. */
    public static String burn() throws InterruptedException {
        CpuBurner burner = new CpuBurner();
        Thread thread = new Thread(burner::use, THREAD);
        thread.setDaemon(true);
        thread.start();
        thread.join();
        return BURNED + burner.used;
    }

    private void use() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = System.nanoTime();
        double sum = 0;
        do {
            for (int i = 1; i < 20_000; i++) {
                sum += 1.0 / i;
            }
            used = threads.getCurrentThreadCpuTime();
        } while (used < ENOUGH && System.nanoTime() - began < PATIENCE);
        result = sum;
    }

    /** Reads the line of {@link #burn} and the stacks that async-profiler wrote. */
    public static EngineProbe.Delivery read(Iterable<String> lines) {
        long samples = 0;
        long nanos = 0;
        for (String line : lines) {
            Matcher stack = STACK.matcher(line);
            if (stack.matches()) {
                samples += Long.parseLong(stack.group(1));
            } else if (line.startsWith(BURNED)) {
                nanos = Long.parseLong(line.substring(BURNED.length()));
            }
        }
        return new EngineProbe.Delivery(samples, nanos);
    }
}
