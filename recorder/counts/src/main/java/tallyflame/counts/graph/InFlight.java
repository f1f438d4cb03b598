package tallyflame.counts.graph;

/**
 * Activations that had not returned when the counts were read.
 *
 * @param method index of the method in its class graph
 * @param segment segment in which they are, numbered through all blocks of the method
 * @param activations how many
 */
public record InFlight(int method, int segment, long activations) {}
