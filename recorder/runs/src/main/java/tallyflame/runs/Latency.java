package tallyflame.runs;

/**
 * How long one alert takes, in microseconds.
 *
 * @param alerts how many alerts the figures stand for
 * @param perAlert false when the module does not walk its batches: the figures are then of batches, divided by their size
 */
public record Latency(
        double p50, double p90, double p99, double p999, double max, double mean, long alerts, boolean perAlert) {}
