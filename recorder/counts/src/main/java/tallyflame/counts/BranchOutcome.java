package tallyflame.counts;

/**
 * One way out of a branch.
 *
 * @param toLine the source line of the first instruction on this way, 0 if it has none
 * @param count how often control took it
 */
public record BranchOutcome(int toLine, long count) {
    BranchOutcome plus(BranchOutcome other) {
        return new BranchOutcome(toLine, count + other.count);
    }
}
