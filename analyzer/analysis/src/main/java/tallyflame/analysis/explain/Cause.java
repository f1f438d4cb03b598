package tallyflame.analysis.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tallyflame.analysis.spans.MeasuredSpan;
import tallyflame.analysis.spans.Wait;

/** What a part of an excess of time was spent on. Together they are the whole, in the order in which tables list them. */
public enum Cause {
    /** Counted code ran more often; exact hits times what a hit costs. */
    MORE_WORK("more work", 0.1),
    /** On a CPU, beyond what the hits explain: the same work, dearer, or work of code that was not counted. */
    SLOWER_WORK("slower work", 0.5),
    /** On a CPU; without counts nobody can tell more work from slower work. */
    ON_CPU("on CPU", 0.5),
    LOCK("waiting for a lock", 0.1),
    WAIT("in Object.wait", 0.1),
    PARK("parked", 0.1),
    SLEEP("asleep", 0.1),
    IO("waiting for I/O", 0.1),
    /** The JVM had stopped all threads. */
    STOPPED("in pauses of the JVM (GC, safepoints)", 0.1),
    /** Ready to run, without a core: the machine had more to do. */
    QUEUED("ready to run, without a core", Double.POSITIVE_INFINITY),
    /** Neither on a CPU nor in any wait or pause that was recorded. */
    NO_REASON("not on a CPU, for no reason that was recorded", Double.POSITIVE_INFINITY),
    /** Neither in a wait nor in a pause that was recorded, and nothing tells whether it was on a CPU. */
    UNTOLD("on a CPU or not: CPU time was not sampled", Double.POSITIVE_INFINITY);

    private final String title;
    private final double least;

    Cause(String title, double least) {
        this.title = title;
        this.least = least;
    }

    static Cause of(Wait wait) {
        return switch (wait) {
            case LOCK -> LOCK;
            case WAIT -> WAIT;
            case PARK -> PARK;
            case SLEEP -> SLEEP;
            case IO -> IO;
        };
    }

    /** What it is called in tables and sentences. */
    public String title() {
        return title;
    }

    /** Key in documents. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * How many times what a typical span takes this must be before anybody should be told. Being slow is how the slow were chosen, so
     * they are also those that a CPU served worse by chance; waits and counts do not vary like that.
     */
    double least() {
        return least;
    }

    /** Whether samples tell how large it is. */
    boolean sampled() {
        return this == ON_CPU || this == SLOWER_WORK;
    }

    /** How long a span waited for it or was stopped, in nanoseconds; of other causes, a span alone does not tell that. */
    double recorded(MeasuredSpan span) {
        return switch (this) {
            case LOCK -> span.waited(Wait.LOCK);
            case WAIT -> span.waited(Wait.WAIT);
            case PARK -> span.waited(Wait.PARK);
            case SLEEP -> span.waited(Wait.SLEEP);
            case IO -> span.waited(Wait.IO);
            case STOPPED -> span.stopped();
            default -> throw new IllegalArgumentException(key());
        };
    }
}
