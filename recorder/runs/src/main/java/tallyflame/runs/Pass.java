package tallyflame.runs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Under which instrument a fresh JVM does the work. */
public enum Pass {
    /** No instrument: the throughput. */
    BASELINE,
    /** async-profiler, and with it a flight recording of everything but execution samples. */
    SAMPLE,
    /** The JDK's own sampler. */
    JFR,
    /** Exact counters of lines and branches; one round over the alerts, so that the counts are those of the alerts. */
    COUNT,
    /** The JDK's sampler by CPU time, JDK 25 and later on Linux. */
    JFR_CPU,
    /** No instrument, and no escape analysis: what that removes is what this allocates more than the baseline. */
    NO_ESCAPE,
    /** As {@link #SAMPLE}, without escape analysis: where it removes objects, this has more of them. */
    SAMPLE_NO_ESCAPE,
    /** Timed entry and exit of methods and lines, warmed up and in rounds like the samplers. */
    TRACE;

    /** Name on the command line, in file names and in JSON. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The pass of that label. */
    public static Optional<Pass> of(String label) {
        for (Pass pass : values()) {
            if (pass.label().equals(label)) {
                return Optional.of(pass);
            }
        }
        return Optional.empty();
    }

    /** Whether no instrument runs, so that there is nothing but the timing. */
    public boolean bare() {
        return this == BASELINE || this == NO_ESCAPE;
    }

    /** Whether async-profiler records. */
    public boolean profiled() {
        return this == SAMPLE || this == SAMPLE_NO_ESCAPE;
    }

    /** Whether every alert is processed exactly once, without warm-up. */
    public boolean once() {
        return this == COUNT;
    }
}
