package tallyflame.agent.boot;

/**
 * Stand-in for {@code jdk.internal.misc.Unsafe}, so that {@link Counters} compiles; {@link BootClass} replaces the name. Never
 * loaded.
 */
abstract class InternalUnsafe {
    static InternalUnsafe getUnsafe() {
        return null;
    }

    abstract long getLong(Object base, long offset);

    abstract long getLong(long address);

    abstract void putLong(long address, long value);

    abstract long getAndAddLong(Object base, long offset, long delta);

    abstract long objectFieldOffset(Class<?> holder, String field);

    abstract long allocateMemory(long bytes);

    abstract Object allocateInstance(Class<?> type) throws InstantiationException;

    abstract boolean shouldBeInitialized(Class<?> type);

    abstract void setMemory(long address, long bytes, byte value);
}
