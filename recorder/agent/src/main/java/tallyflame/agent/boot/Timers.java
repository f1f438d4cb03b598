package tallyflame.agent.boot;

import java.lang.ref.WeakReference;

/**
 * Times of methods and lines, kept by each thread for itself; this class is what traced code calls.
 *
 * <p><b>Frames.</b> A traced activation pushes a {@link Frame} of its thread at its entry and pops it on every way out. The
 * clock is read last at an entry and first at an exit, so that most of a probe's cost falls to the caller. A frame whose exit
 * was missed (an exception out of {@code super(…)}, where no handler is allowed) is popped when a probe of a frame below it
 * runs.
 *
 * <p><b>Sums.</b> A method's inclusive time is that of its outermost activations in a thread, so recursion counts once; so is a
 * line's time, from entering it until the next line of the same frame is entered. Exclusive time is without traced callees.
 * Probes are counted with the time they fall into, so that a reader can take their cost off.
 *
 * <p><b>Threads.</b> Each sum has one writer, its thread. A thread that starts takes over the sums of one that has terminated,
 * so that any number of short-lived threads need as many as lived at a time. Reading adds the sums of all threads up and takes
 * activations that have not returned as if they ended now; it is exact for threads that are blocked.
 */
public final class Timers {
    /** Fields of a method: calls, nanoseconds with and without traced callees, traced calls made, line probes passed. */
    public static final int METHOD_FIELDS = 9;
    /** Fields of a line: entries, nanoseconds, calls and line probes within. */
    public static final int LINE_FIELDS = 5;
    /** Methods and lines with lower numbers are used for calibration. */
    public static final int RESERVED = 3;

    private static final int CALLS = 0;
    private static final int INCLUSIVE = 1;
    private static final int EXCLUSIVE = 2;
    private static final int MADE = 3;
    private static final int TURNS = 4;
    private static final int OUTERMOST = 5;
    private static final int INNER_CALLS = 6;
    private static final int INNER_TURNS = 7;
    private static final int ACTIVE = 8;

    private static final int ENTRIES = 0;
    private static final int TIME = 1;
    private static final int LINE_CALLS = 2;
    private static final int LINE_TURNS = 3;
    private static final int LINE_ACTIVE = 4;

    private static final int SLOTS = 1 << 12;
    private static final InternalUnsafe U = InternalUnsafe.getUnsafe();
    private static final long TID = U.objectFieldOffset(Thread.class, "tid");
    private static final long[] IDS = new long[SLOTS];
    private static final Sums[] TABLE = new Sums[SLOTS];
    private static final Object LOCK = new Object();

    private static Sums[] all = new Sums[16];
    private static int threads;
    private static long[] methodsBefore;
    private static long[] linesBefore;

    private Timers() {}

    /** An activation of a traced method; reused by its thread. */
    public static final class Frame {
        private final Sums sums;
        private final Frame below;
        private Frame above;
        private boolean open;
        private int method;
        private int line;
        private long start;
        private long lineStart;
        private long callees;
        private long callsBefore;
        private long turnsBefore;
        private long lineCallsBefore;
        private long lineTurnsBefore;

        private Frame(Sums sums, Frame below) {
            this.sums = sums;
            this.below = below;
        }
    }

    /** The sums of one thread, and of those terminated before it that it took over. */
    private static final class Sums {
        private WeakReference<Thread> owner;
        private long id;
        private final Frame bottom = new Frame(this, null);
        private Frame top = bottom;
        private long calls;
        private long turns;
        private long[] methods = new long[64 * METHOD_FIELDS];
        private long[] lines = new long[256 * LINE_FIELDS];

        private boolean isFree() {
            Thread thread = owner.get();
            return thread == null || !thread.isAlive();
        }
    }

    /**
     * Enters a method at its first line.
     *
     * @return the activation, which the method hands to all other probes
     */
    public static Frame enter(int method, int line) {
        Sums s = sums();
        Frame below = s.top;
        Frame f = below.above;
        if (f == null) {
            f = new Frame(s, below);
            below.above = f;
        }
        s.top = f;
        f.open = true;
        f.method = method;
        f.line = line;
        f.callees = 0;
        long[] m = methods(s, method);
        m[method * METHOD_FIELDS + CALLS]++;
        m[method * METHOD_FIELDS + ACTIVE]++;
        if (below != s.bottom) m[below.method * METHOD_FIELDS + MADE]++;
        long[] l = lines(s, line);
        l[line * LINE_FIELDS + ENTRIES]++;
        l[line * LINE_FIELDS + LINE_ACTIVE]++;
        long calls = ++s.calls;
        f.callsBefore = calls;
        f.lineCallsBefore = calls;
        f.turnsBefore = s.turns;
        f.lineTurnsBefore = s.turns - 1;
        long now = System.nanoTime();
        f.start = now;
        f.lineStart = now;
        return f;
    }

