package tallyflame.counts;

/**
 * How often control entered a line of a method.
 *
 * <p>Control <em>enters</em> line L at an instruction
 *
 * <ol type="a">
 *   <li>when the method is called and the instruction is its first;
 *   <li>when it is reached by a backward jump (to a lower or the same bytecode index) from an instruction of L;
 *   <li>when it is reached from an instruction of another line of the method, an exception caught there included, unless the
 *       instruction begins a <em>step</em>: everything that can follow it, exceptions apart, stays in L and ends in a backward
 *       jump as in (b), which then counts as the entry.
 * </ol>
 *
 * Every entry is one or several edges of the control-flow graph, so that hits are sums of edge counts. Hence:
 *
 * <ul>
 *   <li>the header of a {@code for} loop that iterates n times has n + 1 hits, whether its body is on the same line or
 *       on others (then the step of the header and the jump from there to its condition are one entry);
 *   <li>a call that spans several lines enters its first line again when evaluation returns to it;
 *   <li>the return of a callee enters nothing, nor does a forward jump within the line;
 *   <li>an exception enters its handler's line if it was thrown from another line;
 *   <li>a line that is left by an exception was entered all the same;
 *   <li>copies the compiler makes of one source line within the method ({@code finally} blocks) add up.
 * </ul>
 *
 * @param line source line
 * @param hits entries, 64 bit
 * @param loop first line of the innermost loop that the line is in, 0 if it is in none
 */
public record LineHits(int line, long hits, int loop) {
    /** A line outside of loops. */
    public LineHits(int line, long hits) {
        this(line, hits, 0);
    }

    LineHits plus(LineHits other) {
        return new LineHits(line, hits + other.hits, loop);
    }
}
