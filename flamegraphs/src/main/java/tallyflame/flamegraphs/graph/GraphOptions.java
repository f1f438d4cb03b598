package tallyflame.flamegraphs.graph;

/**
 * How stacks are folded to boxes.
 *
 * @param lines whether the same method at two lines is two boxes
 * @param reverse whether the functions where time was spent stand at the root, with their callers above them
 * @param threads how many threads may work, at least 1
 */
public record GraphOptions(boolean lines, boolean reverse, int threads) {
    /** One box per function, outermost caller at the root, as many threads as there are processors. */
    public static final GraphOptions DEFAULT = new GraphOptions(false, false);

    /** As many threads as there are processors. */
    public GraphOptions(boolean lines, boolean reverse) {
        this(lines, reverse, Runtime.getRuntime().availableProcessors());
    }

    /** The same with lines told apart. */
    public GraphOptions withLines() {
        return new GraphOptions(true, reverse, threads);
    }

    /** The same for a number of threads. */
    public GraphOptions withThreads(int count) {
        return new GraphOptions(lines, reverse, count);
    }
}
