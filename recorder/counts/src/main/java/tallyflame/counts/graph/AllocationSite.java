package tallyflame.counts.graph;

/**
 * An instruction that allocates. It counts once it has succeeded: what it throws instead, it does not allocate.
 *
 * @param line source line, 0 if unknown
 * @param type what it allocates, as in source: {@code java.lang.StringBuilder}, {@code double[][]}
 * @param counter index of the counter of objects within the method
 * @param byteCounter index of the counter of bytes, -1 if each object has the same size
 */
public record AllocationSite(int line, String type, int counter, int byteCounter) {}
