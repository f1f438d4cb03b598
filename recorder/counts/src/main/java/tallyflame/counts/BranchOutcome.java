package tallyflame.counts;

/**
 * One way out of a branch.
 *
 * @param toLine the source line of the first instruction on this way, 0 if it has none
 * @param count how often control took it
 * @param label what that means in the source ({@code true}, {@code case "x"}), empty if it is not known; count files have none
 */
public record BranchOutcome(int toLine, long count, String label) {
    /** One without a label. */
    public BranchOutcome(int toLine, long count) {
        this(toLine, count, "");
    }

    /** The same with a label. */
    public BranchOutcome labelled(String text) {
        return new BranchOutcome(toLine, count, text);
    }

    BranchOutcome plus(BranchOutcome other) {
        return new BranchOutcome(toLine, count + other.count, label);
    }
}
