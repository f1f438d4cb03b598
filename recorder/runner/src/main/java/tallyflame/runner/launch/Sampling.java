package tallyflame.runner.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tallyflame.runner.instruments.EngineProbe;
import tallyflame.runner.instruments.Engines;
import tallyflame.runner.instruments.Instruments;
import tallyflame.runner.instruments.ProfilerLibrary;
import tallyflame.runner.machine.Machine;
import tallyflame.runs.EnvironmentException;
import tallyflame.runs.Pass;
import tallyflame.runs.RunDocument.EngineUsed;

/** Finds out how this machine can sample; a test puts another probe in its place. */
@FunctionalInterface
public interface Sampling {
    /** The event that stands for the best engine of CPU time. */
    String CPU = "cpu";

    /** On this machine. */
    Sampling HERE = with(null);

    /**
     * The engine and library for passes.
     *
     * @throws EnvironmentException if a pass samples and no engine works
     */
    default Choice choose(List<Pass> passes, Duration interval) throws EnvironmentException {
        return choose(passes, CPU, interval);
    }

    /**
     * The same for another event than CPU time.
     *
     * @param event {@code cpu} for the best engine of CPU time, else async-profiler's name of an event
     */
    Choice choose(List<Pass> passes, String event, Duration interval) throws EnvironmentException;

    /**
     * On this machine, with another probe.
     *
     * @param probe tries engines; {@code null} for one in a JVM of its own
     */
    static Sampling with(EngineProbe probe) {
        return (passes, event, interval) -> {
            if (!passes.contains(Pass.SAMPLE)) {
                return new Choice(null, null);
            }
            ProfilerLibrary library = ProfilerLibrary.load();
            Engines engines = new Engines(probe == null ? EngineProbe.inFreshJvm(library) : probe, Machine.here());
            long nanos = interval.toNanos();
            EngineUsed engine = event.equals(CPU)
                    ? engines.best(nanos, library.version())
                    : engines.exactly(event, nanos, library.version());
            return new Choice(engine, library);
        };
    }

    /**
     * What samples; both are {@code null} where no pass does.
     *
     * @param engine the engine that works
     * @param library of async-profiler
     */
    record Choice(EngineUsed engine, ProfilerLibrary library) {
        private static final String NO_ESCAPE_ANALYSIS = "-XX:-DoEscapeAnalysis";

        /**
         * JVM options of a pass.
         *
         * @param counted patterns of the classes that are counted
         * @param allocations whether it is also counted what they allocate
         * @param traced patterns of the classes that are traced
         */
        public List<String> options(
                Pass pass, Instruments instruments, List<String> counted, boolean allocations, List<String> traced)
                throws IOException, EnvironmentException {
            List<String> options = new ArrayList<>();
            switch (pass) {
                case BASELINE -> {}
                case NO_ESCAPE -> options.add(NO_ESCAPE_ANALYSIS);
                case SAMPLE -> options.addAll(sampled(instruments));
                case SAMPLE_NO_ESCAPE -> {
                    options.addAll(sampled(instruments));
                    options.add(NO_ESCAPE_ANALYSIS);
                }
                case JFR -> options.addAll(instruments.flightRecording("sampler"));
                case COUNT -> options.addAll(instruments.counters(counted, allocations));
                case JFR_CPU -> options.addAll(instruments.flightRecording("cpu-time-sampler"));
                case TRACE -> options.addAll(instruments.tracing(traced));
            }
            return options;
        }

        private List<String> sampled(Instruments instruments) throws IOException, EnvironmentException {
            List<String> options = new ArrayList<>(instruments.asyncProfiler(library, engine));
            options.addAll(instruments.flightRecording("beside-profiler"));
            return options;
        }
    }
}
