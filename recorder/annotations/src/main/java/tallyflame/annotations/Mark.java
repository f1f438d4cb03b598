package tallyflame.annotations;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/**
 * The beginning of a stretch of work whose lines and branches are counted exactly: what the counting agent of this JVM has counted
 * between {@link #begin} and {@link #end} on the calling thread, whatever other threads do meanwhile. Marks may nest and
 * overlap. One takes a copy of the pages of the thread's counters that are in use, microseconds for a hundred classes.
 *
 * <p>The agent must count the classes (its option {@code count}, or {@link #count}). Without it, marks are refused, by exceptions
 * whose messages say in one line what to do; {@link #isPossible} tells beforehand.
 */
public final class Mark {
    private static final String NO_AGENT = "nothing is being counted in this JVM: start it with"
            + " -javaagent:tallyflame-agent.jar=count=GLOB,out=FILE, or attach the agent";

    /** The agent's, once it is there; it may come while the JVM runs. */
    private static volatile MethodHandle agent;

    private final Supplier<?> begun;

    private Mark(Supplier<?> begun) {
        this.begun = begun;
    }

    /** Whether a mark can be begun: the agent is in this JVM, and counts. */
    public static boolean isPossible() {
        try {
            return ask("") != null;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * Begins on the calling thread, for what that thread does.
     *
     * @throws IllegalStateException if nothing is being counted, or the thread has no counters of its own, because more threads
     *     than the agent's {@code maxthreads} run counted code
     */
    public static Mark begin() {
        return of(ask("thread"));
    }

    /**
     * Begins for all threads, which is exact only if nobody else counts when the mark begins and when it ends: threads that are
     * blocked or in code that is not counted do no harm.
     *
     * @throws IllegalStateException if nothing is being counted, or a thread does not stop to
     */
    public static Mark beginAllThreads() {
        return of(ask("all"));
    }

    private static Mark of(Object answer) {
        return new Mark((Supplier<?>) known(answer));
    }

    /**
     * Has more classes counted, those loaded already and those to come.
     *
     * @param globs as the agent's option {@code count} takes them: {@code com.acme.**}
     * @throws IllegalStateException if nothing is being counted, or the agent counts only what carries {@link Profiled}
     */
    public static void count(String... globs) {
        known(ask("count=" + String.join(";", globs)));
    }

    /**
     * What was counted since this mark began; it may be ended again, later.
     *
     * @throws IllegalStateException if it is called on another thread than the mark was begun on, or counting has ended
     *     meanwhile; the message says which
     */
    public Difference end() {
        return new Difference(known(begun.get()));
    }

    /**
     * What all threads have counted, since this was last asked, in the regions that the agent itself opens and closes: with its
     * option {@code jmh}, JMH's benchmarks without what sets them up.
     *
     * @throws IllegalStateException if nothing is being counted, or not for one of the threads
     */
    public static Difference collect() {
        return new Difference(known(ask("collect")));
    }

    private static Object known(Object answer) {
        if (answer == null) throw new IllegalStateException(NO_AGENT);
        if (answer instanceof String reason) throw new IllegalStateException(reason);
        return answer;
    }

    private static Object ask(String request) {
        try {
            MethodHandle handle = agent;
            if (handle == null) handle = find();
            return handle == null ? null : (Object) handle.invokeExact(request);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the agent cannot mark: " + e, e);
        }
    }

    /** The agent's class is visible from everywhere, and is not there without it. */
    private static MethodHandle find() throws ReflectiveOperationException {
        try {
            Class<?> counters = Class.forName("java.lang.TallyflameCounters", true, null);
            MethodType type = MethodType.methodType(Object.class, String.class);
            agent = MethodHandles.publicLookup().findStatic(counters, "mark", type);
        } catch (ClassNotFoundException e) {
            return null;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the agent in this JVM is of another version, which knows no marks", e);
        }
        return agent;
    }
}
