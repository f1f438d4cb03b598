package tallyflame.agent;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tallyflame.agent.boot.BootClass;

/** One stretch of counting, from the agent's start to the JVM's end or to {@code stop}. */
final class Session {
    private static BootClass boot;

    private final Options options;
    private final Instrumentation instrumentation;
    private final Registry registry;
    private final CountingTransformer transformer;
    private final Recorder recorder;

    private Session(Options options, Instrumentation instrumentation) {
        this.options = options;
        this.instrumentation = instrumentation;
        registry = new Registry((long) options.blockMegabytes() << 20);
        transformer = new CountingTransformer(options, registry);
        recorder = new Recorder(options, registry, boot);
    }

    /** Starts counting: classes loaded from now on, and those loaded already if the JVM allows it. */
    static Session start(Options options, Instrumentation instrumentation) throws Exception {
        if (boot != null) throw new IllegalStateException("this JVM was counted before; restart it");
        boot = BootClass.define(instrumentation);
        boot.start((long) options.blockMegabytes() << 20, options.maxThreads());
        Session session = new Session(options, instrumentation);
        instrumentation.addTransformer(session.transformer, true);
        session.retransform();
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
            boolean asked =
                    !type.isArray() && options.matches(type.getName()) && instrumentation.isModifiableClass(type);
            if (asked && type.getModule() != Object.class.getModule()) loaded.add(type);
        }
        for (Class<?> type : loaded) {
            try {
                instrumentation.retransformClasses(type);
            } catch (Throwable e) {
                Log.error("cannot change the loaded class " + type.getName() + ": " + e);
            }
        }
    }
}
