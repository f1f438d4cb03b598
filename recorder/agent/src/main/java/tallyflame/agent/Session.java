package tallyflame.agent;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.counts.Uncounted;

/** One stretch of counting, from the agent's start to the JVM's end or to {@code stop}. */
final class Session {
    private static BootClass boot;

    private final Options options;
    private final Instrumentation instrumentation;
    private final Registry registry;
    private final CountingTransformer transformer;
    private final Map<Thread, StackTraceElement[]> before = new WeakHashMap<>();
    private final Recorder recorder;

    private Session(Options options, Instrumentation instrumentation) {
        this.options = options;
        this.instrumentation = instrumentation;
        registry = new Registry((long) options.blockMegabytes() << 20);
        transformer = new CountingTransformer(options, registry);
        recorder = new Recorder(options, registry, boot, before);
    }

    /**
     * Starts counting: classes loaded from now on, and those loaded already if the JVM allows it.
     *
     * @param running whether the application runs already
     */
    static Session start(Options options, Instrumentation instrumentation, boolean running) throws Exception {
        if (boot != null) throw new IllegalStateException("this JVM was counted before; restart it");
        boot = BootClass.define(instrumentation);
        boot.start((long) options.blockMegabytes() << 20, options.maxThreads());
        Session session = new Session(options, instrumentation);
        // Loads the classes that matching needs before it runs inside class loading.
        options.matches(Session.class.getName());
        instrumentation.addTransformer(session.transformer, true);
        session.retransform();
        if (running) {
            for (Thread thread : Thread.getAllStackTraces().keySet())
                session.before.put(thread, thread.getStackTrace());
        }
        session.recorder.begin();
        boot.atExit(session.recorder::finish);
        return session;
    }

    Path out() {
        return options.out();
    }

    /** Restores the classes and writes the final file. */
    void stop() {
        instrumentation.removeTransformer(transformer);
        retransform();
        recorder.finish();
    }

    private void retransform() {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.isArray() || !options.matches(type.getName())) continue;
            if (type.getModule() == Object.class.getModule()) {
                if (!options.annotatedOnly()) refuse(type, "the counters depend on classes of java.base");
            } else if (instrumentation.isModifiableClass(type)) {
                loaded.add(type);
            }
        }
        for (Class<?> type : loaded) {
            try {
                instrumentation.retransformClasses(type);
            } catch (Throwable e) {
                Log.error("cannot change the loaded class " + type.getName() + ": " + e);
            }
        }
    }

    private void refuse(Class<?> type, String reason) {
        registry.addUncounted(List.of(new Uncounted(type.getName(), "", reason)));
    }
}
