package tallyflame.counts.graph;

/**
 * Counters of exceptions by the position that threw, one row per handler.
 *
 * @param handler block that starts with the handler, or the number of blocks for the appended catch-all that leaves the method
 * @param firstPosition least position the handler covers
 * @param lastPosition greatest position the handler covers
 * @param firstCounter counter of the first position; the others follow
 */
public record ExceptionRow(int handler, int firstPosition, int lastPosition, int firstCounter) {}
