package tallyflame.analysis.lines;

import tallyflame.analysis.statistics.WeightSum;
import tallyflame.flamegraphs.Profile.Sampling;
import tallyflame.runs.Interval;

/**
 * A part of a whole with its 95 % interval, all from 0 to 1.
 *
 * @param value weight of the part divided by the weight of the whole
 * @param low lower end of the interval; {@code NaN} where the events are not drawn at random
 * @param high upper end
 */
public record Share(double value, double low, double high) {
    /** The share of nothing in nothing: nothing is known. */
    public static final Share UNKNOWN = new Share(0, 0, 1);

    static Share of(WeightSum part, WeightSum whole, Sampling sampling) {
        Interval share = part.shareOf(whole, sampling);
        return new Share(share.value(), share.low(), share.high());
    }

    /** Half the width of the interval; {@code NaN} if there is none. */
    public double margin() {
        return (high - low) / 2;
    }

    /** Whether it has an interval. */
    public boolean hasInterval() {
        return !Double.isNaN(low);
    }

    /** Lower end of the interval, {@code null} if there is none. */
    public Double knownLow() {
        return hasInterval() ? low : null;
    }

    /** Upper end of the interval, {@code null} if there is none. */
    public Double knownHigh() {
        return hasInterval() ? high : null;
    }
}
