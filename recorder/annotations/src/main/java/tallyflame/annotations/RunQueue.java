package tallyflame.annotations;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * For how long threads were ready to run without a processor: Linux keeps it of each thread. Reading it takes about two microseconds, so
 * it is read only in spans of names whose spans take long. Each thread keeps its file open, since opening it takes ten times as long,
 * and the collector closes it some time after the thread has ended: so there are not more than {@link #MOST_THREADS} ever.
 */
final class RunQueue {
    /** Nobody knows. */
    static final long UNKNOWN = -1;

    /** CPU time, delay in the run queue, and how often the thread was run. */
    private static final String FILE = "/proc/thread-self/schedstat";

    private static final boolean KNOWN = Files.isReadable(Path.of(FILE));
    private static final int LONGEST = 64;
    private static final long LEAST_NANOS = 300_000;
    private static final int MOST_NAMES = 1000;
    private static final int MOST_THREADS = 256;
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final ThreadLocal<RunQueue> OF_THREAD = ThreadLocal.withInitial(RunQueue::new);

    /** Whether the last span of a name took long. */
    private static final Map<String, Boolean> LONG = new ConcurrentHashMap<>();

    private static final MethodHandle IS_VIRTUAL = isVirtual();

    /** {@code null} where nothing can be read. */
    private final RandomAccessFile file = open();

    private final byte[] text = new byte[LONGEST];

    private RunQueue() {}

    private static RandomAccessFile open() {
        try {
            return THREADS.getAndIncrement() < MOST_THREADS ? new RandomAccessFile(FILE, "r") : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Since JDK 21. */
    private static MethodHandle isVirtual() {
        try {
            return MethodHandles.lookup().findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException e) {
            return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
        }
    }

    /** Whether the next span of a name is expected to take so long that reading costs it nothing. */
    static boolean isWorthReading(String name) {
        return KNOWN && LONG.getOrDefault(name, false);
    }

    /** A span of a name took so long. */
    static void took(String name, long nanos) {
        boolean isLong = nanos >= LEAST_NANOS;
        if (KNOWN && LONG.getOrDefault(name, false) != isLong && (!isLong || LONG.size() < MOST_NAMES)) {
            LONG.put(name, isLong);
        }
    }

    /** The current thread's delay so far, in nanoseconds, or {@link #UNKNOWN}; virtual threads have none of their own. Never throws. */
    static long delay() {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread())
                    ? UNKNOWN
                    : OF_THREAD.get().read();
        } catch (Throwable e) {
            return UNKNOWN;
        }
    }

    private long read() throws IOException {
        if (file == null) {
            return UNKNOWN;
        }
        file.seek(0);
        return second(file.read(text));
    }

    /** The second of the numbers, which spaces part. */
    private long second(int length) {
        int i = 0;
        while (i < length && text[i] != ' ') {
            i++;
        }
        long number = 0;
        for (i++; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
            number = 10 * number + text[i] - '0';
        }
        return i < length ? number : UNKNOWN;
    }
}
