package tallyflame.runs;

import java.util.List;

/**
 * Where the time of a workload went, measured by the clocks of the operating system around each phase, and what else it did.
 *
 * @param workload its name
 * @param phases one entry for each
 */
public record Truth(String workload, List<Phase> phases) {
    /** Name of the file that a workload writes into the pass directory. */
    public static final String FILE = "truth.json";

    /**
     * A phase.
     *
     * @param function {@code pkg.Class.method}
     * @param cpuNanos CPU time of its thread within it
     * @param wallNanos wall-clock time within it
     * @param units of work done in it
     * @param allocatedBytes what its thread allocated in it, as the JVM counts for each thread
     * @param waitedNanos for how long it waited for locks in it, by the clock around each of them
     * @param checksum depends on all of its work, so that no compiler can leave any out
     */
    public record Phase(
            String function,
            long cpuNanos,
            long wallNanos,
            long units,
            long allocatedBytes,
            long waitedNanos,
            long checksum) {}

    public Truth {
        phases = List.copyOf(phases);
    }
}
