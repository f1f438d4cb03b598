package tallyflame.runner.fork;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import tallyflame.modules.AlertBatch;
import tallyflame.runs.AtomicFiles;
import tallyflame.runs.Latency;

/**
 * Takes the time between two moves of a batch's cursor: the latency of an alert. A module that does not iterate over its batches
 * is given the batch's time divided by its size. Used by one thread.
 */
final class LatencyRecorder implements IntConsumer {
    private static final int SIGNIFICANT_DIGITS = 3;

    /** Lines of the distribution for each halving of what is left above. */
    private static final int TICKS = 5;

    private final Histogram nanos = new Histogram(SIGNIFICANT_DIGITS);
    private boolean walked;
    private boolean inAlert;
    private boolean perAlert = true;
    private long began;
    private boolean recorded;
    private boolean counts;
    private AlertBatch batch;
    private int row;
    private RunnerEvents.AlertSpan span;
    private Object counted;

    /** Makes every alert that is watched from now on a span in the flight recording, if there is one. */
    void record() {
        recorded = true;
    }

    /** Has every alert counted that is watched from now on, where the agent counts. */
    void count() {
        counts = true;
    }

    /** Watches the batch that is processed next. */
    void begin(AlertBatch next) {
        walked = false;
        inAlert = false;
        batch = next;
        batch.observe(this);
    }

    /** Ends watching the batch. */
    void end(long batchNanos) {
        batch.observe(row -> {});
        if (inAlert) {
            endCounting(); // the module did not walk to the end
        }
        if (!walked && batch.size() > 0) {
            perAlert = false;
            nanos.recordValueWithCount(Math.max(0, batchNanos / batch.size()), batch.size());
        }
    }

    @Override
    public void accept(int next) {
        long now = System.nanoTime();
        if (inAlert) {
            nanos.recordValue(Math.max(0, now - began));
            endCounting();
        }
        if (recorded) {
            move(next);
        }
        walked = true;
        inAlert = next >= 0;
        row = next;
        counted = inAlert && counts ? CountedSpan.begin(CountedSpan.ALERT) : null;
        began = counted == null ? now : System.nanoTime();
    }

    private void endCounting() {
        if (counted != null) {
            CountedSpan.end(counted, Long.toString(batch.candid(row)));
            counted = null;
        }
    }

    /** Ends the span of the alert at the cursor and begins that of the next. */
    private void move(int next) {
        if (inAlert) {
            span.end();
            if (span.shouldCommit()) {
                span.candid = batch.candid(row);
                span.commit();
            }
        }
        if (next >= 0) {
            span = new RunnerEvents.AlertSpan();
            span.begin();
        }
    }

    /** The latencies of several threads together, or {@code null} if none was taken. */
    static Latency merge(Iterable<LatencyRecorder> recorders) {
        Histogram all = sum(recorders);
        if (all.getTotalCount() == 0) {
            return null;
        }
        boolean perAlert = true;
        for (LatencyRecorder recorder : recorders) {
            perAlert &= recorder.perAlert;
        }
        return new Latency(
                micros(all, 50),
                micros(all, 90),
                micros(all, 99),
                micros(all, 99.9),
                all.getMaxValue() / 1e3,
                all.getMean() / 1e3,
                all.getTotalCount(),
                perAlert);
    }

    /** Writes the distribution of the latencies, in microseconds, as the plotters of HdrHistogram read it. */
    static void write(Iterable<LatencyRecorder> recorders, Path file) throws IOException {
        Histogram all = sum(recorders);
        if (all.getTotalCount() == 0) {
            return;
        }
        AtomicFiles.write(file, temporary -> {
            try (PrintStream out = new PrintStream(temporary.toFile(), StandardCharsets.UTF_8)) {
                all.outputPercentileDistribution(out, TICKS, 1e3);
            }
        });
    }

    private static Histogram sum(Iterable<LatencyRecorder> recorders) {
        Histogram all = new Histogram(SIGNIFICANT_DIGITS);
        recorders.forEach(recorder -> all.add(recorder.nanos));
        return all;
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
