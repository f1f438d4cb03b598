package tallyflame.agent.session;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tallyflame.agent.allocation.ThreadAllocation;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.agent.mark.Counting;
import tallyflame.counts.Glob;
import tallyflame.counts.Uncounted;
import tallyflame.counts.file.ClassSnapshot;
import tallyflame.counts.file.CountFileWriter;

/** A session as its marks see it, which may have it count more classes. */
final class MoreClasses implements Counting {
    private final Options options;
    private final Registry<CountedClass> registry;
    private final CountRecorder recorder;
    private final Supplier<Set<String>> addition;
    /** Null if allocations are not counted. */
    private final ThreadAllocation threads;

    private final CountFileWriter writer = new CountFileWriter();
    private final Set<String> stoodBefore = ConcurrentHashMap.newKeySet();

    /**
     * The session of an instrument that counts.
     *
     * @param before stacks of the threads that ran when the first classes were changed
     * @param threads what threads allocate, null if allocations are not counted
     * @param addition has the classes counted that are asked for by now, and names the calls of theirs that run
     */
    MoreClasses(
            Options options,
            Registry<CountedClass> registry,
            CountRecorder recorder,
            Map<Thread, StackTraceElement[]> before,
            ThreadAllocation threads,
            Supplier<Set<String>> addition) {
        this.threads = threads;
        this.options = options;
        this.registry = registry;
        this.recorder = recorder;
        this.addition = addition;
        for (StackTraceElement[] stack : before.values()) {
            for (StackTraceElement frame : stack) stoodBefore.add(name(frame));
        }
    }

    /** {@code pkg.Class.method} of a frame. */
    static String name(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName();
    }

    @Override
    public List<CountedClass> classes() {
        return registry.classes();
    }

    @Override
    public boolean isCounted(String type) {
        return registry.has(type);
    }

    @Override
    public long used() {
        return Instrument.used();
    }

    @Override
    public Map<CountedClass, long[]> sizes() {
        return recorder.sizes();
    }

    @Override
    public boolean stoodBefore(String type, String method) {
        return stoodBefore.contains(type + "." + method);
    }

    @Override
    public long agentBegins() {
        return threads == null ? 0 : threads.agentBegins();
    }

    @Override
    public void agentEnds(long before) {
        if (threads != null) threads.agentEnds(before);
    }

    @Override
    public synchronized void count(String globs) {
        if (options.annotatedOnly()) {
            throw new IllegalStateException("the agent counts only what carries @Profiled, and cannot count " + globs
                    + " as well; start it with count=" + globs);
        }
        options.select(globs);
        Set<String> running = addition.get();
        stoodBefore.addAll(running);
        recorder.leaveOut(running);
    }

    @Override
    public synchronized void write(OutputStream out, List<ClassSnapshot> classes, List<Uncounted> ledger)
            throws IOException {
        List<Uncounted> all = new ArrayList<>(registry.refused());
        all.addAll(ledger);
        List<String> asked = options.classes().stream().map(Glob::text).toList();
        writer.write(out, recorder.header(), asked, classes, all, null, null);
    }
}
