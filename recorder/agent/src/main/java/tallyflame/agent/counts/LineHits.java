package tallyflame.agent.counts;

/**
 * How often control entered a line of a method.
 *
 * <p>Control <em>enters</em> line L when an instruction of L executes and the instruction executed before it in the same
 * activation of the method belongs to another line, or there is none (the method was called), or that instruction made a
 * backward jump (a jump to a lower bytecode index) whose target this visit of the line had executed already. A visit lasts
 * from the moment control comes to L from elsewhere until it leaves L. Hence:
 *
 * <ul>
 *   <li>the header of a {@code for} loop that iterates n times has n + 1 hits, whether its body stands on the same line or
 *       on others: when the body stands elsewhere, the step of the header enters the line and the jump from the step to the
 *       condition, not yet executed in this visit, does not enter it again;
 *   <li>a call that spans several lines enters its first line again when evaluation returns to it;
 *   <li>the return of a callee enters nothing, nor does a forward jump within the line;
 *   <li>an exception caught by a handler enters the handler's line if it was thrown from another line;
 *   <li>a line that is left by an exception was entered all the same;
 *   <li>copies the compiler makes of one source line within the method ({@code finally} blocks) add up.
 * </ul>
 *
 * @param line source line
 * @param hits entries, 64 bit
 */
public record LineHits(int line, long hits) {}
