package tallyflame.analysis.coverage;

import java.util.Map;
import java.util.SplittableRandom;

/** A program in one thread that knows what share of its weight is spent below each of some of its methods. */
interface KnownProgram {
    /** What async-profiler is to record, as after {@code start,}. */
    String options();

    /** Whether the truth is what happened in each recording, or what happens on average. */
    boolean isOfEachRecording();

    /** How long a recording has to be to hold enough. */
    long millis();

    /** The kind of event. */
    String event();

    /**
     * Runs for a while.
     *
     * @return the true weight of each method, by its name
     */
    Map<String, Double> run(SplittableRandom random, long millis) throws InterruptedException;
}
