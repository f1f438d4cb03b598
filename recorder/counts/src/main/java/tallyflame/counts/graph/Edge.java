package tallyflame.counts.graph;

/**
 * Flow of control between two blocks, or between a block and the world outside the method.
 *
 * @param from block index, or the number of blocks for the outside
 * @param to block index, or the number of blocks for the outside
 * @param counter index of the counter that measures the edge, -1 if its count is derived
 * @param exceptional whether it stands for leaving the method by an exception rather than for a jump, a call or a return
 * @param enters whether control that takes the edge enters the line of the target's first segment
 */
public record Edge(int from, int to, int counter, boolean exceptional, boolean enters) {}
