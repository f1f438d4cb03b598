package tallyflame.flamegraphs;

import java.util.Optional;

/**
 * The samples of one kind of event, folded.
 *
 * @param event what was sampled: {@code cpu}, {@code wall}, {@code alloc}, {@code lock}, {@code live}, {@code malloc}, {@code
 *     park}, … or the full name of an event type without a short name
 * @param unit unit of every weight: {@code ns}, {@code bytes}, {@code samples}, or the name of a hardware counter
 * @param tree the stacks with their weights; sums over its nodes need not mind that a stack may be there several times
 * @param ledger what became of every sample that was read
 * @param samples the single samples by time, thread and state, where the reader was asked to keep them
 */
public record Profile(String event, String unit, StackForest tree, Ledger ledger, Optional<Samples> samples) {
    /** A profile without single samples. */
    public Profile(String event, String unit, StackForest tree, Ledger ledger) {
        this(event, unit, tree, ledger, Optional.empty());
    }

    /**
     * The stacks of a profile, each once, and the single samples by the nodes of that tree.
     *
     * @param samples where the profile has them
     */
    public record Distinct(CallTree tree, Optional<Samples> samples) {}

    /** The stacks each once, for formats that list them; the profile stays as it is. */
    public Distinct distinct() {
        StackForest.Distinct stacks = tree.distinct();
        return new Distinct(stacks.tree(), samples.map(rows -> rows.withNodes(stacks.nodes())));
    }

    /** The frames of the tree. */
    public Frames frames() {
        return tree.frames();
    }
}
