package tallyflame.analysis.coverage;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/** Memory outside of the heap, by the C library's {@code malloc}. Reached by name: the compiler warns of the class that has it. */
final class NativeMemory {
    private static final MethodHandle ALLOCATE =
            method("allocateMemory", MethodType.methodType(long.class, long.class));
    private static final MethodHandle FREE = method("freeMemory", MethodType.methodType(void.class, long.class));

    private NativeMemory() {}

    private static MethodHandle method(String name, MethodType type) {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field field = unsafe.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return MethodHandles.lookup().findVirtual(unsafe, name, type).bindTo(field.get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of a block of so many bytes. */
    static long allocate(long bytes) {
        try {
            return (long) ALLOCATE.invokeExact(bytes);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void free(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
