package tallyflame.analysis.statistics;

/**
 * An estimate with the bounds of its confidence interval, all in one unit.
 *
 * @param value the estimate
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double value, double low, double high) {}
