package tallyflame.recordings;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import tallyflame.recordings.chunk.ChunkHeader;

/** A program with something of everything to record: recursion, lambdas, allocation, contended locks, parked threads. */
final class Workload {
    /** Bytes of an array that no thread's allocation buffer has room for. */
    private static final int LARGE = 8 << 20;

    private static final Object LOCK = new Object();
    private static final ReentrantLock FAIR_LOCK = new ReentrantLock(true);
    /** Where results go, so that the compiler cannot leave their computation out. */
    static volatile Object sink;

    private Workload() {}

    private static final long LEAST_CPU_NANOS = 200_000_000L;
    private static final long MOST_CPU_NANOS = 60_000_000_000L;

    /**
     * Runs for a moment, in a JVM of its own, and uses a good deal of CPU time even where there is little.
     *
     * @param args the recording that is made of it, if it is to run until its first chunk ends and beyond
     */
    public static void main(String[] args) throws InterruptedException, IOException {
        run(300);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        while (threads.getCurrentThreadCpuTime() < LEAST_CPU_NANOS) {
            sink = recurse(5);
        }
        if (args.length > 0) {
            while (!hasChunk(Path.of(args[0])) && threads.getCurrentThreadCpuTime() < MOST_CPU_NANOS) {
                sink = recurse(5);
            }
            run(300);
        }
    }

    private static boolean hasChunk(Path recording) throws IOException {
        try (FileChannel file = FileChannel.open(recording)) {
            ChunkHeader header = ChunkHeader.read(file, 0);
            return header != null && header.complete();
        }
    }

    /** Runs in two threads named {@code worker-0} and {@code worker-1} for about this long. */
    static void run(long millis) throws InterruptedException {
        sink = new byte[LARGE];
        for (int i = 0; i < 3; i++) {
            contendSurely();
            waitForNobody();
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> work(System.nanoTime() + millis * 1_000_000), "worker-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void work(long end) {
        int round = 0;
        while (System.nanoTime() < end) {
            sink = recurse(round % 12);
            allocate();
            contend();
            contendFairly();
            LockSupport.parkNanos(100_000);
            round++;
        }
    }

    /** How often {@link #park} parks. */
    static final int PARKS = 20;

    /** Parks the current thread a few times. */
    static void park() {
        for (int i = 0; i < PARKS; i++) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Lets threads wait for a lock of the JVM's own code, that of its heap: all of them ask for collections at the same time. */
    static void contendNatively() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(Workload::collect, "collector-" + i);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void collect() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
    }

    private static int recurse(int depth) {
        if (depth == 0) {
            return spin();
        }
        IntUnaryOperator deeper = depth % 2 == 0 ? d -> recurse(d - 1) : Workload::odd;
        return deeper.applyAsInt(depth) + 1;
    }

    private static int odd(int depth) {
        return recurse(depth - 1) * 3;
    }

    private static int spin() {
        int x = 1;
        for (int i = 0; i < 200_000; i++) {
            x = x * 31 + i;
        }
        return x;
    }

    private static void allocate() {
        for (int i = 0; i < 200; i++) {
            sink = new byte[1024 + i];
        }
    }

    /** Holds both locks until another thread surely waits for them. */
    private static void contendSurely() throws InterruptedException {
        Thread waiting = new Thread(
                () -> {
                    contend();
                    contendFairly();
                },
                "waiting");
        FAIR_LOCK.lock();
        try {
            synchronized (LOCK) {
                waiting.start();
                awaitState(waiting, Thread.State.BLOCKED);
            }
            awaitState(waiting, Thread.State.WAITING);
        } finally {
            FAIR_LOCK.unlock();
        }
        waiting.join();
    }

    private static void waitForNobody() throws InterruptedException {
        long end = System.nanoTime() + 2_000_000;
        synchronized (LOCK) {
            while (System.nanoTime() < end) {
                LOCK.wait(1);
            }
        }
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
        // Longer than any threshold of the recordings.
        LockSupport.parkNanos(2_000_000);
    }

    private static void contendFairly() {
        FAIR_LOCK.lock();
        try {
            spin();
        } finally {
            FAIR_LOCK.unlock();
        }
    }

    private static void contend() {
        synchronized (LOCK) {
            spin();
        }
    }
}
