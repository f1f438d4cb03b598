package tallyflame.analysis.coverage;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

/** Waits for a lock in three methods: another thread has it for a random time, nearly always shorter than the interval. */
final class KnownWaits implements KnownProgram {
    private static final int MICROS = 1000;
    private static final long STOP = -1;

    private final Object lock = new Object();

    @Override
    public String options() {
        return "lock=5ms";
    }

    @Override
    public String event() {
        return "lock";
    }

    @Override
    public boolean isOfEachRecording() {
        return true;
    }

    @Override
    public long millis() {
        return 500;
    }

    @Override
    public Map<String, Double> run(SplittableRandom random, long millis) throws InterruptedException {
        SynchronousQueue<Long> orders = new SynchronousQueue<>();
        SynchronousQueue<Long> taken = new SynchronousQueue<>();
        Thread owner = new Thread(() -> own(orders, taken));
        owner.start();
        long[] nanos = new long[3];
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() < end) {
            int draw = random.nextInt(10);
            int kind = draw < 2 ? 0 : draw < 5 ? 1 : 2;
            int most = kind == 0 ? 4 * MICROS : kind == 1 ? 2 * MICROS : MICROS;
            orders.put(1000L * (1 + random.nextInt(most)));
            taken.take();
            long start = System.nanoTime();
            switch (kind) {
                case 0 -> longWait();
                case 1 -> middleWait();
                default -> shortWait();
            }
            nanos[kind] += System.nanoTime() - start;
        }
        orders.put(STOP);
        owner.join();
        return Map.of("longWait", (double) nanos[0], "middleWait", (double) nanos[1], "shortWait", (double) nanos[2]);
    }

    /** Has the lock for as long as it is told. */
    private void own(SynchronousQueue<Long> orders, SynchronousQueue<Long> taken) {
        try {
            for (long nanos = orders.take(); nanos != STOP; nanos = orders.take()) {
                synchronized (lock) {
                    taken.put(nanos);
                    LockSupport.parkNanos(nanos);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void longWait() {
        enter();
    }

    private void middleWait() {
        enter();
    }

    private void shortWait() {
        enter();
    }

    private void enter() {
        synchronized (lock) {
            // The wait is all that there is to do.
        }
    }
}
