package tallyflame.analysis.diff.version;

/**
 * What one function or line took in the samples of one fork.
 *
 * @param own weight of the stacks that end in it
 * @param samples of those stacks
 * @param squares sum of the squares of their weights
 * @param total weight of the stacks that contain it, recursion counted once
 */
public record Cost(double own, long samples, double squares, double total) {
    /** Of a function that was never seen. */
    public static final Cost NOTHING = new Cost(0, 0, 0, 0);

    Cost plus(Cost other) {
        return new Cost(own + other.own, samples + other.samples, squares + other.squares, total + other.total);
    }
}
