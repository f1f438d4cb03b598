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
        boot.atExit(session::end);
        return session;
    }

    Path out() {
        return options.out();
    }

    /** Restores the classes and writes the final file. */
    void stop() {
        instrumentation.removeTransformer(transformer);
        retransform();
        end();
    }

    private void end() {
        try {
            nameHiddenClasses();
        } catch (Throwable e) {
            Log.error("cannot list the hidden classes: " + e);
        }
        recorder.finish();
    }

    /** The JVM lets nobody change hidden classes; those of lambda expressions have no lines and are left out. */
    private void nameHiddenClasses() {
        if (options.annotatedOnly()) return;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!type.isHidden() || type.getName().contains("$$Lambda")) continue;
            String name = type.getName().substring(0, type.getName().indexOf('/'));
            if (options.matches(name)) refuse(type, "it is a hidden class, which the JVM does not let agents change");
        }
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
                refuse(type, "it was loaded already and could not be changed: " + e);
            }
        }
    }

    private void refuse(Class<?> type, String reason) {
        registry.addUncounted(List.of(new Uncounted(type.getName(), "", reason)));
    }
}
