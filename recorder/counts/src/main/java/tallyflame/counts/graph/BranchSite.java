package tallyflame.counts.graph;

/**
 * A conditional jump or a switch.
 *
 * @param line source line
 * @param ordinal rank on the line, in code order
 * @param isSwitch whether it is a switch
 * @param edges edge index of each outcome
 */
public record BranchSite(int line, int ordinal, boolean isSwitch, int[] edges) {}