    /** Enters a line of the activation. */
    public static void line(Frame f, int line) {
        if (f.sums.top != f) unwind(f);
        lines(f.sums, line)[line * LINE_FIELDS + ENTRIES]++;
        if (f.line != line) turn(f, line);
    }

    /** Goes on in a line without an entry: one that is counted when control jumps back from there. */
    public static void step(Frame f, int line) {
        if (f.sums.top != f) unwind(f);
        if (f.line != line) turn(f, line);
    }

    /** An exception arrived at a handler of the activation: an entry of its line if it was thrown in another. */
    public static void caught(Frame f, int line) {
        if (f.sums.top != f) unwind(f);
        if (f.line != line) line(f, line);
    }

    /** Leaves the method, by return or exception. */
    public static void exit(Frame f) {
        long now = System.nanoTime();
        if (!f.open) return;
        Sums s = f.sums;
        while (s.top != f) pop(s, now);
        pop(s, now);
    }

    private static void unwind(Frame f) {
        if (!f.open) return;
        long now = System.nanoTime();
        while (f.sums.top != f) pop(f.sums, now);
    }

    private static void turn(Frame f, int line) {
        Sums s = f.sums;
        long now = System.nanoTime();
        leaveLine(f, s.lines, now);
        f.line = line;
        lines(s, line)[line * LINE_FIELDS + LINE_ACTIVE]++;
        s.methods[f.method * METHOD_FIELDS + TURNS]++;
        f.lineCallsBefore = s.calls;
        f.lineTurnsBefore = s.turns++;
        f.lineStart = now;
    }

    private static void pop(Sums s, long now) {
        Frame f = s.top;
        f.open = false;
        close(f, s.methods, s.lines, now, f.callees);
        s.top = f.below;
        f.below.callees += now - f.start;
    }

    private static void close(Frame f, long[] methods, long[] lines, long now, long callees) {
        Sums s = f.sums;
        leaveLine(f, lines, now);
        int m = f.method * METHOD_FIELDS;
        long elapsed = now - f.start;
        methods[m + EXCLUSIVE] += elapsed - callees;
        if (--methods[m + ACTIVE] == 0) {
            methods[m + INCLUSIVE] += elapsed;
            methods[m + OUTERMOST]++;
            methods[m + INNER_CALLS] += s.calls - f.callsBefore;
            methods[m + INNER_TURNS] += s.turns - f.turnsBefore;
        }
    }

    private static void leaveLine(Frame f, long[] lines, long now) {
        int l = f.line * LINE_FIELDS;
        if (--lines[l + LINE_ACTIVE] == 0) {
            lines[l + TIME] += now - f.lineStart;
            lines[l + LINE_CALLS] += f.sums.calls - f.lineCallsBefore;
            lines[l + LINE_TURNS] += f.sums.turns - f.lineTurnsBefore;
        }
    }

    private static long[] methods(Sums s, int method) {
        if (s.methods.length < (method + 1) * METHOD_FIELDS) s.methods = grown(s.methods, (method + 1) * METHOD_FIELDS);
        return s.methods;
    }

    private static long[] lines(Sums s, int line) {
        if (s.lines.length < (line + 1) * LINE_FIELDS) s.lines = grown(s.lines, (line + 1) * LINE_FIELDS);
        return s.lines;
    }

    private static long[] grown(long[] array, int least) {
        long[] larger = new long[Math.max(least, array.length + (array.length >> 1))];
        System.arraycopy(array, 0, larger, 0, array.length);
        return larger;
    }

    /** The current thread's sums; as in {@link Counters}, only the thread itself can match the id of its table entry. */
    private static Sums sums() {
        long id = U.getLong(Thread.currentThread(), TID);
        int slot = (int) id & (SLOTS - 1);
        return IDS[slot] == id ? TABLE[slot] : lease(id, slot);
    }

