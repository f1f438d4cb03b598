package tallyflame.flamegraphs;

/** How much of a frame is kept. The less, the fewer frames and nodes there are, and the faster and smaller a fold is. */
public enum FrameDetail {
    /** Method, line, bytecode index and the way the code ran. */
    LINES,
    /** The same, but of many stacks only what {@link #TYPES} keeps; {@link Frames#linesLeftOut} tells. */
    LINES_OF_FEW,
    /** Method and the way the code ran. */
    TYPES,
    /** The method alone; Java code counts as compiled however it ran. */
    METHODS
}
