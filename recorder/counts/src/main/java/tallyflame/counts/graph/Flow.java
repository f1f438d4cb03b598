package tallyflame.counts.graph;

/**
 * The solved flow of a method.
 *
 * @param edges count of every edge
 * @param segments how often each segment was reached, numbered through all blocks
 * @param left how often control left each segment other than by its end: by a recorded exception, or not yet
 * @param leftMethod exceptions that left the method, as far as they are recorded
 * @param residual absolute sum of what violates conservation: negative flows, and imbalance at nodes that have no unknown left
 */
public record Flow(long[] edges, long[] segments, long[] left, long leftMethod, long residual) {}
