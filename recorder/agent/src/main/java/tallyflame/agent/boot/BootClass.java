package tallyflame.agent.boot;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Defines {@link Counters} as {@code java.lang.TallyflameCounters} and calls it.
 *
 * <p>A class in {@code java.lang} is visible from every class loader without appending to the boot class path, which would
 * make the JVM print a warning about class data sharing; it reaches {@code jdk.internal.misc.Unsafe} without exports and
 * without the warnings of {@code sun.misc.Unsafe}; and the JIT obeys its inlining annotation.
 */
public final class BootClass {
    /** Internal name of the class that instrumented code calls. */
    public static final String NAME = "java/lang/TallyflameCounters";

    private static final int COPIES = 64;
    private static final String OWNER_CLASS = NAME + "$Owner";
    private static final String ENDING_CLASS = NAME + "$Ending";

    private final MethodHandle start;
    private final MethodHandle blocks;
    private final MethodHandle read;
    private final MethodHandle threads;
    private final MethodHandle atExit;
    private final MethodHandle readBlock;
    private final MethodHandle own;
    private final MethodHandle addresses;
    private final MethodHandle owner;
    private final MethodHandle answer;
    private final MethodHandle watch;
    private final MethodHandle instance;

    private BootClass(Class<?> counters) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(counters, MethodHandles.lookup());
        start = lookup.findStatic(counters, "start", MethodType.methodType(void.class, long.class, int.class));
        blocks = lookup.findStatic(counters, "blocks", MethodType.methodType(int.class));
        read = lookup.findStatic(counters, "read", MethodType.methodType(void.class, long[].class, int.class));
        threads = lookup.findStatic(counters, "threads", MethodType.methodType(Thread[].class));
        watch = lookup.findStatic(
                counters, "watch", MethodType.methodType(void.class, Predicate.class, Consumer.class));
        instance = lookup.findStatic(counters, "instance", MethodType.methodType(Object.class, Class.class));
        atExit = lookup.findStatic(
                counters, "atExit", MethodType.methodType(void.class, Runnable.class, Runnable.class));
        readBlock = lookup.findStatic(counters, "read", MethodType.methodType(boolean.class, long.class, long[].class));
        own = lookup.findStatic(counters, "own", MethodType.methodType(long.class));
        addresses = lookup.findStatic(counters, "addresses", MethodType.methodType(long[].class));
        owner = lookup.findStatic(counters, "owner", MethodType.methodType(Thread.class, long.class));
        answer = lookup.findStatic(counters, "answer", MethodType.methodType(void.class, Function.class));
    }

    /**
     * Defines the class in the running JVM.
     *
     * @throws ReflectiveOperationException if the JVM does not let us
     * @throws IOException if the template cannot be read from the agent's jar
     */
    public static BootClass define(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
        MethodHandles.Lookup lookup = lookup(instrumentation);
        lookup.defineClass(template("Counters$Owner"));
        lookup.defineClass(template("Counters$Ending"));
        return new BootClass(lookup.defineClass(template("Counters")));
    }

    /** A lookup that may define classes in {@code java.lang}. */
    static MethodHandles.Lookup lookup(Instrumentation instrumentation) throws IllegalAccessException {
        Module base = Object.class.getModule();
        Module own = BootClass.class.getModule();
        instrumentation.redefineModule(base, Set.of(), Map.of(), Map.of("java.lang", Set.of(own)), Set.of(), Map.of());
        return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    }

    private static byte[] template(String name) throws IOException {
        String own = BootClass.class.getPackageName().replace('.', '/') + "/";
        return template(
                name,
                Map.of(
                        own + "Counters",
                        NAME,
                        own + "Counters$Owner",
                        OWNER_CLASS,
                        own + "Counters$Ending",
                        ENDING_CLASS));
    }

    /** A class of this package under its name in the running JVM, its stand-ins replaced by what they stand for. */
    static byte[] template(String name, Map<String, String> renamed) throws IOException {
        String own = BootClass.class.getPackageName().replace('.', '/') + "/";
        Map<String, String> names = new HashMap<>(renamed);
        names.put(own + "InternalUnsafe", "jdk/internal/misc/Unsafe");
        names.put(own + "InternalTerminatingLocal", "jdk/internal/misc/TerminatingThreadLocal");
        names.put(own + "ForceInline", "jdk/internal/vm/annotation/ForceInline");
        names.put(own + "DontInline", "jdk/internal/vm/annotation/DontInline");
        Remapper remapper = new Remapper(org.objectweb.asm.Opcodes.ASM9) {
            @Override
            public String map(String internalName) {
                return names.getOrDefault(internalName, internalName);
            }
        };
        try (InputStream in = BootClass.class.getResourceAsStream(name + ".class")) {
            if (in == null) throw new IOException("the agent's jar has no " + name + ".class");
            ClassNode node = new ClassNode();
            new ClassReader(in).accept(new ClassRemapper(node, remapper), 0);
            for (MethodNode method : List.copyOf(node.methods)) {
                if (isCopied(method)) copy(method, node);
            }
            if (names.containsValue(NAME)) FirstTier.keepCalls(node);
            ClassWriter writer = new ClassWriter(0);
            node.accept(writer);
            return writer.toByteArray();
        }
    }

    private static boolean isCopied(MethodNode method) {
        String mark = Type.getDescriptor(Copied.class);
        return method.invisibleAnnotations != null
                && method.invisibleAnnotations.stream().anyMatch(annotation -> annotation.desc.equals(mark));
    }

    private static void copy(MethodNode method, ClassNode node) {
        for (int i = 0; i < COPIES; i++) {
            MethodNode copy = new MethodNode(method.access, method.name + i, method.desc, method.signature, null);
            method.accept(copy);
            node.methods.add(copy);
        }
    }

    /**
     * Name of the copy of a method that code with counters at an offset calls.
     *
     * @param method a method of {@link Counters} that is copied
     * @param offset byte offset of a counter
     */
    public static String copy(String method, int offset) {
        return method + (offset / Long.BYTES) % COPIES;
    }

    /** See {@link Counters#start}. */
    public void start(long blockBytes, int maxOwned) {
        call(() -> {
            start.invokeExact(blockBytes, maxOwned);
        });
    }

    /** See {@link Counters#blocks}. */
    public int blocks() {
        int[] result = new int[1];
        call(() -> result[0] = (int) blocks.invokeExact());
        return result[0];
    }

    /** See {@link Counters#read}. */
    public void read(long[] sums, int count) {
        call(() -> {
            read.invokeExact(sums, count);
        });
    }

    /** See {@link Counters#threads}. */
    public Thread[] threads() {
        Thread[][] result = new Thread[1][];
        call(() -> result[0] = (Thread[]) threads.invokeExact());
        return result[0];
    }

    /** See {@link Counters#read(long, long[])}. */
    public boolean read(long address, long[] into) {
        boolean[] result = new boolean[1];
        call(() -> result[0] = (boolean) readBlock.invokeExact(address, into));
        return result[0];
    }

    /** See {@link Counters#own}. */
    public long own() {
        long[] result = new long[1];
        call(() -> result[0] = (long) own.invokeExact());
        return result[0];
    }

    /** See {@link Counters#addresses}. */
    public long[] addresses() {
        long[][] result = new long[1][];
        call(() -> result[0] = (long[]) addresses.invokeExact());
        return result[0];
    }

    /** See {@link Counters#owner}. */
    public Thread owner(long address) {
        Thread[] result = new Thread[1];
        call(() -> result[0] = (Thread) owner.invokeExact(address));
        return result[0];
    }

    /** See {@link Counters#answer}. */
    public void answer(Function<String, Object> answers) {
        call(() -> {
            answer.invokeExact(answers);
        });
    }

    /** See {@link Counters#watch}. */
    public void watch(Predicate<Thread> begins, Consumer<Thread> ends) {
        call(() -> {
            watch.invokeExact(begins, ends);
        });
    }

    /** See {@link Counters#instance}. */
    public Object instance(Class<?> type) {
        Object[] result = new Object[1];
        call(() -> result[0] = (Object) instance.invokeExact(type));
        return result[0];
    }

    /** See {@link Counters#atExit}; where the JVM has no such place, an ordinary shutdown hook runs the task. */
    public void atExit(Runnable task, Runnable beforeHalt) {
        try {
            atExit.invokeExact(task, beforeHalt);
        } catch (Throwable e) {
            Runtime.getRuntime().addShutdownHook(new Thread(task, "tallyflame-exit"));
        }
    }

    /** A call of the defined class, which declares no checked exception. */
    private interface Call {
        void run() throws Throwable;
    }

    private static void call(Call call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
