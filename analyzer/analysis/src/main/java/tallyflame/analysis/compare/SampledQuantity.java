package tallyflame.analysis.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tallyflame.runs.RunDirectory;
import tallyflame.runs.Truth;

/** What besides CPU time is sampled, the program on which that is examined, and what is exactly known of it there. */
@SuppressWarnings("ImmutableEnumChecker") // of Map.of, and a function that holds nothing
public enum SampledQuantity {
    /** Bytes, as the JVM counts them for each thread. The JDK's samples go by the name of the exact events where these are not. */
    ALLOCATION(
            "alloc",
            "allocation",
            "bytes",
            List.of("alloc"),
            List.of("alloc", "alloc-sample"),
            Truth.Phase::allocatedBytes),
    /** Waiting for locks, traced by a clock around each acquisition. */
    LOCKS("lock", "locks", "ns", List.of("lock", "park"), List.of("lock", "park"), Truth.Phase::waitedNanos),
    /** The wall clock around each phase; the JDK has no sampler of it. */
    WALL_CLOCK("wall", "waiting", "ns", List.of("wall"), List.of(), Truth.Phase::wallNanos);

    private final String event;
    private final String program;
    private final String unit;
    private final Map<String, List<String>> kinds;
    private final ToLongFunction<Truth.Phase> truth;

    SampledQuantity(
            String event,
            String program,
            String unit,
            List<String> ofProfiler,
            List<String> ofJdk,
            ToLongFunction<Truth.Phase> truth) {
        this.event = event;
        this.program = program;
        this.unit = unit;
        kinds = Map.of(RunDirectory.ASYNC_RECORDING, ofProfiler, RunDirectory.FLIGHT_RECORDING, ofJdk);
        this.truth = truth;
    }

    /** async-profiler's event, under which the program is to be recorded; the JDK's events are recorded beside it. */
    public String event() {
        return event;
    }

    /** The program with known quantities. */
    public String program() {
        return program;
    }

    /** Unit of the weights. */
    public String unit() {
        return unit;
    }

    /** The kinds of sample in a recording of the pass that stand for the quantity; none if it has none. */
    List<String> kinds(String recording) {
        return kinds.get(recording);
    }

    /** What is true of a phase. */
    long of(Truth.Phase phase) {
        return truth.applyAsLong(phase);
    }

    /** Name in documents and tables. */
    @JsonValue
    public String label() {
        return switch (this) {
            case ALLOCATION -> "allocation";
            case LOCKS -> "waits for locks";
            case WALL_CLOCK -> "wall clock";
        };
    }
}
