package tallyflame.flamegraphs.graph;

/**
 * How stacks are folded to boxes.
 *
 * @param lines whether the same method at two lines is two boxes
 * @param reverse whether the functions where time was spent are at the root, with their callers above them
 * @param threads how many threads may work, at least 1
 * @param lastUse whether nobody needs the call tree afterwards, whose nodes are then forgotten to save memory
 */
public record GraphOptions(boolean lines, boolean reverse, int threads, boolean lastUse) {
    /** One box per function, outermost caller at the root, as many threads as there are processors. */
    public static final GraphOptions DEFAULT = new GraphOptions(false, false);

    /** As many threads as there are processors. */
    public GraphOptions(boolean lines, boolean reverse) {
        this(lines, reverse, Runtime.getRuntime().availableProcessors(), false);
    }

    /** The same with lines told apart. */
    public GraphOptions withLines() {
        return new GraphOptions(true, reverse, threads, lastUse);
    }

    /** The same for a number of threads. */
    public GraphOptions withThreads(int count) {
        return new GraphOptions(lines, reverse, count, lastUse);
    }

    /** The same where the call tree is needed afterwards, or not. */
    public GraphOptions withLastUse(boolean last) {
        return new GraphOptions(lines, reverse, threads, last);
    }
}
