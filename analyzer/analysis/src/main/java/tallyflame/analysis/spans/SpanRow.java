package tallyflame.analysis.spans;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What the spans of one name took and cost, added up over all JVMs. */
final class SpanRow {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final String name;
    private final Histogram nanos = new Histogram(SIGNIFICANT_DIGITS);
    private final Map<Wait, Long> waits = new EnumMap<>(Wait.class);
    private long total;
    private long longest;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long samples;
    private long collected;
    private Double cpu = 0.0;
    private long queued;
    private long ofKnownQueue;

    SpanRow(String name) {
        this.name = name;
    }

    void add(MeasuredSpan span) {
        nanos.recordValue(span.nanos());
        total += span.nanos();
        longest = Math.max(longest, span.nanos());
        first = Math.min(first, span.start());
        last = Math.max(last, span.start() + span.nanos());
        samples += span.samples();
        collected += span.collected();
        cpu = cpu == null || span.cpu() == null ? null : Double.valueOf(cpu + span.cpu());
        if (span.queued() != null) {
            queued += span.queued();
            ofKnownQueue++;
        }
        for (Wait wait : Wait.values()) {
            waits.merge(wait, span.waited(wait), Long::sum);
        }
    }

    String name() {
        return name;
    }

    long count() {
        return nanos.getTotalCount();
    }

    /** Spans a second, from the start of the first to the end of the last; {@code null} where that is no time. */
    Double perSecond() {
        return last > first ? count() * 1e9 / (last - first) : null;
    }

    /** A percentile of their durations, in nanoseconds, right to three digits; as HdrHistogram has it, none above the longest. */
    long percentile(double percent) {
        return Math.min(longest, nanos.getValueAtPercentile(percent));
    }

    long longest() {
        return longest;
    }

    double mean() {
        return (double) total / count();
    }

    long samples() {
        return samples;
    }

    /** Mean CPU time of a span, in nanoseconds, or {@code null} where samples cannot tell it of all. */
    Double cpu() {
        return cpu == null ? null : Double.valueOf(cpu / count());
    }

    /** Mean time that a span was ready to run without a processor, in nanoseconds, of those of which that is known; else {@code null}. */
    Double queued() {
        return ofKnownQueue == 0 ? null : Double.valueOf((double) queued / ofKnownQueue);
    }

    /** Mean time that a span waited, in nanoseconds. */
    double waited(Wait wait) {
        return (double) waits.getOrDefault(wait, 0L) / count();
    }

    /** Mean time of pauses of the garbage collector in a span, in nanoseconds. */
    double collected() {
        return (double) collected / count();
    }
}
