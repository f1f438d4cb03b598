package tallyflame.analyzer.jfr;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What to read from recordings and how.
 *
 * @param events names of the kinds of event to fold: short ones such as {@code cpu} or full names of event types; empty for all
 * @param primaryOnly whether to fold only the most telling kind where {@code events} is empty
 * @param thread glob that names of threads must match
 * @param from start of the time range, from the start of the earliest chunk
 * @param to end of the time range, from the start of the earliest chunk
 * @param measuredWindowOnly whether to leave out samples outside the measured window where the recordings mark one
 * @param normalizeHidden whether names of hidden classes and lambdas lose the parts that differ from run to run
 * @param keepSamples whether profiles keep their single samples
 * @param detail how much of each frame is kept
 * @param repeatedStacks whether a stack may be in a tree several times, once for each thread that found it, which is faster
 * @param parallelism how many threads may work, at least 1
 */
public record ReadOptions(
        Set<String> events,
        boolean primaryOnly,
        Optional<String> thread,
        Optional<Duration> from,
        Optional<Duration> to,
        boolean measuredWindowOnly,
        boolean normalizeHidden,
        boolean keepSamples,
        FrameDetail detail,
        boolean repeatedStacks,
        int parallelism) {
    public ReadOptions {
        events = Set.copyOf(events);
    }

    /** Every kind of event, all threads and times within the measured window, as many threads as there are processors. */
    public static ReadOptions defaults() {
        return new ReadOptions(
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                false,
                FrameDetail.LINES,
                false,
                Runtime.getRuntime().availableProcessors());
    }

    /** These options for some kinds of event only. */
    public ReadOptions withEvents(String... names) {
        return new ReadOptions(
                Set.of(names),
                false,
                thread,
                from,
                to,
                measuredWindowOnly,
                normalizeHidden,
                keepSamples,
                detail,
                repeatedStacks,
                parallelism);
    }

    /** These options for the most telling kind of event only. */
    public ReadOptions withPrimaryEvent() {
        return new ReadOptions(
                Set.of(),
                true,
                thread,
                from,
                to,
                measuredWindowOnly,
                normalizeHidden,
                keepSamples,
                detail,
                repeatedStacks,
                parallelism);
    }

    /** These options for threads whose names match a glob. */
    public ReadOptions withThread(String glob) {
        return new ReadOptions(
                events,
                primaryOnly,
                Optional.of(glob),
                from,
                to,
                measuredWindowOnly,
                normalizeHidden,
                keepSamples,
                detail,
                repeatedStacks,
                parallelism);
    }

    /** These options for a time range; {@code null} leaves an end open. */
    public ReadOptions withRange(Duration start, Duration end) {
        return new ReadOptions(
                events,
                primaryOnly,
                thread,
                Optional.ofNullable(start),
                Optional.ofNullable(end),
                measuredWindowOnly,
                normalizeHidden,
                keepSamples,
                detail,
                repeatedStacks,
                parallelism);
    }

    /** These options with the measured window respected or not. */
    public ReadOptions withMeasuredWindowOnly(boolean only) {
        return new ReadOptions(
                events,
                primaryOnly,
                thread,
                from,
                to,
                only,
                normalizeHidden,
                keepSamples,
                detail,
                repeatedStacks,
                parallelism);
    }

    /** These options with names of hidden classes normalised or not. */
    public ReadOptions withNormalizedHidden(boolean normalize) {
        return new ReadOptions(
                events,
                primaryOnly,
                thread,
                from,
                to,
                measuredWindowOnly,
                normalize,
                keepSamples,
                detail,
                repeatedStacks,
                parallelism);
    }

    /** These options with single samples kept or not. */
    public ReadOptions withSamples(boolean keep) {
        return new ReadOptions(
                events,
                primaryOnly,
                thread,
                from,
                to,
                measuredWindowOnly,
                normalizeHidden,
                keep,
                detail,
                repeatedStacks,
                parallelism);
    }

    /** These options with stacks that may be in a tree several times, or not. */
    public ReadOptions withRepeatedStacks(boolean repeated) {
        return new ReadOptions(
                events,
                primaryOnly,
                thread,
                from,
                to,
                measuredWindowOnly,
                normalizeHidden,
                keepSamples,
                detail,
                repeated,
                parallelism);
    }

    /** These options with more or less of each frame kept. */
    public ReadOptions withDetail(FrameDetail kept) {
        return new ReadOptions(
                events,
                primaryOnly,
                thread,
                from,
                to,
                measuredWindowOnly,
                normalizeHidden,
                keepSamples,
                kept,
                repeatedStacks,
                parallelism);
    }

    /** These options for a number of threads. */
    public ReadOptions withParallelism(int threads) {
        return new ReadOptions(
                events,
                primaryOnly,
                thread,
                from,
                to,
                measuredWindowOnly,
                normalizeHidden,
                keepSamples,
                detail,
                repeatedStacks,
                threads);
    }
}
