package tallyflame.analysis.spans;

import java.util.Map;

/**
 * A span and what it cost.
 *
 * @param name what was done in it
 * @param tag which one it is; may be empty
 * @param thread the name of the thread on which it began
 * @param start when it began, in nanoseconds since 1970
 * @param nanos how long it took
 * @param samples samples of CPU time in it
 * @param cpu CPU time in nanoseconds as far as samples tell it, or {@code null} where none can
 * @param queued for how long its thread was ready to run without a processor, in nanoseconds, or {@code null} if not known; what of it
 *     followed a wait may be in that wait, too
 * @param waits for how long it waited, in nanoseconds, as far as that was recorded, by kind; pauses of the JVM apart
 * @param collected for how long garbage collections stopped the JVM meanwhile, in nanoseconds
 * @param stopped for how long the JVM was stopped meanwhile, by garbage collections or other safepoints that were recorded, in nanoseconds
 */
public record MeasuredSpan(
        String name,
        String tag,
        String thread,
        long start,
        long nanos,
        int samples,
        Double cpu,
        Long queued,
        Map<Wait, Long> waits,
        long collected,
        long stopped) {
    /** Copies the waits. */
    public MeasuredSpan {
        waits = Map.copyOf(waits);
    }

    /** For how long it may have run, in nanoseconds: what waits and pauses leave of it, as far as these were recorded. */
    public double left() {
        return (double) nanos - waited() - stopped;
    }

    /** For how long it waited for something, in nanoseconds. */
    public long waited(Wait wait) {
        return waits.getOrDefault(wait, 0L);
    }

    /** For how long it waited for anything, in nanoseconds. */
    public long waited() {
        return waits.values().stream().mapToLong(Long::longValue).sum();
    }
}
