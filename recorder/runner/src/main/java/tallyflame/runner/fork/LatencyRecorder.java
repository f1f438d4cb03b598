package tallyflame.runner.fork;

import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;
import tallyflame.modules.AlertBatch;
import tallyflame.runner.directory.Latency;

/**
 * Takes the time between two moves of a batch's cursor: the latency of an alert. A module that does not walk its batches
 * is given the batch's time divided by its size. Used by one thread.
 */
final class LatencyRecorder implements IntConsumer {
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram nanos = new Histogram(SIGNIFICANT_DIGITS);
    private boolean walked;
    private boolean inAlert;
    private boolean perAlert = true;
    private long began;

    /** Watches the batch that is processed next. */
    void begin(AlertBatch batch) {
        walked = false;
        inAlert = false;
        batch.observe(this);
    }

    /** Ends watching a batch. */
    void end(AlertBatch batch, long batchNanos) {
        batch.observe(row -> {});
        if (!walked && batch.size() > 0) {
            perAlert = false;
            nanos.recordValueWithCount(Math.max(0, batchNanos / batch.size()), batch.size());
        }
    }

    @Override
    public void accept(int row) {
        long now = System.nanoTime();
        if (inAlert) {
            nanos.recordValue(Math.max(0, now - began));
        }
        walked = true;
        inAlert = row >= 0;
        began = now;
    }

    /** The latencies of several threads together, or {@code null} if none was taken. */
    static Latency merge(Iterable<LatencyRecorder> recorders) {
        Histogram all = new Histogram(SIGNIFICANT_DIGITS);
        boolean perAlert = true;
        for (LatencyRecorder recorder : recorders) {
            all.add(recorder.nanos);
            perAlert &= recorder.perAlert;
        }
        if (all.getTotalCount() == 0) {
            return null;
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

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }
}
