package tallyflame.runner.groundtruth;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Two phases wait for locks, a monitor and one of {@code java.util.concurrent}, which another thread holds again and again for 0.2, 2
 * or 15 ms; how long, a clock around each acquisition says.
 */
final class Contending implements PhasedProgram {
    private static final Object MONITOR = new Object();
    private static final ReentrantLock LOCK = new ReentrantLock(true);
    private static final long[] HELD_NANOS = {200_000, 2_000_000, 15_000_000};
    private static final long FREE_NANOS = 300_000;
    private static final int STEPS = 500;

    /** Of the one thread that runs the phases. */
    private long waited;

    private boolean started;

    @Override
    public List<Phase> phases() {
        return List.of(
                new Phase("monitor", 40, this::monitor),
                new Phase("lock", 40, this::lock),
                new Phase("free", 20, Contending::free));
    }

    @Override
    public long waitedNanos() {
        return waited;
    }

    private void start() {
        if (!started) {
            started = true;
            Thread holder = new Thread(Contending::hold, "holder");
            holder.setDaemon(true);
            holder.start();
        }
    }

    private static void hold() {
        SplittableRandom random = new SplittableRandom(1);
        while (true) {
            synchronized (MONITOR) {
                pass(HELD_NANOS[random.nextInt(HELD_NANOS.length)]);
            }
            LOCK.lock();
            try {
                pass(HELD_NANOS[random.nextInt(HELD_NANOS.length)]);
            } finally {
                LOCK.unlock();
            }
            pass(FREE_NANOS);
        }
    }

    private static void pass(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private long monitor(int units) {
        start();
        long x = units;
        for (int u = 0; u < units; u++) {
            long before = System.nanoTime();
            synchronized (MONITOR) {
                waited += System.nanoTime() - before;
                x = work(x);
            }
        }
        return x;
    }

    private long lock(int units) {
        start();
        long x = units;
        for (int u = 0; u < units; u++) {
            long before = System.nanoTime();
            LOCK.lock();
            try {
                waited += System.nanoTime() - before;
                x = work(x);
            } finally {
                LOCK.unlock();
            }
        }
        return x;
    }

    private static long free(int units) {
        long x = units;
        for (int u = 0; u < units; u++) {
            x = work(x);
        }
        return x;
    }

    private static long work(long start) {
        long x = start;
        for (int i = 0; i < STEPS; i++) {
            x = x * 6364136223846793005L + i;
        }
        return x;
    }
}
