package tallyflame.counts.graph;

/**
 * A basic block: instructions that control enters at the top only. It is a row of segments, the pieces of one source line
 * each; control may leave by an exception in any segment that has a position.
 *
 * @param lines source line of each segment, 0 for instructions before the first line number
 * @param positions position of each segment, -1 if none of its exits by exception is recorded
 * @param steps whether a segment is a step: all that follows it is a jump back within the line, which counts as the entry
 *     instead (the step of a {@code for} loop whose body is on other lines)
 */
public record Block(int[] lines, int[] positions, boolean[] steps) {}
