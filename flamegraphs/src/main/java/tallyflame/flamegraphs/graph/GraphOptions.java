package tallyflame.flamegraphs.graph;

/**
 * How stacks are folded to boxes.
 *
 * @param lines whether the same method at two lines is two boxes
 * @param reverse whether the functions where time was spent stand at the root, with their callers above them
 */
public record GraphOptions(boolean lines, boolean reverse) {
    /** One box per function, outermost caller at the root. */
    public static final GraphOptions DEFAULT = new GraphOptions(false, false);
}
