package tallyflame.flamegraphs;

import java.util.Optional;

/**
 * The samples of one kind of event, folded.
 *
 * @param event what was sampled: {@code cpu}, {@code wall}, {@code alloc}, {@code lock}, {@code live}, {@code malloc}, {@code
 *     park}, … or the full name of an event type without a short name
 * @param unit unit of every weight: {@code ns}, {@code bytes}, {@code samples}, or the name of a hardware counter
 * @param tree the stacks with their weights
 * @param ledger what became of every sample that was read
 * @param samples the single samples by time, thread and state, where the reader was asked to keep them
 */
public record Profile(String event, String unit, CallTree tree, Ledger ledger, Optional<Samples> samples) {
    /** A profile without single samples. */
    public Profile(String event, String unit, CallTree tree, Ledger ledger) {
        this(event, unit, tree, ledger, Optional.empty());
    }

    /** The frames of the tree. */
    public Frames frames() {
        return tree.frames();
    }
}
