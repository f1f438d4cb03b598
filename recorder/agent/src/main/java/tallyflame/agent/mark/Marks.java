package tallyflame.agent.mark;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import tallyflame.agent.boot.BootClass;

/**
 * Answers programs that ask what was counted between two moments. The two know each other by types of the JDK alone: an answer is
 * a text that says why there is none, or a function: a mark supplies a {@link DifferenceOfMoments}, and that the bytes of a
 * count file.
 */
public final class Marks implements Function<String, Object> {
    private static final String COUNT = "count=";
    /** How often a thread is looked at that goes on counting. */
    private static final int LOOKS = 200;

    private static final long PAUSE_NANOS = 100_000;

    private static final ThreadLocal<Supplier<Object>> OPENED = new ThreadLocal<>();

    private final BootClass boot;
    private final Counting counting;
    private final Moments moments;
    private DifferenceOfMoments regions;
    private String refusal;
    private volatile boolean ended;

    /** Marks of one session. */
    public Marks(BootClass boot, Counting counting) {
        this.boot = boot;
        this.counting = counting;
        moments = new Moments(boot, counting);
    }

    /** Says something that whoever marks is to read. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** No mark of this session gives an answer any more. */
    public void end() {
        ended = true;
    }

    @Override
    public Object apply(String request) {
        return answer(() -> switch (request) {
            case "thread" -> begin(this::ownThread);
            case "all" -> begin(this::allThreads);
            case "open" -> open();
            case "close" -> close();
            case "collect" -> collect();
            default -> count(request);
        });
    }

    private static Object answer(Supplier<Object> question) {
        try {
            return question.get();
        } catch (Refused | IllegalStateException | IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private Object count(String request) {
        if (request.startsWith(COUNT)) counting.count(request.substring(COUNT.length()));
        return this;
    }

    private Object open() {
        try {
            OPENED.set(begin(this::ownThread));
        } catch (Refused e) {
            synchronized (this) {
                refusal = e.getMessage();
            }
        }
        return this;
    }

    /** A thread that has opened nothing closes nothing: its benchmark had begun before it counted. */
    private Object close() {
        Supplier<Object> begun = OPENED.get();
        if (begun == null) return this;
        OPENED.remove();
        Object difference = begun.get();
        synchronized (this) {
            if (difference instanceof String reason) {
                refusal = reason;
            } else if (regions == null) {
                regions = (DifferenceOfMoments) difference;
            } else {
                regions.accept(difference);
            }
        }
        return this;
    }

    private synchronized Object collect() {
        String reason = refusal;
        DifferenceOfMoments collected = regions;
        refusal = null;
        regions = null;
        if (reason != null) throw new Refused(reason);
        return collected == null ? new DifferenceOfMoments(counting, new Moment(0)) : collected;
    }

    private Supplier<Object> begin(Supplier<Moment> now) {
        Moment then = now.get();
        Thread thread = Thread.currentThread();
        return () -> answer(() -> {
            if (ended) throw new Refused("counting has ended since the mark began");
            if (Thread.currentThread() != thread) {
                throw new Refused("a mark ends on the thread on which it began, " + thread.getName() + ", not on "
                        + Thread.currentThread().getName());
            }
            Moment difference = now.get();
            difference.add(then, -1);
            return new DifferenceOfMoments(counting, difference);
        });
    }

    /** Exact, since a thread does nothing else while it looks at itself. */
    private Moment ownThread() {
        long address = boot.own();
        if (address < 0) {
            throw new Refused("more threads run counted code than have counters of their own, and this one shares them;"
                    + " start the agent with a larger maxthreads");
        }
        Moment moment = moments.counters(address);
        moments.ownCalls(moment);
        return moment;
    }

    private Moment allThreads() {
        Moment sum = ownThread();
        long own = boot.own();
        long[] addresses = boot.addresses();
        if (!moments.counters(addresses[0]).isZero()) {
            throw new Refused(
                    "threads without counters of their own have counted, of which nobody knows where they stand;"
                            + " start the agent with a larger maxthreads");
        }
        for (int b = 1; b < addresses.length; b++) {
            if (addresses[b] != own) sum.add(otherThread(addresses[b]), 1);
        }
        return sum;
    }

    /**
     * Counters and calls of another thread, which belong together if no counter has changed while the stack was read: counters
     * only ever grow.
     */
    private Moment otherThread(long address) {
        Thread owner = null;
        for (int look = 0; look < LOOKS; look++) {
            owner = boot.owner(address);
            Moment before = moments.counters(address);
            StackTraceElement[] stack = owner == null ? new StackTraceElement[0] : owner.getStackTrace();
            Moment after = moments.counters(address);
            if (before.hasSameCounters(after) && boot.owner(address) == owner) {
                for (StackTraceElement frame : stack) add(after, frame);
                return after;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new Refused("thread " + (owner == null ? "?" : owner.getName())
                + " goes on counting, so that counts of all threads have no beginning and no end; mark one thread, or let it"
                + " wait");
    }

    private void add(Moment moment, StackTraceElement frame) {
        String type = frame.getClassName();
        if (!counting.isCounted(type)) return;
        boolean uncounted = counting.stoodBefore(type, frame.getMethodName());
        // Hidden frames are missing here, so that a callee may be wrong, and is not used.
        moment.add(new StandingCall(type, frame.getMethodName(), frame.getLineNumber(), null, uncounted));
    }
}
