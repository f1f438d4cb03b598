package tallyflame.analysis.diff.version;

/**
 * The throughput of one fork, or of a run over all of its forks.
 *
 * @param value alerts a second and core
 * @param relativeVariance of the value, as the parts of its window tell; relative to its square
 */
public record MeasuredRate(double value, double relativeVariance) {}
