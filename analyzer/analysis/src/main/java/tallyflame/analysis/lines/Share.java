package tallyflame.analysis.lines;

import tallyflame.analysis.statistics.Wilson;
import tallyflame.runs.Interval;

/**
 * A part of a whole with its 95 % interval, all from 0 to 1.
 *
 * @param value weight of the part divided by the weight of the whole
 * @param low lower end of the Wilson interval of the share of samples
 * @param high upper end
 */
public record Share(double value, double low, double high) {
    /** The share of nothing in nothing: nothing is known. */
    public static final Share UNKNOWN = new Share(0, 0, 1);

    /** The share of {@code weight} in {@code totalWeight}, known from {@code samples} of {@code totalSamples}. */
    static Share of(long weight, long totalWeight, long samples, long totalSamples) {
        if (totalSamples == 0 || totalWeight == 0) {
            return UNKNOWN;
        }
        Interval interval = Wilson.share(samples, totalSamples);
        return new Share((double) weight / totalWeight, interval.low(), interval.high());
    }

    /** Half the width of the interval. */
    public double margin() {
        return (high - low) / 2;
    }
}
