package tallyflame.agent.boot;

/**
 * Stand-in for {@code jdk.internal.misc.TerminatingThreadLocal}, which tells of its thread's end, so that {@link Counters}
 * compiles; {@link BootClass} replaces the name. Never loaded.
 */
abstract class InternalTerminatingLocal<T> extends ThreadLocal<T> {
    /** Called in a thread that has set a value when it ends. */
    protected abstract void threadTerminated(T value);
}