    private static Sums lease(long id, int slot) {
        synchronized (LOCK) {
            Sums own = null;
            for (int i = 0; i < threads && own == null; i++) {
                if (all[i].id == id) own = all[i];
            }
            for (int i = 0; i < threads && own == null; i++) {
                if (all[i].isFree()) own = all[i];
            }
            if (own == null) own = add();
            if (own.id != id) {
                long now = System.nanoTime();
                while (own.top != own.bottom) pop(own, now);
                own.owner = new WeakReference<>(Thread.currentThread());
                own.id = id;
            }
            if (TABLE[slot] == null || TABLE[slot].id != IDS[slot] || TABLE[slot].isFree()) {
                TABLE[slot] = own;
                IDS[slot] = id;
            }
            return own;
        }
    }

    private static Sums add() {
        if (threads == all.length) {
            Sums[] more = new Sums[2 * threads];
            System.arraycopy(all, 0, more, 0, threads);
            all = more;
        }
        all[threads] = new Sums();
        return all[threads++];
    }

    /** How many threads at a time have run traced code. */
    static int threads() {
        synchronized (LOCK) {
            return threads;
        }
    }

    /** Forgets what was measured so far: the measured window begins. Safe while traced code runs. */
    public static void mark() {
        synchronized (LOCK) {
            long[][] sums = sumOfAll();
            methodsBefore = sums[0];
            linesBefore = sums[1];
        }
    }

    /** Another session begins, of methods and lines that have no times yet. */
    static void unmark() {
        synchronized (LOCK) {
            methodsBefore = null;
            linesBefore = null;
        }
    }

    /** Whether there was a {@link #mark}. */
    static boolean isMarked() {
        synchronized (LOCK) {
            return methodsBefore != null;
        }
    }

    /**
     * The sums of all threads since the mark.
     *
     * @return the methods' fields and the lines' fields; a number beyond the end has none
     */
    static long[][] read() {
        synchronized (LOCK) {
            long[][] sums = sumOfAll();
            if (methodsBefore != null) {
                subtract(sums[0], methodsBefore);
                subtract(sums[1], linesBefore);
            }
            return sums;
        }
    }

    private static void subtract(long[] from, long[] less) {
        for (int i = 0; i < Math.min(from.length, less.length); i++) from[i] -= less[i];
    }

    private static long[][] sumOfAll() {
        long[] methods = {};
        long[] lines = {};
        long now = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Sums s = all[i];
            long[] m = s.methods.clone();
            long[] l = s.lines.clone();
            closeOpen(s, m, l, now);
            methods = added(methods, m);
            lines = added(lines, l);
        }
        return new long[][] {methods, lines};
    }

    private static void closeOpen(Sums s, long[] methods, long[] lines, long now) {
        long calleeAbove = 0;
        for (Frame f = s.top; f != s.bottom; f = f.below) {
            close(f, methods, lines, now, f.callees + calleeAbove);
            calleeAbove = now - f.start;
        }
    }

    private static long[] added(long[] to, long[] more) {
        long[] sum = to.length >= more.length ? to : grown(to, more.length);
        for (int i = 0; i < more.length; i++) sum[i] += more[i];
        return sum;
    }

    /**
     * Measures what probes cost in this thread as its code is compiled now.
     *
     * @param repeats how often
     * @return for each repeat four numbers in picoseconds: a call and return as the caller sees it; the part of it that counts
     *     for the callee; entering another line; entering the same line again
     */
    static long[] calibrate(int repeats, int probes) {
        long[] result = new long[4 * repeats];
        Frame outer = enter(0, 0);
        for (int r = 0; r < repeats; r++) {
            long callee = outer.sums.methods[METHOD_FIELDS + INCLUSIVE];
            long t0 = System.nanoTime();
            for (int i = 0; i < probes; i++) exit(enter(1, 0));
            long t1 = System.nanoTime();
            for (int i = 0; i < probes; i++) line(outer, 1 + (i & 1));
            long t2 = System.nanoTime();
            for (int i = 0; i < probes; i++) line(outer, 2);
            long t3 = System.nanoTime();
            result[4 * r] = (t1 - t0) * 1000 / probes;
            result[4 * r + 1] = (outer.sums.methods[METHOD_FIELDS + INCLUSIVE] - callee) * 1000 / probes;
            result[4 * r + 2] = (t2 - t1) * 1000 / probes;
            result[4 * r + 3] = (t3 - t2) * 1000 / probes;
        }
        exit(outer);
        return result;
    }
}
