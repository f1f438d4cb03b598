package tallyflame.agent.session;

import java.util.Map;
import tallyflame.agent.boot.BootClass;
import tallyflame.agent.boot.BootTimers;
import tallyflame.agent.instrument.CountProbes;
import tallyflame.agent.instrument.CountedClass;
import tallyflame.agent.instrument.TimeProbes;
import tallyflame.agent.instrument.TracedClass;

/**
 * What a session does to classes and where it writes the results.
 *
 * @param transformer gives the JVM changed classes
 * @param registry notes the changed classes, and what was asked for and is left as it is
 * @param recorder writes the file
 */
record Instrument(Transformer<?> transformer, Registry<?> registry, Recorder<?> recorder) {
    /** Counters of lines and branches; for {@code before} see {@link CountRecorder}. */
    static Instrument counters(Options options, BootClass boot, Map<Thread, StackTraceElement[]> before) {
        long capacity = (long) options.blockMegabytes() << 20;
        boot.start(capacity, options.maxThreads());
        CountProbes probes = new CountProbes(capacity);
        Registry<CountedClass> registry = new Registry<>(probes);
        return new Instrument(
                new Transformer<>(options, probes, registry),
                registry,
                new CountRecorder(options, registry, boot, before));
    }

    /** Timed entries and exits of methods, and times of lines. */
    static Instrument timers(Options options, BootTimers timers) {
        TimeProbes probes = new TimeProbes();
        Registry<TracedClass> registry = new Registry<>(probes);
        return new Instrument(
                new Transformer<>(options, probes, registry), registry, new TraceRecorder(options, registry, timers));
    }
}
