package tallyflame.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.EventStream;

/** Uses CPU time until the sampler of its JVM has seen and lost some, which it learns from the events of its own JVM. */
final class CpuTimeProgram {
    private static final int ENOUGH = 100;
    private static final long MOST_NANOS = 60_000_000_000L;

    /** Bytes of an array that the JVM takes a while to clear, when it cannot be sampled. */
    private static final int LARGE = 32 << 20;

    /** Where results go, so that the compiler cannot leave their computation out. */
    static volatile Object sink;

    private CpuTimeProgram() {}

    public static void main(String[] args) {
        AtomicLong samples = new AtomicLong();
        AtomicLong lost = new AtomicLong();
        try (EventStream events = EventStream.openRepository()) {
            events.onEvent("jdk.CPUTimeSample", event -> samples.incrementAndGet());
            events.onEvent("jdk.CPUTimeSamplesLost", event -> lost.addAndGet(event.getLong("lostSamples")));
            events.startAsync();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            while ((samples.get() < ENOUGH || lost.get() == 0) && threads.getCurrentThreadCpuTime() < MOST_NANOS) {
                sink = recurse(20);
                sink = new byte[LARGE];
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int recurse(int depth) {
        return depth == 0 ? spin() : recurse(depth - 1) + 1;
    }

    private static int spin() {
        int x = 1;
        for (int i = 0; i < 5_000_000; i++) {
            x = x * 31 + i;
        }
        return x;
    }
}
