package tallyflame.runner.instruments;

import java.util.List;
import tallyflame.runs.EnvironmentException;

/** Tries whether async-profiler can sample an event on this machine. */
@FunctionalInterface
public interface EngineProbe {
    /**
     * Starts async-profiler and ends it again.
     *
     * @param options of async-profiler, such as {@code event=ctimer}
     * @return what async-profiler said; it refused if a line starts with {@code [ERROR]}
     * @throws EnvironmentException if no JVM can be started to try it
     */
    List<String> attempt(String options) throws EnvironmentException;

    /**
     * Samples a thread that uses a known amount of CPU time, which is asked for by its own clock and not by the time that goes by.
     *
     * @param options of async-profiler for an engine that works
     * @throws EnvironmentException if no JVM can be started to try it
     */
    default Delivery deliver(String options) throws EnvironmentException {
        return Delivery.UNKNOWN;
    }

    /**
     * What an engine made of a thread.
     *
     * @param samples of the thread
     * @param nanos of CPU time that it used
     */
    record Delivery(long samples, long nanos) {
        /** Nobody has tried. */
        static final Delivery UNKNOWN = new Delivery(0, 0);
    }

    /** Tries it in a JVM of its own that ends at once (about a tenth of a second; a fifth where it is to burn CPU time). */
    static EngineProbe inFreshJvm(ProfilerLibrary library) {
        return new ProbeInJvm(library);
    }
}
