package tallyflame.agent.session;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.mark.Counting;
import tallyflame.agent.mark.JmhRegions;
import tallyflame.agent.mark.Marks;
import tallyflame.agent.span.SpanHooks;
import tallyflame.agent.span.Spans;
import tallyflame.counts.Uncounted;

/** One stretch of counting or tracing, from the agent's start to the JVM's end or to {@code stop}. */
final class Session {
    /** Defined once in a JVM, however many sessions it has. */
    private static BootClass boot;

    private static volatile Session current;

    private final Options options;
    private final OutputFile file;
    private final Instrumentation instrumentation;
    private final Map<Thread, StackTraceElement[]> before = new WeakHashMap<>();
    private final Instrument instrument;
    private final Snapshots snapshots;
    private final SpanHooks spanHooks = new SpanHooks();
    private Marks marks;
    private Spans spans;

    private Session(Options asked, OutputFile file, Instrumentation instrumentation) throws Exception {
        this.file = file;
        options = asked.writing(file.path());
        this.instrumentation = instrumentation;
        instrument = options.trace()
                ? Instrument.timers(options, instrumentation)
                : Instrument.counters(options, instrumentation, boot, before);
        snapshots = new Snapshots(options, instrument.recorder());
    }

    /**
     * Starts counting or tracing: classes loaded from now on, and those loaded already if the JVM allows it.
     *
     * @param running whether the application runs already
     */
    static Session start(Options options, Instrumentation instrumentation, boolean running) throws Exception {
        OutputFile file = OutputFile.claim(options.out());
        if (boot == null) {
            boot = BootClass.define(instrumentation);
            boot.atExit(() -> atExit(Session::end), () -> atExit(session -> session.snapshots.beforeHalt()));
        }
        Session session = new Session(options, file, instrumentation);
        // Loads the classes that matching needs before it runs inside class loading.
        options.matches(Session.class.getName());
        instrumentation.addTransformer(session.instrument.transformer(), true);
        // Later than the one that counts, which tells classes by what they were before.
        if (options.jmh()) instrumentation.addTransformer(new JmhRegions());
        RunningCalls calls = running ? new RunningCalls() : null;
        session.retransform();
        if (running) {
            session.refuse(calls, RunningCalls.BEFORE);
            session.before.putAll(RunningCalls.stacks());
        }
        session.snapshots.begin();
        session.openToMarks();
        current = session;
        return session;
    }

    /** Programs may ask for what they have counted between two moments; there are no such times. */
    private void openToMarks() {
        if (instrument.marked() == null) return;
        Counting counting = instrument.marked().apply(this::addClasses);
        marks = new Marks(boot, counting);
        spans = new Spans(boot, counting);
        if (instrument.recorder() instanceof CountRecorder recorder) recorder.add(spans);
        boot.answer(request -> Spans.isRequest(request) ? spans.apply(request) : marks.apply(request));
        instrumentation.addTransformer(spanHooks, true);
        retransformHooks();
    }

    private static void atExit(Consumer<Session> task) {
        Session session = current;
        if (session != null) task.accept(session);
    }

    Path out() {
        return options.out();
    }

    /** Does what is asked of an agent that is at work. */
    void obey(Options.Order order) throws IOException {
        switch (order) {
            case DUMP -> snapshots.now();
            case RESET -> snapshots.reset();
            case STOP -> stop();
            case START -> throw new IllegalStateException("already counting into " + out());
        }
    }

    /** Has classes count that are asked for by now and do not yet; the calls of theirs that run meanwhile. */
    private Set<String> addClasses() {
        RunningCalls calls = new RunningCalls();
        Set<String> known = instrument.registry().names();
        retransform(type -> !known.contains(type.getName()));
        Set<String> added = new HashSet<>(instrument.registry().names());
        added.removeAll(known);
        List<Uncounted> running = calls.still(added, RunningCalls.BEFORE);
        instrument.registry().refuse(running);
        return running.stream()
                .map(call -> call.className() + "." + call.method())
                .collect(Collectors.toSet());
    }

    /** Restores the classes and writes the final file. */
    private void stop() {
        if (marks != null) {
            boot.answer(null);
            marks.end();
            spans.end();
            instrumentation.removeTransformer(spanHooks);
            retransformHooks();
        }
        instrumentation.removeTransformer(instrument.transformer());
        RunningCalls calls = new RunningCalls();
        retransform();
        refuse(calls, RunningCalls.AFTER);
        end();
        current = null;
    }

    private void end() {
        try {
            nameHiddenClasses();
        } catch (Throwable e) {
            Log.error("cannot list the hidden classes: " + e);
        }
        snapshots.finish();
        try {
            file.release();
        } catch (IOException e) {
            Log.error("cannot remove the lock of " + file.path() + ": " + e);
        }
        try {
            nameUnmatchedGlobs();
        } catch (Throwable e) {
            Log.error("cannot tell which patterns matched: " + e);
        }
    }

    /** A pattern with a slip in it counts nothing, which looks like a program that does nothing. */
    private void nameUnmatchedGlobs() {
        List<String> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!type.isArray() && !isOwn(type)) loaded.add(type.getName());
        }
        instrument.registry().classes().forEach(type -> loaded.add(type.name()));
        String line = UnmatchedGlobs.line(options.classes(), loaded);
        if (!line.isEmpty()) Log.error(line);
    }

    /** The JVM lets nobody change hidden classes; those of lambda expressions have no lines and are left out. */
    private void nameHiddenClasses() {
        if (options.annotatedOnly()) return;
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!type.isHidden() || type.getName().contains("$$Lambda") || isOwn(type)) continue;
            String name = type.getName().substring(0, type.getName().indexOf('/'));
            if (options.matches(name)) refuse(type, "it is a hidden class, which the JVM does not let agents change");
        }
    }

    private static boolean isOwn(Class<?> type) {
        return type.getClassLoader() == Session.class.getClassLoader();
    }

    /** Classes of spans that are loaded already; a later one is seen when it is loaded. */
    private void retransformHooks() {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (!SpanHooks.isHooked(type.getName())) continue;
            try {
                instrumentation.retransformClasses(type);
            } catch (Throwable e) {
                Log.error("spans are not counted: " + e);
            }
        }
    }

    private void retransform() {
        retransform(type -> true);
    }

    private void retransform(Predicate<Class<?>> wanted) {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.isArray() || isOwn(type) || !options.matches(type.getName()) || !wanted.test(type)) continue;
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

    private void refuse(RunningCalls calls, String reason) {
        Registry<?> registry = instrument.registry();
        registry.refuse(calls.still(registry.names(), reason));
    }

    private void refuse(Class<?> type, String reason) {
        instrument.registry().refuse(List.of(new Uncounted(type.getName(), "", reason)));
    }
}
