package tallyflame.counts;

/** What kind of instruction a branch site is. */
public enum BranchKind {
    /** A conditional jump; outcome 0 is "falls through" (for an {@code if}, usually the then-branch), outcome 1 is "jumps". */
    JUMP,
    /** A {@code tableswitch} or {@code lookupswitch}; one outcome per distinct target, by ascending bytecode index. */
    SWITCH
}
