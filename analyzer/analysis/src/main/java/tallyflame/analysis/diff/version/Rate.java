package tallyflame.analysis.diff.version;

/**
 * The throughput of one fork.
 *
 * @param value alerts a second and core
 * @param relativeVariance of the value, as the parts of its window tell; relative to its square
 */
public record Rate(double value, double relativeVariance) {}
