package tallyflame.agent.allocation;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import tallyflame.agent.boot.BootClass;

/**
 * Sizes of objects by the name of their class, as one class loader finds it. Asks the JVM for a real object, made without running
 * its constructor. Runs no code of the application: classes are taken from what the JVM has resolved already, and one
 * that is still being initialised is not touched.
 */
public final class ObjectSizes {
    private static final long UNKNOWN = -1;

    private final Instrumentation jvm;
    private final BootClass boot;
    private final Map<String, Class<?>> classes = new HashMap<>();

    /**
     * For the classes that a loader has found so far.
     *
     * @param loader null for one that is gone, or the boot loader; then only classes that no other loader can define are known
     */
    public ObjectSizes(Instrumentation jvm, BootClass boot, ClassLoader loader) {
        this.jvm = jvm;
        this.boot = boot;
        for (Class<?> type : jvm.getInitiatedClasses(loader)) {
            if (loader != null || type.getName().startsWith("java.")) classes.put(type.getName(), type);
        }
    }

    /** Bytes of an object of a class, by its binary name with dots; -1 if that cannot be told now. */
    public long of(String className) {
        Class<?> type = classes.get(className);
        Object object = type == null ? null : boot.instance(type);
        return object == null ? UNKNOWN : jvm.getObjectSize(object);
    }
}
