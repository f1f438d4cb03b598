package tallyflame.agent.allocation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import tallyflame.agent.boot.BootClass;
import tallyflame.counts.file.ThreadBytes;

/**
 * What threads allocate by the JVM's own account, each from its first counted method to its end. Safe for use by many threads.
 */
public final class ThreadAllocation {
    private static final String VIRTUAL = "virtual threads ran counted code, and the JVM keeps no account of theirs";

    private final ThreadMXBean bean;
    /** What each live thread had allocated when it ran counted code for the first time. */
    private final Map<Long, Long> begun = new ConcurrentHashMap<>();
    /** What this agent allocated in threads of the application, when it changed classes there. */
    private final Map<Long, Long> own = new ConcurrentHashMap<>();

    private final LongAdder ended = new LongAdder();
    private volatile String unknown = "";

    private ThreadAllocation(ThreadMXBean bean) {
        this.bean = bean;
    }

    /** Watches threads from now on; those that have run counted code before are taken to begin now. */
    public static ThreadAllocation watch(BootClass boot) {
        ThreadMXBean bean = bean();
        ThreadAllocation threads = new ThreadAllocation(bean);
        if (bean == null) {
            threads.unknown = "this JVM keeps no account of what threads allocate";
            return threads;
        }
        boot.watch(threads::begin, threads::end);
        for (Thread thread : boot.threads()) threads.begin(thread);
        return threads;
    }

    private static ThreadMXBean bean() {
        try {
            if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                    && bean.isThreadAllocatedMemorySupported()
                    && bean.isThreadAllocatedMemoryEnabled()) return bean;
        } catch (LinkageError | RuntimeException e) {
            // A runtime image without the module jdk.management.
            return null;
        }
        return null;
    }

    /** True for a thread whose end is to be told. */
    private boolean begin(Thread thread) {
        long bytes = bytes(thread.getId());
        if (bytes < 0) {
            unknown = VIRTUAL;
            return false;
        }
        begun.putIfAbsent(thread.getId(), bytes);
        return true;
    }

    private synchronized void end(Thread thread) {
        Long first = begun.remove(thread.getId());
        if (first != null) ended.add(bytes(thread.getId()) - first);
        own.remove(thread.getId());
    }

    /** What a thread has allocated, without what the agent did there; negative if the JVM does not say. */
    private long bytes(long thread) {
        long bytes = bean.getThreadAllocatedBytes(thread);
        return bytes < 0 ? bytes : bytes - own.getOrDefault(thread, 0L);
    }

    /** What to hand to {@link #agentEnds} when a piece of the agent's own work begins in a thread of the application. */
    public long agentBegins() {
        return bean == null
                ? 0
                : bean.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Takes note of what the agent allocated since: the thread is not to be charged with it. */
    public void agentEnds(long before) {
        if (bean == null) return;
        long thread = Thread.currentThread().getId();
        long bytes = bean.getThreadAllocatedBytes(thread) - before;
        Long sum = own.get(thread);
        own.put(thread, sum == null ? bytes : sum + bytes);
    }

    /** All of it so far. */
    public synchronized ThreadBytes bytes() {
        if (!unknown.isEmpty()) return new ThreadBytes(-1, unknown);
        long sum = 0;
        for (Map.Entry<Long, Long> thread : begun.entrySet()) {
            long bytes = bytes(thread.getKey());
            if (bytes < 0) return new ThreadBytes(-1, "a thread ended before it could be asked");
            sum += bytes - thread.getValue();
        }
        return new ThreadBytes(sum + ended.sum(), "");
    }
}
