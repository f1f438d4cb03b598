package tallyflame.agent.session;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tallyflame.agent.allocation.ArrayLayout;
import tallyflame.agent.allocation.ThreadAllocation;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.boot.BootTimers;
import tallyflame.agent.instrument.CountProbes;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.agent.instrument.TimeProbes;
import tallyflame.agent.instrument.TracedClass;
import tallyflame.agent.mark.Counting;

/**
 * What a session does to classes and where it writes the results.
 *
 * @param transformer gives the JVM changed classes
 * @param registry notes the changed classes, and what was asked for and is left as it is
 * @param recorder writes the file
 * @param marked what marks see of it, given what adds classes that are asked for later ({@link MoreClasses}); null if there are none
 */
record Instrument(
        Transformer<?> transformer,
        Registry<?> registry,
        Recorder<?> recorder,
        Function<Supplier<Set<String>>, Counting> marked) {
    // A later session goes on with the numbers: calls that run code of an earlier one still count by theirs.
    private static CountProbes counts;
    private static TimeProbes times;
    private static BootTimers timers;

    /**
     * Counters of lines and branches; for {@code before} see {@link CountRecorder}. How much memory they take is settled by the first
     * session of a JVM.
     */
    static Instrument counters(
            Options options, Instrumentation instrumentation, BootClass boot, Map<Thread, StackTraceElement[]> before) {
        if (counts == null) {
            long capacity = (long) options.blockMegabytes() << 20;
            boot.start(capacity, options.maxThreads());
            counts = new CountProbes(capacity);
        }
        ThreadAllocation threads = options.alloc() ? ThreadAllocation.watch(boot) : null;
        CountProbes probes = counts.continued(options.alloc() ? ArrayLayout.measure(instrumentation) : null);
        Registry<CountedClass> registry = new Registry<>(probes);
        SiteSizes sizes = new SiteSizes(instrumentation, boot, registry);
        CountRecorder recorder = new CountRecorder(options, registry, boot, before, threads, sizes);
        return new Instrument(
                new Transformer<>(options, probes, registry, threads),
                registry,
                recorder,
                addition -> new MoreClasses(options, registry, recorder, before, threads, addition));
    }

    /** How many bytes of each thread's block are given to counters. */
    static long used() {
        return counts.used();
    }

    /**
     * Timed entries and exits of methods, and times of lines.
     *
     * @throws ReflectiveOperationException if the JVM does not let us define the timers
     * @throws IOException if the agent's jar cannot be read
     */
    static Instrument timers(Options options, Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        if (timers == null) {
            timers = BootTimers.define(instrumentation);
            times = new TimeProbes();
        }
        timers.unmark();
        Registry<TracedClass> registry = new Registry<>(times);
        return new Instrument(
                new Transformer<>(options, times, registry, null),
                registry,
                new TraceRecorder(options, registry, timers),
                null);
    }
}
