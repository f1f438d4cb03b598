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
 * @param sampling what the events are of all that happened
 */
public record Profile(
        String event, String unit, StackForest tree, Ledger ledger, Optional<Samples> samples, Sampling sampling) {
    /** What recorded events are of all that happened, which decides how far their shares may be off. */
    public enum Sampling {
        /** Drawn at random, so that each stands for its weight: their shares have a sampling error. */
        RANDOM,
        /** All that happened and was to be recorded, such as waits longer than a threshold: their shares have none. */
        COMPLETE,
        /** Drawn with probabilities that depend on what they are and are not known: nobody can say how far their shares are off. */
        BIASED
    }

    /** A profile of events drawn at random. */
    public Profile(String event, String unit, StackForest tree, Ledger ledger, Optional<Samples> samples) {
        this(event, unit, tree, ledger, samples, Sampling.RANDOM);
    }

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

    /** The same samples with another ledger. */
    public Profile withLedger(Ledger other) {
        return new Profile(event, unit, tree, other, samples, sampling);
    }

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
