package tallyflame.agent.graph;

/**
 * Flow of control between two blocks, or between a block and the world outside the method.
 *
 * @param from block index, or the number of blocks for the outside
 * @param to block index, or the number of blocks for the outside
 * @param counter index of the counter that measures the edge, -1 if its count is derived
 * @param exceptional whether it stands for leaving the method by an exception rather than for a jump, a call or a return
 * @param enters whether control that takes the edge enters the line of the target's first segment
 * @param lessEdges edges whose counts are to be taken off the entries: control that came by them to the line executes the
 *     target for the first time in this visit when it takes this backward edge (the step of a {@code for} loop)
 * @param lessSegments segments (numbered through all blocks) whose counts are to be taken off, for the same reason
 */
public record Edge(
        int from, int to, int counter, boolean exceptional, boolean enters, int[] lessEdges, int[] lessSegments) {
    private static final int[] NONE = {};

    /** An edge with no entries taken off. */
    public Edge(int from, int to, int counter, boolean exceptional, boolean enters) {
        this(from, to, counter, exceptional, enters, NONE, NONE);
    }

    /** The same edge measured by a counter. */
    public Edge withCounter(int index) {
        return new Edge(from, to, index, exceptional, enters, lessEdges, lessSegments);
    }
}
