package tallyflame.agent.boot;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Counter blocks, one per thread, outside the heap; this class is what instrumented code calls.
 *
 * <p><b>Layout.</b> Every counter of every class has one byte offset, the same in all blocks. A block is a range of virtual
 * memory that the operating system commits page by page when it is first written, so that counters of classes loaded later
 * need no growing and no per-class lookup. The value of a counter is its sum over all blocks.
 *
 * <p><b>Ownership.</b> A block has one writer at a time: the thread that leased it, platform or virtual, from the first
 * counted method it runs until it has terminated. A virtual thread takes its lease with it from carrier to carrier, so a base
 * that a method fetched at its entry stays valid across unmounting. The block of a dead thread goes to the next new thread as
 * it is, counts included: nothing is merged and nothing is lost. {@link Thread#isAlive()} being false orders the dead
 * thread's last write before the new owner's first.
 *
 * <p><b>Many threads.</b> Beyond {@link #maxOwned} blocks, or when the system refuses more memory, a thread gets the one
 * shared block, whose base has the sign bit set: increments through it are atomic.
 *
 * <p><b>Finding the base.</b> A direct-mapped table of (thread id, base) pairs, indexed by the low bits of the id. An entry
 * is claimed when it is free or its owner is dead, never taken from a live thread: the only thread that can match the id of
 * an entry is thus the one that wrote it, and reads need no fence. The table is a Java array although the blocks are not: the JIT knows that counting, a write outside
 * the heap, does not change it, and looks the base up once for all methods it inlines between two calls. A thread that finds its entry taken looks its block up
 * under the lock each time.
 *
 * <p><b>Copies of the look-up.</b> {@link BootClass} copies the methods marked {@link Copied}. A thread's first look-up takes
 * the slow path, and once the profile of a method has seen that, the optimising compiler keeps the call in every method into
 * which it inlines this one: a call that may change all memory, so that nothing read before can be reused behind it. With
 * copies, only methods that share one with the first counted method of some thread pay for that.
 */
public final class Counters {
    private static final int SLOTS = 1 << 14;
    private static final long SHARED = Long.MIN_VALUE;

    private static final InternalUnsafe U = InternalUnsafe.getUnsafe();
    private static final long TID = U.objectFieldOffset(Thread.class, "tid");
    private static final long[] TABLE = new long[2 * SLOTS];
    private static final Object LOCK = new Object();
    private static final int PROBES = 8;

    private static long blockBytes;
    private static int maxOwned;
    private static long shared;

    private static int blocks;
    private static long[] bases = new long[64];
    private static long[] ids = new long[64];
    private static Owner[] owners = new Owner[64];
    private static final Owner[] SLOT_OWNERS = new Owner[SLOTS];
    private static int cursor;
    private static volatile Runnable halt;
    private static volatile Function<String, Object> marks;
    private static volatile Predicate<Thread> beginning;
    static volatile Consumer<Thread> ending;
    private static volatile Ending end;

    private Counters() {}

    /** The thread that leases a block; cleared when it was collected, which a thread that can still run never is. */
    private static final class Owner extends WeakReference<Thread> {
        Owner(Thread thread) {
            super(thread);
        }

        boolean isDead() {
            Thread thread = get();
            return thread == null || !thread.isAlive();
        }
    }

    /** Has a thread tell when it ends, in that thread itself. */
    private static final class Ending extends InternalTerminatingLocal<Thread> {
        // Not the default one: before nest mates, nobody could call that from outside.
        Ending() {}

        @Override
        protected void threadTerminated(Thread thread) {
            try {
                ending.accept(thread);
            } catch (Throwable e) {
                // What the listener makes of it is none of the thread's business.
            }
        }
    }

    /**
     * Prepares the blocks; called once, before any counted code runs.
     *
     * @param bytes size of a block, at least as large as all counters together will be
     * @param owned how many blocks at most have an owner
     */
    static void start(long bytes, int owned) {
        synchronized (LOCK) {
            blockBytes = bytes;
            maxOwned = owned;
            shared = allocate();
        }
    }

    /** Base of the current thread's block plus an offset; the low 63 bits are an address. */
    @Copied
    @ForceInline
    public static long base(int offset) {
        long id = U.getLong(Thread.currentThread(), TID);
        int slot = (int) id & (SLOTS - 1);
        long base = TABLE[slot] == id ? TABLE[slot + SLOTS] : lease(id);
        return base + offset;
    }

    /** Adds one to a counter. */
    @ForceInline
    public static void inc(long base, int index) {
        if (base >= 0) {
            long address = base + ((long) index << 3);
            U.putLong(address, U.getLong(address) + 1);
        } else {
            addShared(base, index, 1);
        }
    }

    /**
     * Adds one to a counter of the current thread. The table never holds the shared block, so that the address found there needs
     * no test.
     */
    @Copied
    @ForceInline
    public static void hit(int offset) {
        long id = U.getLong(Thread.currentThread(), TID);
        int slot = (int) id & (SLOTS - 1);
        if (TABLE[slot] == id) {
            long address = TABLE[slot + SLOTS] + offset;
            U.putLong(address, U.getLong(address) + 1);
        } else {
            inc(lease(id) + offset, 0);
        }
    }

    /** {@link #base} and {@link #hit} at once, for a method whose first counter is its entry's. */
    @Copied
    @ForceInline
    public static long enter(int offset) {
        long id = U.getLong(Thread.currentThread(), TID);
        int slot = (int) id & (SLOTS - 1);
        if (TABLE[slot] == id) {
            long address = TABLE[slot + SLOTS] + offset;
            U.putLong(address, U.getLong(address) + 1);
            return address;
        }
        long base = lease(id) + offset;
        inc(base, 0);
        return base;
    }

    /**
     * Counts an exception that a position threw. It looks the base up again, so that no method has to keep its base for handlers
     * that hardly ever run.
     */
    @DontInline
    public static void exc(int row, int position) {
        hit(row + (position << 3));
    }

    /** The same where the handler can be reached from one position only. */
    @DontInline
    public static void exc(int offset) {
        hit(offset);
    }

    /** The same for the handler that caught an exception, which is given back. */
    @DontInline
    public static Throwable exc(Throwable exception, int row, int position) {
        hit(row + (position << 3));
        return exception;
    }

    /** The same where the handler can be reached from one position only. */
    @DontInline
    public static Throwable exc(Throwable exception, int offset) {
        hit(offset);
        return exception;
    }

    /**
     * Counts an array that was made, and adds its bytes to the counter behind.
     *
     * @param layout see {@code ArrayLayout}: header, alignment and size of an element
     */
    @Copied
    @ForceInline
    public static void array(int length, int offset, int layout) {
        long id = U.getLong(Thread.currentThread(), TID);
        int slot = (int) id & (SLOTS - 1);
        long bytes = size(length, layout);
        if (TABLE[slot] == id) {
            long address = TABLE[slot + SLOTS] + offset;
            U.putLong(address, U.getLong(address) + 1);
            U.putLong(address + Long.BYTES, U.getLong(address + Long.BYTES) + bytes);
        } else {
            add(lease(id) + offset, 1, bytes);
        }
    }

    /**
     * Counts an array of arrays that one instruction made, with all that are in it.
     *
     * @param dimensions how many the instruction has filled
     * @param outer layout of arrays of references
     * @param inner layout of those of the last dimension
     */
    public static void arrays(Object array, int offset, int dimensions, int outer, int inner) {
        long id = U.getLong(Thread.currentThread(), TID);
        int slot = (int) id & (SLOTS - 1);
        long base = TABLE[slot] == id ? TABLE[slot + SLOTS] : lease(id);
        long objects = 0;
        long bytes = 0;
        long level = 1;
        Object one = array;
        for (int d = 1; d <= dimensions && level > 0; d++) {
            int length = java.lang.reflect.Array.getLength(one);
            objects += level;
            bytes += level * size(length, d < dimensions ? outer : inner);
            level *= length;
            if (d < dimensions && length > 0) one = ((Object[]) one)[0];
        }
        add(base + offset, objects, bytes);
    }

    @ForceInline
    private static long size(int length, int layout) {
        long alignment = 1L << ((layout >> 4) & 15);
        return ((layout >> 8) + ((long) length << (layout & 15)) + alignment - 1) & -alignment;
    }

    private static void add(long base, long objects, long bytes) {
        if (base >= 0) {
            U.putLong(base, U.getLong(base) + objects);
            U.putLong(base + Long.BYTES, U.getLong(base + Long.BYTES) + bytes);
        } else {
            addShared(base, 0, objects);
            addShared(base, 1, bytes);
        }
    }

    private static void addShared(long base, int index, long delta) {
        U.getAndAddLong(null, (base & Long.MAX_VALUE) + ((long) index << 3), delta);
    }

    /** The slow path, once per thread: finds or leases a block and claims the table entry if that is possible. */
    private static long lease(long id) {
        if (TABLE[(int) id & (SLOTS - 1)] == -id) return shared | SHARED;
        Thread thread = Thread.currentThread();
        boolean isNew;
        long base;
        synchronized (LOCK) {
            int block = find(id);
            isNew = block < 0;
            if (block < 0) block = reuse();
            if (block < 0) block = grow();
            if (block >= 0 && ids[block] != id) {
                owners[block] = new Owner(thread);
                ids[block] = id;
            }
            base = block < 0 ? shared | SHARED : bases[block];
            claim(id, thread, block);
        }
        if (isNew && beginning != null) begin(thread);
        return base;
    }

    private static void begin(Thread thread) {
        try {
            if (beginning.test(thread)) end.set(thread);
        } catch (Throwable e) {
            // What the listener makes of it is none of the thread's business.
        }
    }

    /**
     * Has listeners told of threads, in the thread itself: when it runs counted code for the first time, and, if the answer to that is
     * true, when it ends.
     */
    static void watch(Predicate<Thread> begins, Consumer<Thread> ends) {
        ending = ends;
        if (end == null) end = new Ending();
        beginning = begins;
    }

    /** An object of a class, no constructor run; null if the class is not initialised yet, or has no objects. */
    static Object instance(Class<?> type) {
        try {
            return U.shouldBeInitialized(type) ? null : U.allocateInstance(type);
        } catch (InstantiationException e) {
            return null;
        }
    }

    /** An entry of a thread that counts in the shared block has the id negated, so that only the slow path finds it. */
    private static void claim(long id, Thread thread, int block) {
        int slot = (int) id & (SLOTS - 1);
        Owner holder = SLOT_OWNERS[slot];
        if (holder != null && !holder.isDead()) return;
        SLOT_OWNERS[slot] = block < 0 ? new Owner(thread) : owners[block];
        TABLE[slot + SLOTS] = block < 0 ? shared : bases[block];
        TABLE[slot] = block < 0 ? -id : id;
    }

    private static int find(long id) {
        for (int i = 0; i < blocks; i++) {
            if (ids[i] == id) return i;
        }
        return -1;
    }

    /** Looks at a few blocks in turn for one whose owner is dead, so that a lease costs the same with any number of threads. */
    private static int reuse() {
        for (int i = 0; i < Math.min(PROBES, blocks); i++) {
            cursor = cursor + 1 < blocks ? cursor + 1 : 0;
            if (owners[cursor].isDead()) return cursor;
        }
        return -1;
    }

    private static int grow() {
        if (blocks >= maxOwned) return -1;
        long memory;
        try {
            memory = allocate();
        } catch (OutOfMemoryError e) {
            maxOwned = blocks;
            return -1;
        }
        if (blocks == bases.length) {
            bases = Arrays.copyOf(bases, 2 * blocks);
            ids = Arrays.copyOf(ids, 2 * blocks);
            owners = Arrays.copyOf(owners, 2 * blocks);
        }
        bases[blocks] = memory;
        return blocks++;
    }

    /**
     * Fresh memory, zero without being touched: an allocation of this size is freshly mapped by the C library and never freed
     * here. The first words are checked all the same, for allocators that fill what they give.
     */
    private static long allocate() {
        long memory = (U.allocateMemory(blockBytes + 64) + 63) & -64L;
        for (long at = 0; at < blockBytes; at += blockBytes >>> 4) {
            if (U.getLong(memory + at) != 0) {
                U.setMemory(memory, blockBytes, (byte) 0);
                break;
            }
        }
        return memory;
    }

    /** The live threads that have run counted code, as far as each has a block or a table entry of its own. */
    static Thread[] threads() {
        synchronized (LOCK) {
            Thread[] found = new Thread[2 * blocks];
            int n = 0;
            for (int i = 0; i < blocks; i++) {
                Thread thread = owners[i].get();
                if (thread != null && thread.isAlive()) found[n++] = thread;
            }
            Thread[] result = new Thread[n];
            for (int i = 0; i < n; i++) result[i] = found[i];
            return result;
        }
    }

    /** How many blocks threads have leased so far. */
    static int blocks() {
        synchronized (LOCK) {
            return blocks;
        }
    }

    /**
     * Adds up counters over all blocks. Threads may be counting meanwhile: each counter is read at one moment, all of them are
     * not.
     *
     * @param sums receives the values of the first counters
     * @param count how many
     */
    static void read(long[] sums, int count) {
        long[] addresses;
        int n;
        synchronized (LOCK) {
            addresses = bases;
            n = blocks;
        }
        for (int i = 0; i < count; i++) sums[i] = U.getLong(shared + ((long) i << 3));
        for (int b = 0; b < n; b++) {
            long address = addresses[b];
            for (int i = 0; i < count; i++) sums[i] += U.getLong(address + ((long) i << 3));
        }
    }

    /**
     * Reads some counters of one block.
     *
     * @param address of the first one
     * @return whether any of them is not zero
     */
    static boolean read(long address, long[] into) {
        long any = 0;
        for (int i = 0; i < into.length; i++) {
            long value = U.getLong(address + ((long) i << 3));
            into[i] = value;
            any |= value;
        }
        return any != 0;
    }

    /** Address of the current thread's own block, which it leases if it has none; negative if it has to share one. */
    static long own() {
        return base(0);
    }

    /** Addresses of all blocks, that of the shared one first. */
    static long[] addresses() {
        synchronized (LOCK) {
            long[] result = new long[blocks + 1];
            result[0] = shared;
            for (int i = 0; i < blocks; i++) result[i + 1] = bases[i];
            return result;
        }
    }

    /** The live thread that leases a block, null if there is none. */
    static Thread owner(long address) {
        synchronized (LOCK) {
            for (int i = 0; i < blocks; i++) {
                if (bases[i] == address) return owners[i].isDead() ? null : owners[i].get();
            }
            return null;
        }
    }

    /** Sets who answers {@link #mark}; null for nobody. */
    static void answer(Function<String, Object> answers) {
        marks = answers;
    }

    /** Called by programs that ask what they themselves have counted; null if nothing is being counted. */
    public static Object mark(String request) {
        Function<String, Object> answers = marks;
        return answers == null ? null : answers.apply(request);
    }

    /**
     * Runs a task after all shutdown hooks of the application, and one when counted code is about to halt the JVM, which
     * runs no hooks.
     *
     * @throws ReflectiveOperationException if this JVM has no such place
     */
    static void atExit(Runnable task, Runnable beforeHalt) throws ReflectiveOperationException {
        halt = beforeHalt;
        final int afterApplicationHooks = 5;
        Class.forName("java.lang.Shutdown")
                .getDeclaredMethod("add", int.class, boolean.class, Runnable.class)
                .invoke(null, afterApplicationHooks, false, task);
    }

    /** Called by counted code before each {@code Runtime.halt}. */
    public static void halting() {
        Runnable task = halt;
        if (task != null) task.run();
    }
}
